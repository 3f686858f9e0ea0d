/*
 * mongo_stream.c - connections on which nothing waits past m->until.
 *
 * libmongoc knows one time limit for a socket, fixed when the client is made. So the three waits
 * of a socket's stream (read, write, poll) are put behind ones of ours, which are as long as
 * they were asked to be, and no longer than what is left. TLS and the buffer lie on it and
 * need not know. What lies below is as it was: m->plain.
 */
#include "store/mongo.h"

#include <errno.h>
#include <poll.h>

#include "base/clock.h"

enum {
	CONNECT_MS = 2000,
	LAST_LOOK_MS = 100, /* for members to answer a hello that was begun in time */
};

/* libmongoc's own, which its public headers do not have; configure looks for it. */
mongoc_stream_t *mongoc_client_default_stream_initiator(
    const mongoc_uri_t *, const mongoc_host_list_t *, void *client, bson_error_t *);

/* As long as that, and no longer than what is left; below 0 is for ever. */
static int32_t
at_most(const struct mongo *m, int32_t ms)
{
	int64_t left = (m->until - clock_monotonic()) / 1000;

	if (m->until == 0)
		return ms;
	if (left < 0)
		left = 0;
	return ms < 0 || ms > left ? (int32_t)left : ms;
}

static const struct mongo *
owner(const mongoc_stream_t *s)
{
	return s->padding[0];
}

static bool
too_late(const struct mongo *m)
{
	return at_most(m, 1) == 0;
}

static ssize_t
timed_out(void)
{
	errno = ETIMEDOUT;
	return -1;
}

/* --- the waits: without a time (0) they are no waits, but looks --- */

static ssize_t
read_in_time(mongoc_stream_t *s, mongoc_iovec_t *to, size_t n, size_t least, int32_t ms)
{
	const struct mongo *m = owner(s);
	ssize_t got;

	if (ms != 0 && too_late(m))
		return timed_out();
	got = m->plain.readv(s, to, n, least, at_most(m, ms));
	/* TLS asks for 0 bytes at least, and would ask again. */
	return got == 0 && ms != 0 && too_late(m) ? timed_out() : got;
}

static ssize_t
write_in_time(mongoc_stream_t *s, mongoc_iovec_t *from, size_t n, int32_t ms)
{
	const struct mongo *m = owner(s);

	if (ms != 0 && too_late(m))
		return timed_out();
	return m->plain.writev(s, from, n, at_most(m, ms));
}

/* Only the look for members polls. It counts its time itself, and would ask again until that
 * has passed: so those that have not answered in ours are told to have hung up. */
static ssize_t
poll_in_time(mongoc_stream_poll_t *v, size_t n, int32_t ms)
{
	const struct mongo *m = owner(v->stream);
	int32_t most = at_most(m, ms);
	ssize_t ready;

	if (most < LAST_LOOK_MS && most < ms)
		most = ms < LAST_LOOK_MS ? ms : LAST_LOOK_MS;
	ready = m->plain.poll(v, n, most);
	if (ready != 0 || most == ms)
		return ready;
	for (size_t i = 0; i < n; i++)
		v[i].revents = POLLHUP;
	return (ssize_t)n;
}

/* Else a server whose answer we did not wait for would count as lost. */
static bool
has_timed_out(mongoc_stream_t *s)
{
	return too_late(owner(s)) || owner(s)->plain.timed_out(s);
}

/* --- connections --- */

static void
keep(struct mongo *m, mongoc_stream_t *s)
{
	while (s->get_base_stream != NULL)
		s = s->get_base_stream(s);
	m->plain = *s;
	s->padding[0] = m;
	s->readv = read_in_time;
	s->writev = write_in_time;
	s->poll = poll_in_time;
	s->timed_out = has_timed_out;
}

static mongoc_stream_t *
connect_in_time(
    const mongoc_uri_t *uri, const mongoc_host_list_t *host, void *arg, bson_error_t *error)
{
	struct mongo *m = arg;
	int32_t ms = mongoc_uri_get_option_as_int32(uri, MONGOC_URI_CONNECTTIMEOUTMS, CONNECT_MS);
	mongoc_uri_t *shorter;
	mongoc_stream_t *s;

	if (too_late(m)) {
		bson_set_error(error, MONGOC_ERROR_STREAM, MONGOC_ERROR_STREAM_CONNECT,
		    "no time is left to connect to %s", host->host_and_port);
		return NULL;
	}
	shorter = mongoc_uri_copy(uri);
	mongoc_uri_set_option_as_int32(shorter, MONGOC_URI_CONNECTTIMEOUTMS, at_most(m, ms));
	s = mongoc_client_default_stream_initiator(shorter, host, m->client, error);
	mongoc_uri_destroy(shorter);
	if (s != NULL)
		keep(m, s);
	return s;
}

void
mongo_keep_time(struct mongo *m)
{
	mongoc_client_set_stream_initiator(m->client, connect_in_time, m);
}
