/*
 * fcgi.c - Serves FastCGI requests from fd 0 until SIGTERM: reads as they come, changes in groups
 * that share a commit.
 *
 * SIGTERM is blocked except while waiting for a connection: otherwise libfcgi would silently
 * truncate a body. The socket is non-blocking, so that a worker that loses the race for a
 * connection waits again.
 */
#include "api/fcgi.h"

#include <fcgiapp.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>

#include "api/connections.h"
#include "api/fcgi_io.h"
#include "api/idle.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"

enum {
	REQUEST_POOL = 60 * 1000, /* malloc() trims the heap after each larger block */
	QUIET_MS = 5,             /* without a request: no client is about to send the next one */
	IDLE_MS = 60 * 1000,      /* most time between checks whether a purge is due */
	LEAVING_MS = 1000,        /* for requests of which a part has arrived */
	GATHER_MS = 1,            /* between looks at the lock of another process */
	GATHER_US = 1000 * 1000,  /* most time; then the group waits for it as it is */
};

static volatile sig_atomic_t fcgi_stopping;

static void
fcgi_on_stop(int signal_number)
{
	(void)signal_number;
	fcgi_stopping = 1;
}

void
fcgi_block_signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGUSR1);
	sigprocmask(SIG_BLOCK, &set, NULL);
	/* A worker without its supervisor would run forever. */
	prctl(PR_SET_PDEATHSIG, SIGTERM);
}

/* Installed first: libfcgi replaces only default handlers. */
static void
fcgi_handle_signals(void)
{
	struct sigaction on_stop = {.sa_handler = fcgi_on_stop};

	sigaction(SIGTERM, &on_stop, NULL);
	sigaction(SIGINT, &on_stop, NULL);
	sigaction(SIGUSR1, &on_stop, NULL);
}

/* --- a request being served --- */

struct served { /* allocated in req.mem */
	FCGX_Request fcgi;
	struct req req;
	struct res res;
};

/* libfcgi takes a connection that is open already for one that was kept: it reads the next
 * request from it. Nothing is believed of a request that was cut off. */
static bool
fcgi_read(struct served *s, int fd)
{
	FCGX_InitRequest(&s->fcgi, -1, 0);
	s->fcgi.ipcFd = fd;
	s->fcgi.keepConnection = 1;
	if (FCGX_Accept_r(&s->fcgi) != 0)
		return false;
	if (FCGX_GetError(s->fcgi.in) == 0) {
		fcgi_read_request(&s->req, &s->fcgi);
		return true;
	}
	FCGX_Finish_r(&s->fcgi);
	return false;
}

static struct served *
fcgi_open(struct app *app, int fd)
{
	void *mem = mem_pool("request", REQUEST_POOL);
	struct served *s = MEM_ONE(mem, struct served);

	s->req = (struct req){.mem = mem, .app = app};
	if (fcgi_read(s, fd))
		return s;
	LOG(LOG_LEVEL_WARNING, "request_incomplete", LOG_TEXT("reason", STR("cut off")));
	mem_free(mem);
	return NULL;
}

static void
fcgi_close(struct served *s)
{
	http_end(&s->req, &s->res);
	fcgi_write_answer(&s->res, &s->fcgi);
	mem_free(s->req.mem);
}

/* --- the loop --- */

struct group { /* requests that wait for the same commit */
	struct served *of[CHANGE_GROUP_MAX];
	size_t n, max;
};

/* Requests without a change are answered at once. Each reads what was committed when it arrived;
 * the changes of a group are built from what the last of them has read. */
static void
fcgi_take(struct app *app, struct group *g, int fd)
{
	struct served *s;

	store_reads_end(app->store);
	if ((s = fcgi_open(app, fd)) == NULL)
		return;
	if (http_begin(&s->req, &s->res))
		g->of[g->n++] = s;
	else
		fcgi_close(s);
}

/* Those that clashed stay, in front of the next group. */
static void
fcgi_commit(struct group *g)
{
	struct change *changes[CHANGE_GROUP_MAX];
	size_t retried = 0;

	for (size_t i = 0; i < g->n; i++)
		changes[i] = g->of[i]->req.change;
	change_round(changes, g->n);
	for (size_t i = 0; i < g->n; i++)
		if (changes[i]->outcome == CHANGE_RETRY)
			g->of[retried++] = g->of[i];
		else
			fcgi_close(g->of[i]);
	g->n = retried;
}

static bool
fcgi_is_leaving(const struct app *app)
{
	return fcgi_stopping || app->store->must_restart;
}

/* How long to wait for a request; when leaving, only for those that have begun to arrive. */
static int
fcgi_patience(const struct app *app, const struct connections *c)
{
	return !fcgi_is_leaving(app) ? IDLE_MS : c->n > 0 ? LEAVING_MS : 0;
}

/* Takes what arrives, the first within so many milliseconds, as far as there is room in a group.
 * When leaving, a second signal must not cut that short. */
static void
fcgi_fill(struct app *app, struct group *g, struct connections *c, size_t *taken, int patience_ms)
{
	const sigset_t *mask;
	sigset_t none;
	int fd;

	sigemptyset(&none);
	mask = fcgi_is_leaving(app) ? NULL : &none;
	while (*taken < g->max && (fd = connections_take(c, patience_ms, mask)) >= 0) {
		fcgi_take(app, g, fd);
		patience_ms = 0;
		++*taken;
	}
}

/* While another process has the lock, more may come along. */
static void
fcgi_gather(struct app *app, struct group *g, struct connections *c, size_t *taken)
{
	const int64_t until = clock_monotonic() + GATHER_US;

	while (*taken < g->max && !c->failed && !fcgi_is_leaving(app) &&
	       store_is_locked(app->store) && clock_monotonic() < until) {
		store_reads_end(app->store); /* the other is about to commit */
		fcgi_fill(app, g, c, taken, GATHER_MS);
	}
}

/* Takes what has arrived and commits it. False: there was nothing. */
static bool
fcgi_turn(struct app *app, struct group *g, struct connections *c)
{
	size_t taken = g->n;

	fcgi_fill(app, g, c, &taken, taken > 0 ? 0 : QUIET_MS);
	if (taken == 0) {
		store_idle(app->store);
		fcgi_fill(app, g, c, &taken, fcgi_patience(app, c));
	}
	if (g->n > 0) {
		fcgi_gather(app, g, c, &taken);
		fcgi_commit(g);
	}
	return taken > 0;
}

int
fcgi_serve(struct app *app)
{
	struct group g = {.max = app->writing ? CHANGE_GROUP_MAX : 1};
	struct connections c;
	bool leaving = false;

	fcgi_handle_signals();
	signal(SIGPIPE, SIG_IGN);
	/* libfcgi would wait up to 2 s until nginx has closed too. On a Unix socket sent data
	 * remains readable, and the next request need not wait for that. */
	if (setenv("LIBFCGI_OS_CLOSE_POLL_TIMEOUT", "0", 0) != 0 || FCGX_Init() != 0)
		return EXIT_FAILURE;
	if (fcntl(0, F_SETFL, fcntl(0, F_GETFL) | O_NONBLOCK) != 0 || !connections_open(&c, 0))
		return EXIT_FAILURE;
	while (!c.failed && (fcgi_turn(app, &g, &c) || !leaving)) {
		leaving = fcgi_is_leaving(app); /* asked during a turn, it has another one */
		store_keep_up(app->store);
		idle_purge(app);
		if (app->store->must_restart) /* what is in the backlog is for its successor */
			connections_stop(&c);
	}
	connections_close(&c);
	return c.failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
