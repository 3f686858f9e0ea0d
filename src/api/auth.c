/* auth.c - Handles /api/auth: sign-in, tokens, one's own account and sessions. */
#include "api/cookie.h"
#include "api/handlers.h"
#include "api/list.h"
#include "auth/permission.h"
#include "auth/password.h"
#include "auth/sign_in.h"
#include "auth/throttle.h"
#include "auth/user_change.h"
#include "base/mem.h"

static const int64_t device_cookie_seconds = 180 * 24 * 3600;

static struct me *
auth_me_of(const struct req *req, const struct user *u)
{
	struct me *m = MEM_ONE(req->mem, struct me);

	SET(m, me, id, u->id);
	SET(m, me, email, u->email);
	SET(m, me, username, u->username);
	SET(m, me, role, u->role);
	SET(m, me, permissions, perm_mask_names(req->mem, user_perm_mask(u)));
	SET(m, me, must_change_password, u->must_change_password);
	SET(m, me, timezone, req->app->config.TIMEZONE);
	SET(m, me, currency, req->app->config.CURRENCY);
	return m;
}

/* Answers a sign-in or refresh with a new access token, the session's refresh token in the body or
 * cookie, by its mode, and what /api/auth/me answers, so that a client need not ask for it. */
static enum err
auth_answer_tokens(struct req *req, struct res *res, struct user *u, const struct session *s)
{
	struct tokens *t = req->app->tokens;
	struct str refresh = session_refresh_token(t, req->mem, s);
	struct token_answer a = {0};

	SET(&a, token_answer, token, token_make(t, req->mem, u, s->id, req->cx.now));
	SET(&a, token_answer, token_type, STR("bearer"));
	SET(&a, token_answer, expires_in, t->access_ms / 1000);
	SET(&a, token_answer, user, ((struct lines){u, 1}));
	SET(&a, token_answer, me, ((struct lines){auth_me_of(req, u), 1}));
	if (s->mode == MODE_BODY)
		SET(&a, token_answer, refresh_token, refresh);
	else
		cookie_set(req, res, COOKIE_REFRESH, refresh, (s->idle_until - req->cx.now) / 1000);
	return http_record(req, res, 200, &token_answer_schema, &a);
}

/* --- sign-in and sign-out --- */

static enum err
auth_read_name(struct req *req, const struct login_request *in, struct str *typed)
{
	const struct loc *body = loc_name(&req->why, NULL, "body");
	bool email = HAS(in, login_request, email), username = HAS(in, login_request, username);

	*typed = email ? in->email : in->username;
	if (email == username)
		return err_field(&req->why, loc_name(&req->why, body, "email"),
		    email ? "extra_forbidden" : "missing", "Give one of email and username");
	return OK;
}

enum err
auth_login(struct req *req, struct res *res)
{
	const struct login_request *in = req->in;
	struct app *app = req->app;
	struct sign_in how = {
	    .password = in->password,
	    .device = cookie_get(req, COOKIE_DEVICE),
	    .user_agent = http_header(req, "user-agent"),
	};
	struct session s;
	struct user u;
	enum err e;

	if ((e = cookie_mode(req, &how.mode)) != OK)
		return e;
	if ((e = auth_read_name(req, in, &how.typed)) != OK)
		return e;
	e = sign_in(app->store, &app->config, app->tokens, &req->cx, &how, &u, &s, &req->why);
	password_wipe(in->password);
	if (e != OK)
		return e;
	req->cx.user_id = u.id; /* for the log */
	cookie_set(req, res, COOKIE_DEVICE, throttle_device_cookie(app->tokens, req->mem, &u),
	    device_cookie_seconds);
	return auth_answer_tokens(req, res, &u, &s);
}

