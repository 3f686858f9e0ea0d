/*
 * stream.c - connections on which nothing waits past m->until.
 *
 * libmongoc knows one time limit for a socket, fixed when the client is made. So the three waits
 * of a socket's stream (read, write, poll) are put behind ones of ours, which are as long as
 * they were asked to be, and no longer than what is left. TLS lies on it and need not know. What
 * lies below is as it was: m->plain. The buffer that lies on top is passed by.
 */
#include "store/mongo/mongo.h"

#include <assert.h>
#include <errno.h>
#include <poll.h>

#include "base/clock.h"
#include "base/log.h"

enum {
	CONNECT_MS = 2000,
	PROBE_MIN_MS = 200,
};

/* libmongoc's own, which its public headers do not have; configure looks for it. */
mongoc_stream_t *mongoc_client_default_stream_initiator(
    const mongoc_uri_t *, const mongoc_host_list_t *, void *client, bson_error_t *);

/* As long as that, and no longer than what is left; below 0 is for ever. */
static int32_t
mongo_stream_limit(const struct mongo *m, int32_t ms)
{
	int64_t left = (m->deadline - clock_monotonic()) / 1000;

	if (m->deadline == 0)
		return ms;
	if (left < 0)
		left = 0;
	return ms < 0 || ms > left ? (int32_t)left : ms;
}

/* A look for members has a little time even when it is too late for all else: one that is
 * not answered costs a member that is well 5 s, in which libmongoc does not ask it again. */
static int32_t
mongo_stream_probe_limit(const struct mongo *m, int32_t ms)
{
	int32_t most = mongo_stream_limit(m, ms);

	if (most >= PROBE_MIN_MS || most == ms)
		return most;
	return ms < PROBE_MIN_MS ? ms : PROBE_MIN_MS;
}

static const struct mongo *
mongo_stream_owner(const mongoc_stream_t *s)
{
	return s->padding[0];
}

static bool
mongo_stream_expired(const struct mongo *m)
{
	return mongo_stream_limit(m, 1) == 0;
}

static ssize_t
mongo_stream_fail(void)
{
	errno = ETIMEDOUT;
	return -1;
}

/* --- the waits: without a time (0) they are no waits, but looks --- */

static ssize_t
mongo_stream_read(mongoc_stream_t *s, mongoc_iovec_t *to, size_t n, size_t least, int32_t ms)
{
	const struct mongo *m = mongo_stream_owner(s);
	ssize_t got;

	if (ms != 0 && mongo_stream_expired(m))
		return mongo_stream_fail();
	got = m->base_stream.readv(s, to, n, least, mongo_stream_limit(m, ms));
	/* TLS asks for 0 bytes at least, and would ask again. */
	return got == 0 && ms != 0 && mongo_stream_expired(m) ? mongo_stream_fail() : got;
}

static ssize_t
mongo_stream_write(mongoc_stream_t *s, mongoc_iovec_t *from, size_t n, int32_t ms)
{
	const struct mongo *m = mongo_stream_owner(s);

	if (ms != 0 && mongo_stream_expired(m))
		return mongo_stream_fail();
	return m->base_stream.writev(s, from, n, mongo_stream_limit(m, ms));
}

/* Only the look for members polls. It counts its time itself, and would ask again until that
 * has passed: so those that have not answered in ours are told to have hung up. */
static ssize_t
mongo_stream_poll(mongoc_stream_poll_t *v, size_t n, int32_t ms)
{
	const struct mongo *m = mongo_stream_owner(v->stream);
	int32_t most = mongo_stream_probe_limit(m, ms);
	ssize_t ready;

	ready = m->base_stream.poll(v, n, most);
	if (ready != 0 || most == ms)
		return ready;
	for (size_t i = 0; i < n; i++)
		v[i].revents = POLLHUP;
	return (ssize_t)n;
}

/* Else a server whose answer we did not wait for would count as lost. */
static bool
mongo_stream_timed_out(mongoc_stream_t *s)
{
	return mongo_stream_expired(mongo_stream_owner(s)) ||
	       mongo_stream_owner(s)->base_stream.timed_out(s);
}

/* --- connections --- */

/* The look for members reads what is there, without waiting. Of a reply that is not wholly there
 * the buffer would keep what it has, and the look would wait for bytes that have come: it reads
 * past the buffer, as it does where libmongoc connects by itself. */
static ssize_t
mongo_stream_read_unbuffered(
    mongoc_stream_t *s, mongoc_iovec_t *to, size_t n, size_t least, int32_t ms)
{
	return mongoc_stream_readv(s->get_base_stream(s), to, n, least, ms);
}

/* Of what the initiator made: a buffer, on TLS or not, on a socket. */
static void
mongo_stream_wrap(struct mongo *m, mongoc_stream_t *s)
{
	if (s->get_base_stream != NULL)
		s->readv = mongo_stream_read_unbuffered;
	while (s->get_base_stream != NULL)
		s = s->get_base_stream(s);
	m->base_stream = *s;
	s->padding[0] = m;
	s->readv = mongo_stream_read;
	s->writev = mongo_stream_write;
	s->poll = mongo_stream_poll;
	s->timed_out = mongo_stream_timed_out;
}

/* A connection that is none, and found to be so at the first look: libmongoc 1.23 waits for
 * itself for ever when a member that it has just heard of is given no stream at all. */
static mongoc_stream_t *
mongo_stream_closed(const mongoc_host_list_t *host, const bson_error_t *error)
{
	mongoc_socket_t *s = mongoc_socket_new(AF_INET, SOCK_STREAM, 0);

	LOG(LOG_LEVEL_WARNING, "mongo_connect", LOG_TEXT("host", str_of(host->host_and_port)),
	    LOG_TEXT("message", str_of(error->message)));
	assert(s != NULL);
	return mongoc_stream_socket_new(s);
}

static mongoc_stream_t *
mongo_stream_connect(
    const mongoc_uri_t *uri, const mongoc_host_list_t *host, void *arg, bson_error_t *error)
{
	struct mongo *m = arg;
	int32_t ms = mongoc_uri_get_option_as_int32(uri, MONGOC_URI_CONNECTTIMEOUTMS, CONNECT_MS);
	mongoc_uri_t *shorter = mongoc_uri_copy(uri);
	bson_error_t why = {0};
	mongoc_stream_t *s;

	(void)error;
	mongoc_uri_set_option_as_int32(
	    shorter, MONGOC_URI_CONNECTTIMEOUTMS, mongo_stream_probe_limit(m, ms));
	s = mongoc_client_default_stream_initiator(shorter, host, m->client, &why);
	mongoc_uri_destroy(shorter);
	if (s == NULL)
		s = mongo_stream_closed(host, &why);
	mongo_stream_wrap(m, s);
	return s;
}

void
mongo_stream_install(struct mongo *m)
{
	mongoc_client_set_stream_initiator(m->client, mongo_stream_connect, m);
}
