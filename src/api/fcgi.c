/*
 * fcgi.c - Serves FastCGI requests from fd 0, one at a time, until SIGTERM.
 *
 * SIGTERM is blocked except while waiting for a connection: otherwise libfcgi would silently
 * truncate a body. The socket is non-blocking, so that a worker that loses the race for a
 * connection waits again.
 */
#include "api/fcgi.h"

#include <errno.h>
#include <fcgiapp.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>

#include "api/idle.h"
#include "base/log.h"
#include "base/mem.h"

enum {
	REQUEST_POOL = 60 * 1000, /* malloc() trims the heap after each larger block */
	IDLE_MS = 60 * 1000,      /* most time between checks whether a purge is due */
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

/* Waits for a connection, and purges meanwhile. False when the worker is to exit. */
static bool
fcgi_wait(struct app *app)
{
	const struct timespec now = {0}, idle = {.tv_sec = IDLE_MS / 1000};
	struct pollfd fd = {.fd = 0, .events = POLLIN};
	sigset_t none;

	sigemptyset(&none);
	for (;;) {
		const int n = ppoll(&fd, 1, fcgi_stopping ? &now : &idle, &none);

		if (n > 0)
			return true;
		if (fcgi_stopping || (n < 0 && errno != EINTR))
			return false;
		if (n == 0)
			idle_purge(app);
	}
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

static bool
fcgi_serve_request(struct app *app, FCGX_Request *fcgi)
{
	struct req req = {.mem = mem_pool("request", REQUEST_POOL), .app = app};
	struct res res;

	fcgi_read_request(&req, fcgi);
	http_handle(&req, &res);
	fcgi_write_answer(&res, fcgi);
	mem_free(req.mem);
	store_idle(app->store);
	idle_purge(app);
	return !res.must_restart && !app->store->must_restart;
}

int
fcgi_serve(struct app *app)
{
	FCGX_Request fcgi;
	bool stay = true;

	fcgi_handle_signals();
	/* libfcgi would wait up to 2 s until nginx has closed too. On a Unix socket sent data
	 * remains readable, and neither the next request nor a peer that connects and sends
	 * nothing may wait for that. */
	if (setenv("LIBFCGI_OS_CLOSE_POLL_TIMEOUT", "0", 0) != 0 ||
	    setenv("LIBFCGI_IS_AF_UNIX_KEEPER_POLL_TIMEOUT", "200", 0) != 0)
		return EXIT_FAILURE;
	if (FCGX_Init() != 0 || FCGX_InitRequest(&fcgi, 0, FCGI_FAIL_ACCEPT_ON_INTR) != 0)
		return EXIT_FAILURE;
	signal(SIGPIPE, SIG_IGN);
	if (fcntl(0, F_SETFL, fcntl(0, F_GETFL) | O_NONBLOCK) != 0)
		return EXIT_FAILURE;
	while (stay && fcgi_wait(app)) {
		const int e = FCGX_Accept_r(&fcgi);

		if (e == 0)
			stay = fcgi_serve_request(app, &fcgi);
		else if (e != -EAGAIN && e != -EINTR && !fcgi_stopping)
			return EXIT_FAILURE;
	}
	FCGX_Free(&fcgi, 1);
	return EXIT_SUCCESS;
}