/* The refresh token, and whether it came in the body or the cookie. */
static enum err
refresh_token(struct req *req, struct str *token, enum session_mode *mode)
{
	const struct refresh_request *in = req->in;
	struct str cookie = cookie_get(req, COOKIE_REFRESH);
	bool in_body = in != NULL && HAS(in, refresh_request, refresh_token);
	enum err e;

	if (cookie.s != NULL && in_body)
		return err_set(&req->why, ERR_BAD_REQUEST,
		    "The refresh token was sent both in the body and in a cookie");
	if ((e = cookie_mode(req, mode)) != OK)
		return e;
	if (cookie.s != NULL && *mode != MODE_COOKIE)
		return err_set(&req->why, ERR_CROSS_ORIGIN,
		    "A request with the cookie must send X-Session-Mode: cookie");
	*token = in_body ? in->refresh_token : cookie;
	*mode = in_body ? MODE_BODY : MODE_COOKIE;
	if (token->n == 0)
		return err_set(&req->why, ERR_UNAUTHENTICATED, "Not authenticated");
	return OK;
}

enum err
auth_refresh(struct req *req, struct res *res)
{
	enum session_mode mode;
	struct session s;
	struct str token;
	struct user u;
	enum err e;

	if ((e = refresh_token(req, &token, &mode)) != OK)
		return e;
	e = session_refresh(
	    req->app->store, req->app->tokens, &req->cx, token, mode, &s, &u, &req->why);
	if (e == ERR_UNAUTHENTICATED && mode == MODE_COOKIE)
		cookie_set(req, res, COOKIE_REFRESH, STR(""), 0);
	if (e != OK)
		return e;
	req->cx.user_id = u.id;
	return auth_answer_tokens(req, res, &u, &s);
}

static enum err
auth_no_content(struct res *res)
{
	res->status = 204;
	return OK;
}

enum err
auth_logout(struct req *req, struct res *res)
{
	enum err e = session_end(
	    req->app->store, &req->cx, req->user, req->session->id, "sign_out", &req->why);

	if (e != OK && e != ERR_NOT_FOUND)
		return e;
	if (req->session->mode == MODE_COOKIE)
		cookie_set(req, res, COOKIE_REFRESH, STR(""), 0);
	return auth_no_content(res);
}

/* --- one's own account --- */

enum err
auth_me(struct req *req, struct res *res)
{
	return http_record(req, res, 200, &me_schema, auth_me_of(req, req->user));
}

enum err
auth_password(struct req *req, struct res *res)
{
	const struct password_change *in = req->in;
	struct user_change *x = MEM_ONE(req->mem, struct user_change);
	struct app *app = req->app;
	struct why *w = &req->why;
	enum err e;

	(void)res;
	e = sign_in_reauthenticate(app->store, &app->config, app->tokens, &req->cx, req->user,
	    in->current_password, cookie_get(req, COOKIE_DEVICE), w);
	password_wipe(in->current_password);
	if (e == ERR_UNAUTHENTICATED) {
		why_clear(w);
		return err_field(w, loc_name(w, loc_name(w, NULL, "body"), "current_password"),
		    "wrong", "The current password is incorrect");
	}
	if (e != OK)
		return e;
	e = user_password_init(
	    x, app->store, &app->config, &req->cx, req->user, in->new_password, "new_password", w);
	password_wipe(in->new_password);
	x->keep = req->session->id;
	req->change = &x->change;
	return e;
}

/* --- one's own sessions --- */

enum err
auth_sessions(struct req *req, struct res *res)
{
	struct filter where[SESSION_OPEN_FILTERS];
	struct session *s;
	struct listing l;
	struct rows rows;
	enum err e;

	if ((e = list_read(req, &session_schema, &l)) != OK)
		return e;
	session_open_filters(req->user, req->cx.now, where);
	for (size_t i = 0; i < SESSION_OPEN_FILTERS; i++)
		list_where(&l, where[i]);
	if ((e = list_find(req, &l, &rows)) != OK)
		return e;
	s = rows.v;
	for (size_t i = 0; i < rows.n; i++)
		SET(&s[i], session, current, str_eq(s[i].id, req->session->id));
	return list_answer(req, res, &l, &session_schema, &rows);
}

enum err
auth_session_end(struct req *req, struct res *res)
{
	enum err e = session_end(
	    req->app->store, &req->cx, req->user, req->args[0], "session_end", &req->why);

	return e == OK ? auth_no_content(res) : e;
}
