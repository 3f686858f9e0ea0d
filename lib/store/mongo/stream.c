/*
 * stream.c - Enforces a deadline on each connection to MongoDB.
 *
 * libmongoc has one socket timeout, fixed when the client is created. So the three waiting
 * functions of a socket's stream (read, write, poll) are replaced by ours, which wait for the
 * requested time but not beyond m->deadline. TLS is layered on top and unaware of it. The
 * original functions are in m->base_stream. The buffer layer is bypassed.
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

/* Of libmongoc, but not in its public headers; configure checks for it. */
mongoc_stream_t *mongoc_client_default_stream_initiator(
    const mongoc_uri_t *, const mongoc_host_list_t *, void *client, bson_error_t *);

/* The requested time, but not beyond the deadline; negative means no limit. */
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

/* A check of replica set members always gets a little time, even past the deadline: a check
 * without a reply marks a healthy member as unavailable, and libmongoc does not check it again
 * for 5 s. */
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

/* --- waiting functions: with a time of 0 they do not wait --- */

static ssize_t
mongo_stream_read(mongoc_stream_t *s, mongoc_iovec_t *to, size_t n, size_t least, int32_t ms)
{
	const struct mongo *m = mongo_stream_owner(s);
	ssize_t got;

	if (ms != 0 && mongo_stream_expired(m))
		return mongo_stream_fail();
	got = m->base_stream.readv(s, to, n, least, mongo_stream_limit(m, ms));
	/* TLS asks for at least 0 bytes, and would retry. */
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

/* Only the check of members polls. It counts the time itself and would poll again until it has
 * passed, so members that have not replied by our deadline are reported as hung up. */
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

/* Otherwise a server whose reply we did not wait for would count as unavailable. */
static bool
mongo_stream_timed_out(mongoc_stream_t *s)
{
	return mongo_stream_expired(mongo_stream_owner(s)) ||
	       mongo_stream_owner(s)->base_stream.timed_out(s);
}

/* --- connections --- */

/* The check of members reads without waiting. The buffer would keep the part of a reply that
 * has arrived, and the check would then wait for bytes that are already there. So it reads
 * past the buffer, as it does where libmongoc connects itself. */
static ssize_t
mongo_stream_read_unbuffered(
    mongoc_stream_t *s, mongoc_iovec_t *to, size_t n, size_t least, int32_t ms)
{
	return mongoc_stream_readv(s->get_base_stream(s), to, n, least, ms);
}

/* The stream made by the initiator: a buffer, on optional TLS, on a socket. */
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

/* A connection that fails on the first use: libmongoc 1.23 waits forever when a newly
 * discovered member gets no stream at all. */
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
