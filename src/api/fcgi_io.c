/* fcgi_io.c - Reads requests and writes answers through libfcgi. */
#include "api/fcgi_io.h"

#include <fcgiapp.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"

enum { WAIT_MAX_MS = 60 * 1000 };

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

/* The clock may have been set meanwhile: nginx waits less than a minute for an answer. */
static int64_t
fcgi_waited_us(struct str sent)
{
	struct str seconds, ms = str_cut(sent, '.', &seconds);
	int64_t s, rest, waited;

	if (!str_int(seconds, &s) || !str_int(ms, &rest) || __builtin_mul_overflow(s, 1000, &s) ||
	    __builtin_add_overflow(s, rest, &s) || __builtin_sub_overflow(clock_now(), s, &waited))
		return 0;
	return waited > 0 && waited < WAIT_MAX_MS ? waited * 1000 : 0;
}

void
fcgi_read_request(struct req *req, FCGX_Request *fcgi)
{
	req->method = str_of(FCGX_GetParam("REQUEST_METHOD", fcgi->envp));
	req->target = str_of(FCGX_GetParam("REQUEST_URI", fcgi->envp));
	req->address = str_of(FCGX_GetParam("REMOTE_ADDR", fcgi->envp));
	req->request_id = str_of(FCGX_GetParam("REQUEST_ID", fcgi->envp));
	req->waited_us = fcgi_waited_us(str_of(FCGX_GetParam("CCPL_SENT", fcgi->envp)));
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

void
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
