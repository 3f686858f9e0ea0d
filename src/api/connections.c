/* connections.c - Accepts connections, and gives out those whose request has arrived completely. */
#include "api/connections.h"

#include <errno.h>
#include <fastcgi.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"

/* --- what has arrived --- */

enum request_state
request_state(const void *arrived, size_t n)
{
	const unsigned char *v = arrived;
	size_t at = 0;

	while (n - at >= FCGI_HEADER_LEN) {
		const FCGI_Header *h = (const FCGI_Header *)(v + at);
		const size_t content = (size_t)h->contentLengthB1 << 8 | h->contentLengthB0;

		if (h->version != FCGI_VERSION_1 || h->type == FCGI_ABORT_REQUEST ||
		    (at == 0 && h->type != FCGI_BEGIN_REQUEST))
			return REQUEST_BROKEN;
		if (h->type == FCGI_STDIN && content == 0)
			return REQUEST_COMPLETE;
		if (n - at < FCGI_HEADER_LEN + content + h->paddingLength)
			break;
		at += FCGI_HEADER_LEN + content + h->paddingLength;
	}
	return n >= CONNECTION_PEEK ? REQUEST_LONG : REQUEST_PARTIAL;
}

/* After the other end has closed, a partial request stays one. */
static enum request_state
connection_state(int fd, bool ended)
{
	static unsigned char peeked[CONNECTION_PEEK];
	const ssize_t n = recv(fd, peeked, sizeof peeked, MSG_PEEK | MSG_DONTWAIT);
	enum request_state state;

	if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
		return REQUEST_BROKEN;
	state = request_state(peeked, n > 0 ? (size_t)n : 0);
	return state == REQUEST_PARTIAL && ended ? REQUEST_BROKEN : state;
}

/* --- waiting --- */

static bool
connections_watch(const struct connections *c, int operation, int fd, uint32_t events)
{
	struct epoll_event event = {.events = events, .data.fd = fd};

	return epoll_ctl(c->epoll, operation, fd, &event) == 0;
}

bool
connections_open(struct connections *c, int listening)
{
	*c = (struct connections){.listening = listening, .epoll = epoll_create1(EPOLL_CLOEXEC)};
	return c->epoll >= 0 && connections_watch(c, EPOLL_CTL_ADD, listening, EPOLLIN);
}

void
connections_close(struct connections *c)
{
	for (size_t i = 0; i < c->n; i++)
		close(c->waiting[i].fd);
	close(c->epoll);
}

/* A socket that is watched but not accepted from would always be ready. */
static void
connections_pause(struct connections *c)
{
	const bool pause = c->stopped || c->n == CONNECTIONS_MAX;

	if (pause != c->paused &&
	    connections_watch(c, EPOLL_CTL_MOD, c->listening, pause ? 0 : EPOLLIN))
		c->paused = pause;
}

void
connections_stop(struct connections *c)
{
	c->stopped = true;
	connections_pause(c);
}

static void
connections_forget(struct connections *c, size_t i)
{
	memmove(&c->waiting[i], &c->waiting[i + 1], (--c->n - i) * sizeof *c->waiting);
	connections_pause(c);
}

static void
connections_drop(int fd, const char *why)
{
	LOG(LOG_LEVEL_INFO, "request_incomplete", LOG_TEXT("reason", str_of(why)));
	close(fd);
}

/* Those that waited too long; returns the milliseconds until the next one has, or -1. */
static int
connections_expire(struct connections *c)
{
	const int64_t now = clock_monotonic();

	while (c->n > 0 && c->waiting[0].since + CONNECTION_WAIT_US <= now) {
		connections_drop(c->waiting[0].fd, "timeout");
		connections_forget(c, 0);
	}
	return c->n == 0 ? -1 : (int)((c->waiting[0].since + CONNECTION_WAIT_US - now) / 1000 + 1);
}

/* --- arrivals --- */

/* The descriptor, when it can be served; otherwise -1: it waits, or is closed. */
static int
connections_accept(struct connections *c)
{
	const struct timeval most = {.tv_sec = CONNECTION_IO_S};
	const int fd = accept4(c->listening, NULL, NULL, SOCK_CLOEXEC);
	enum request_state state;

	if (fd < 0) {
		c->failed = errno != EAGAIN && errno != EINTR && errno != ECONNABORTED;
		return -1;
	}
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &most, sizeof most);
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &most, sizeof most);
	if ((state = connection_state(fd, false)) == REQUEST_COMPLETE || state == REQUEST_LONG)
		return fd;
	if (state == REQUEST_BROKEN ||
	    !connections_watch(c, EPOLL_CTL_ADD, fd, EPOLLIN | EPOLLRDHUP | EPOLLET)) {
		connections_drop(fd, "broken");
		return -1;
	}
	c->waiting[c->n++] = (struct connection){fd, clock_monotonic()};
	connections_pause(c);
	return -1;
}

static int
connections_arrived(struct connections *c, const struct epoll_event *event)
{
	const int fd = event->data.fd;
	const bool ended = event->events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR);
	const enum request_state state = connection_state(fd, ended);
	size_t i = 0;

	if (state == REQUEST_PARTIAL)
		return -1;
	while (i < c->n && c->waiting[i].fd != fd)
		i++;
	connections_watch(c, EPOLL_CTL_DEL, fd, 0);
	connections_forget(c, i);
	if (state != REQUEST_BROKEN)
		return fd;
	connections_drop(fd, "broken");
	return -1;
}

/* What an event brought: a descriptor, or -1. */
static int
connections_handle(struct connections *c, const struct epoll_event *event)
{
	return event->data.fd == c->listening ? connections_accept(c)
					      : connections_arrived(c, event);
}

int
connections_take(struct connections *c, int timeout_ms, const sigset_t *mask)
{
	struct epoll_event event;
	int fd = -1;

	while (fd < 0 && !c->failed) {
		const int expires = connections_expire(c);
		const bool sooner = expires >= 0 && expires < timeout_ms;
		const int n = epoll_pwait(c->epoll, &event, 1, sooner ? expires : timeout_ms, mask);

		if (n < 0 || (n == 0 && !sooner))
			return -1;
		if (n > 0)
			fd = connections_handle(c, &event);
	}
	return fd;
}
