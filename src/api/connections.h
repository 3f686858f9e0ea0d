/*
 * connections.h - Connections whose FastCGI request has not arrived completely.
 *
 * libfcgi reads blocking, so a client that stalls in the middle of a request would keep a worker
 * from all others. Here a connection waits, without being read, until all of its request is in
 * the socket's buffer. See doc/decisions/0045-group-commit.md.
 */
#ifndef CONNECTIONS_H
#define CONNECTIONS_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	CONNECTIONS_MAX = 64,              /* that wait; the others stay in the backlog */
	CONNECTION_WAIT_US = 10 * 1000000, /* for a complete request */
	CONNECTION_IO_S = 10,              /* for each read and write of a request that is served */
	CONNECTION_PEEK = 64 * 1024,       /* a longer request is served as it comes */
};

struct connection {
	int fd;
	int64_t since; /* of clock_monotonic() */
};

struct connections {
	int listening, epoll;
	struct connection waiting[CONNECTIONS_MAX]; /* oldest first */
	size_t n;
	bool paused;  /* the listening socket is not watched: too many wait, or */
	bool stopped; /* connections_stop() */
	bool failed;  /* nothing can be accepted any more */
};

bool connections_open(struct connections *, int listening); /* false: errno says why */

/* The next connection whose request can be read without waiting, or is longer than
 * CONNECTION_PEEK; the caller closes it. -1: none within this time, a signal that is not in the
 * mask arrived, or it failed. */
int connections_take(struct connections *, int timeout_ms, const sigset_t *mask);

void connections_stop(struct connections *); /* accepts no more */
void connections_close(struct connections *);

enum request_state { REQUEST_PARTIAL, REQUEST_COMPLETE, REQUEST_LONG, REQUEST_BROKEN };

/* What has arrived of a request: its first bytes, at most CONNECTION_PEEK. Records: FastCGI
 * Specification 1.0, section 3.3. */
enum request_state request_state(const void *, size_t n);

#endif
