/* answer.c - Writes records and errors as responses, with the headers that all of them carry. */
#include "api/answer.h"

#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "change/etag.h"
#include "schema/json.h"

void
http_set(struct res *res, const char *name, const char *fmt, ...)
{
	size_t start;
	va_list ap;
	int n;

	buf_printf(&res->headers, "%s: ", name);
	start = res->headers.n;
	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	buf_reserve(&res->headers, (size_t)n + 2);
	va_start(ap, fmt);
	vsnprintf(res->headers.s + start, (size_t)n + 1, fmt, ap);
	va_end(ap);
	res->headers.n += (size_t)n;
	/* A line feed in a value must not end the header line. */
	for (size_t i = start; i < res->headers.n; i++)
		if ((unsigned char)res->headers.s[i] < ' ')
			res->headers.s[i] = ' ';
	buf_puts(&res->headers, "\r\n");
}

struct str
http_header(const struct req *req, const char *lower_name)
{
	for (size_t i = 0; i < req->nheaders; i++)
		if (str_is(req->headers[i].name, lower_name))
			return req->headers[i].value;
	return (struct str){NULL, 0};
}

struct str
http_param(const struct req *req, const char *name)
{
	for (size_t i = 0; i < req->nparams; i++)
		if (str_is(req->params[i].name, name))
			return req->params[i].value;
	return (struct str){NULL, 0};
}

enum err
http_record(struct req *req, struct res *res, int status, const struct schema *s, const void *rec)
{
	const int version = s->version;

	res->status = status;
	json_put_record(&res->body, s, rec, req->cx.perms);
	if (version >= 0 && rec_has(rec, (size_t)version))
		res->etag = etag_of_version(req->mem, rec_number(rec, &s->fields[version]));
	return OK;
}

static int
answer_retry_after(const struct why *w)
{
	if (w->retry_after > 0)
		return w->retry_after;
	return w->err == ERR_TOO_MANY ? 60 : w->err == ERR_BUSY ? 1 : 5;
}

/* Internal reasons go to the log only. */
static void
answer_conceal_internal(struct req *req)
{
	struct why *w = &req->why;

	LOG(LOG_LEVEL_ERROR, "internal_error", LOG_TEXT("request_id", req->request_id),
	    LOG_TEXT("reason", w->text.n > 0 ? w->text : STR("none given")));
	why_clear(w);
	w->err = ERR_INTERNAL;
}

void
answer_failure(struct req *req, struct res *res, enum err e)
{
	struct why *w = &req->why;

	w->err = e;
	res->status = err_status(e);
	res->type = NULL;
	res->etag = (struct str){NULL, 0};
	if (res->status >= 500 && res->status != 503)
		answer_conceal_internal(req);
	buf_clear(&res->body);
	json_put_error(&res->body, w, req->request_id);
	if (res->status == 401)
		http_set(res, "WWW-Authenticate", "Bearer");
	if (res->status == 429 || res->status == 503)
		http_set(res, "Retry-After", "%d", answer_retry_after(w));
}

static void
finish_etag(struct req *req, struct res *res)
{
	struct str known = http_header(req, "if-none-match");
	const bool reads = str_is(req->method, "GET") || str_is(req->method, "HEAD");

	if (res->etag.n == 0)
		return;
	http_set(res, "ETag", "%.*s", STRF(res->etag));
	if (reads && res->status == 200 && known.s != NULL && etag_list_has(known, res->etag)) {
		res->status = 304;
		buf_clear(&res->body);
	}
}

void
answer_finish(struct req *req, struct res *res)
{
	http_set(res, "X-Request-ID", "%.*s", STRF(req->request_id));
	http_set(res, "Cache-Control", "no-store");
	finish_etag(req, res);
	res->head = str_is(req->method, "HEAD");
}
