/*
 * http.c - Runs a request: route, session, rate limit, permission, key, body, handler, change,
 * answer.
 *
 * The Idempotency-Key is looked up after the permission and before anything is checked against
 * the state of the store, so that a repeated request is not refused because of its own effect.
 */
#include "api/http.h"

#include <assert.h>
#include <string.h>

#include "api/answer.h"
#include "api/body.h"
#include "api/cors.h"
#include "api/limit.h"
#include "api/metrics.h"
#include "api/router.h"
#include "api/url.h"
#include "auth/permission.h"
#include "auth/refusal.h"
#include "auth/session.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"

static void
http_init(struct req *req, struct res *res)
{
	why_init(&req->why, req->mem);
	*res = (struct res){.headers = buf_init(req->mem), .body = buf_init(req->mem)};
	req->cx = (struct change_context){
	    .mem = req->mem,
	    .perms = UINT64_C(1) << PERM_PUBLIC,
	    .address = req->address,
	    .request_id = req->request_id,
	    .now = clock_now(),
	    .series_by_location = config_series_by_location(&req->app->config),
	};
}

/* Sets user and session. On a public route an invalid token is ignored: clients send the one
 * they have even where they get a new one. */
static enum err
http_authenticate(struct req *req)
{
	const struct str header = http_header(req, "authorization");
	const bool public = req->route->needs[0] == PERM_PUBLIC;
	struct user *user = MEM_ONE(req->mem, struct user);
	struct session *session = MEM_ONE(req->mem, struct session);
	struct str scheme, bearer = str_cut(header, ' ', &scheme);
	struct why ignored;
	enum err e;

	if (!str_eq(str_fold(req->mem, scheme), STR("bearer")))
		return public ? OK : err_set(&req->why, ERR_UNAUTHENTICATED, "Not authenticated");
	why_init(&ignored, req->mem);
	e = session_authenticate(req->app->store, req->app->tokens, str_trim(bearer), req->cx.now,
	    user, session, public ? &ignored : &req->why);
	if (e != OK)
		return public ? OK : e;
	req->user = user;
	req->session = session;
	req->cx.user_id = user->id;
	req->cx.perms = user_perm_mask(user);
	return OK;
}

static bool
http_is_read(const struct req *req)
{
	return strcmp(req->route->method, "GET") == 0;
}

/* Counts requests refused by the route's permission or by a rule, so that probing is noticed:
 * by the permission's name, or by the path where several are possible. */
static void
http_count_refusal(struct req *req)
{
	const enum perm *needs = req->route->needs;
	const char *permission = needs[1] == PERM_NONE ? perms[needs[0]].name : NULL;
	const char *action = permission != NULL ? permission : req->route->path;
	struct why ignored;

	why_init(&ignored, req->mem);
	if (refusal_count(req->app->store, &req->cx, action, &ignored) != OK)
		LOG(LOG_LEVEL_WARNING, "refusal_not_counted",
		    LOG_TEXT("request_id", req->request_id));
}

static enum err
http_check_perm(struct req *req)
{
	if (require_any_perm(req->cx.perms, req->route->needs, &req->why) == OK)
		return OK;
	if (req->user->must_change_password)
		return err_set(&req->why, ERR_FORBIDDEN, "Change your temporary password first");
	return ERR_FORBIDDEN;
}

static enum err
http_admit(struct req *req)
{
	enum err e;

	if ((e = http_authenticate(req)) != OK)
		return e;
	if (req->session != NULL && (e = limit_take(req->app->limit, req->session->id,
					 !http_is_read(req), &req->why)) != OK)
		return e;
	return http_check_perm(req);
}

/* Answers with the stored result of the key; NOT_FOUND when it was not used yet. */
static enum err
http_replay(struct req *req, struct res *res)
{
	struct idempotency was = {0};
	enum err e;

	if ((e = change_replay(req->app->store, &req->cx, &was, &req->why)) != OK)
		return e;
	req->args[0] = was.record_id;
	if ((e = req->route->replay(req, res)) != OK)
		return e;
	res->status = (int)was.status;
	http_set(res, "Idempotent-Replayed", "true");
	return OK;
}

