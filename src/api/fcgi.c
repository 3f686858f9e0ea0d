/*
 * fcgi.c - Serves FastCGI requests from fd 0 until SIGTERM: reads as they come, changes in groups
 * that share a commit.
 *
 * SIGTERM is blocked except while waiting for a connection: otherwise libfcgi would silently
 * truncate a body. The socket is non-blocking, so that a worker that loses the race for a
 * connection waits again.
 */
#include "api/fcgi.h"

#include <errno.h>
#include <fcgiapp.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>

#include "api/connections.h"
#include "api/idle.h"
#include "base/log.h"
#include "base/mem.h"

enum {
	REQUEST_POOL = 60 * 1000, /* malloc() trims the heap after each larger block */
	IDLE_MS = 60 * 1000,      /* most time between checks whether a purge is due */
	LEAVING_MS = 1000,        /* for requests of which a part has arrived */
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

/* "HTTP_IF_MATCH" -> "if-match", the name of a header; false for any other variable. */
static bool
fcgi_header_name(const void *mem, struct str variable, struct str *name)
{
	char *s;

	if (str_starts(variable, STR("HTTP_")))
		variable = str_from(variable, 5);
	else if (!str_is(variable, "CONTENT_TYPE"))
		return false;
	s = mem_copy(mem, variable.s, variable.n);
	for (char *p = s; *p != '\0'; p++)
		*p = *p == '_' ? '-' : *p >= 'A' && *p <= 'Z' ? (char)(*p + 32) : *p;
	*name = (struct str){s, variable.n};
	return true;
}

static void
fcgi_read_headers(struct req *req, char *const *env)
{
	size_t n = 0;

	while (env[n] != NULL)
		n++;
	req->headers = MEM_MANY(req->mem, struct pair, n + 1);
	for (size_t i = 0; i < n; i++) {
		struct str variable;
		struct str value = str_cut(str_of(env[i]), '=', &variable);
		struct pair *p = &req->headers[req->nheaders];

		if (value.s == NULL || !fcgi_header_name(req->mem, variable, &p->name))
			continue;
		p->value = value;
		req->nheaders += value.n > 0;
	}
}

/* A body shorter than its announced length is an error. */
static void
fcgi_read_body(struct req *req, FCGX_Request *fcgi)
{
	const struct str length = str_of(FCGX_GetParam("CONTENT_LENGTH", fcgi->envp));
	int64_t n = 0;
	char *s;

	if (length.n > 0 && (!str_int(length, &n) || n < 0)) {
		req->refused = ERR_BAD_REQUEST;
		return;
	}
	if (n > HTTP_BODY_MAX) {
		req->refused = ERR_TOO_LARGE;
		return;
	}
	s = mem_new(req->mem, (size_t)n + 1);
	req->body = (struct str){s, (size_t)n};
	if (n > 0 && FCGX_GetStr(s, (int)n, fcgi->in) != (int)n)
		req->refused = ERR_BAD_REQUEST;
}

static void
fcgi_read_request(struct req *req, FCGX_Request *fcgi)
{
	req->method = str_of(FCGX_GetParam("REQUEST_METHOD", fcgi->envp));
	req->target = str_of(FCGX_GetParam("REQUEST_URI", fcgi->envp));
	req->address = str_of(FCGX_GetParam("REMOTE_ADDR", fcgi->envp));
	req->request_id = str_of(FCGX_GetParam("REQUEST_ID", fcgi->envp));
	req->internal = FCGX_GetParam("CCPL_INTERNAL", fcgi->envp) != NULL;
	fcgi_read_headers(req, fcgi->envp);
	fcgi_read_body(req, fcgi);
}

static bool
fcgi_write_all(FCGX_Stream *out, struct str v)
{
	return v.n == 0 || FCGX_PutStr(v.s, (int)v.n, out) == (int)v.n;
}

/* Reads the rest of the request: closing with unread input resets the connection, which nginx
 * reports as a failure. */
static void
fcgi_drain(FCGX_Request *fcgi)
{
	char rest[512];

	while (FCGX_GetStr(rest, sizeof rest, fcgi->in) > 0)
		;
}

static void
fcgi_write_answer(const struct res *res, FCGX_Request *fcgi)
{
	const bool bare = res->status == 204 || res->status == 304;
	const char *type = res->type != NULL ? res->type : "application/json";
	bool sent;

	FCGX_FPrintF(fcgi->out, "Status: %d\r\n", res->status);
	if (!bare)
		FCGX_FPrintF(fcgi->out, "Content-Type: %s\r\nContent-Length: %d\r\n", type,
		    (int)res->body.n);
	sent = fcgi_write_all(fcgi->out, buf_str(&res->headers)) &&
	       fcgi_write_all(fcgi->out, STR("\r\n")) &&
	       (bare || res->head || fcgi_write_all(fcgi->out, buf_str(&res->body)));
	fcgi_drain(fcgi);
	FCGX_Finish_r(fcgi);
	if (!sent)
		LOG(LOG_LEVEL_WARNING, "answer_not_sent", LOG_NUMBER("status", res->status));
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

/* Requests without a change are answered at once. */
static void
fcgi_take(struct app *app, struct group *g, int fd)
{
	struct served *s = fcgi_open(app, fd);

	if (s == NULL)
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

/* Takes what has arrived, as far as there is room in a group, and commits it. False: there was
 * nothing. */
static bool
fcgi_turn(struct app *app, struct group *g, struct connections *c)
{
	size_t taken = g->n;
	sigset_t none;
	int fd;

	sigemptyset(&none);
	while (taken < g->max &&
	       (fd = connections_take(c, taken > 0 ? 0 : fcgi_patience(app, c), &none)) >= 0) {
		fcgi_take(app, g, fd);
		taken++;
	}
	if (g->n > 0)
		fcgi_commit(g);
	return taken > 0;
}

int
fcgi_serve(struct app *app)
{
	struct group g = {.max = app->writing ? CHANGE_GROUP_MAX : 1};
	struct connections c;

	fcgi_handle_signals();
	signal(SIGPIPE, SIG_IGN);
	/* libfcgi would wait up to 2 s until nginx has closed too. On a Unix socket sent data
	 * remains readable, and the next request need not wait for that. */
	if (setenv("LIBFCGI_OS_CLOSE_POLL_TIMEOUT", "0", 0) != 0 || FCGX_Init() != 0)
		return EXIT_FAILURE;
	if (fcntl(0, F_SETFL, fcntl(0, F_GETFL) | O_NONBLOCK) != 0 || !connections_open(&c, 0))
		return EXIT_FAILURE;
	while (!c.failed && (fcgi_turn(app, &g, &c) || !fcgi_is_leaving(app))) {
		store_idle(app->store);
		idle_purge(app);
		if (app->store->must_restart) /* what is in the backlog is for its successor */
			connections_stop(&c);
	}
	connections_close(&c);
	return c.failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