/* Answers when the change that the handler prepared is over. */
static enum err
http_answer_change(struct req *req, struct res *res)
{
	assert(req->route->answer != NULL || req->route->flags & ROUTE_NO_CONTENT);
	if (req->change->outcome == CHANGE_REPLAY) {
		/* The same request was sent twice concurrently, and the other one was applied. */
		why_clear(&req->why);
		return http_replay(req, res);
	}
	if (req->change->err != OK)
		return req->change->err;
	if (req->route->answer != NULL)
		return req->route->answer(req, res);
	res->status = 204;
	return OK;
}

static enum err
http_run(struct req *req, struct res *res)
{
	enum err e;

	if ((e = body_read_key(req)) != OK)
		return e;
	if (req->cx.key.s != NULL) {
		if ((e = http_replay(req, res)) != ERR_NOT_FOUND)
			return e;
		why_clear(&req->why);
	}
	if ((e = body_read(req)) != OK)
		return e;
	if (req->route->flags & ROUTE_IF_MATCH)
		req->cx.if_match = http_header(req, "if-match");
	return req->route->run(req, res);
}

/* Its client may be gone, and those behind it would wait for it. Hashing has its own, slow queue. */
static enum err
http_check_wait(struct req *req)
{
	if (http_is_read(req) || req->route->flags & ROUTE_HASHES ||
	    req->waited_us < CHANGE_DEADLINE_US)
		return OK;
	return err_set(&req->why, ERR_BUSY, "Too many requests are waiting");
}

static enum err
http_serve(struct req *req, struct res *res)
{
	struct buf allow = buf_init(req->mem);
	enum err e;

	if (req->refused != OK)
		return err_set(&req->why, req->refused, "%s", err_title(req->refused));
	if ((e = url_parse(req)) != OK)
		return e;
	e = router_match(req, &allow);
	if (str_is(req->method, "OPTIONS") && e == ERR_METHOD) {
		cors_options(req, res, buf_str(&allow));
		return OK;
	}
	if (e == ERR_METHOD)
		http_set(res, "Allow", "%.*s", STRF(buf_str(&allow)));
	if (e != OK || (e = http_check_wait(req)) != OK)
		return e;
	if (!(req->route->flags & ROUTE_HASHES)) /* which takes long */
		store_reads_begin(req->app->store);
	if ((e = http_admit(req)) != OK || (e = http_run(req, res)) != OK)
		return e;
	if (req->change != NULL)
		req->change->deadline = req->began - req->waited_us + CHANGE_DEADLINE_US;
	return OK;
}

static void
http_log_request(const struct req *req, const struct res *res, int64_t us)
{
	const enum log_level level = res->status >= 500 ? LOG_LEVEL_WARNING : LOG_LEVEL_INFO;
	struct str path;

	str_cut(req->target, '?', &path);
	metrics_request(req->app->metrics, req->route, res->status, us);
	metrics_store(req->app->metrics, &req->app->store->stats);
	LOG(level, "request", LOG_TEXT("method", req->method), LOG_TEXT("path", path),
	    LOG_NUMBER("status", res->status), LOG_NUMBER("microseconds", us),
	    LOG_TEXT("user", req->cx.user_id.n > 0 ? req->cx.user_id : STR("")),
	    LOG_TEXT("address", req->address), LOG_TEXT("request_id", req->request_id));
}

bool
http_begin(struct req *req, struct res *res)
{
	req->began = clock_monotonic();
	http_init(req, res);
	req->err = http_serve(req, res);
	return req->err == OK && req->change != NULL;
}

void
http_end(struct req *req, struct res *res)
{
	if (req->err == OK && req->change != NULL)
		req->err = http_answer_change(req, res);
	if (req->err == ERR_FORBIDDEN && req->user != NULL)
		http_count_refusal(req);
	if (req->err != OK)
		answer_failure(req, res, req->err);
	store_reads_end(req->app->store);
	cors_put_headers(req, res);
	answer_finish(req, res);
	http_log_request(req, res, clock_monotonic() - req->began);
}

void
http_handle(struct req *req, struct res *res)
{
	if (http_begin(req, res))
		while (change_round(&req->change, 1) > 0)
			;
	http_end(req, res);
}
