/* users.c - Handles /api/users: registration, changes, passwords and sessions. */
#include <arpa/inet.h>
#include <string.h>

#include "api/handlers.h"
#include "api/list.h"
#include "auth/password.h"
#include "auth/permission.h"
#include "auth/user.h"
#include "auth/user_change.h"
#include "base/mem.h"

/* --- registration --- */

static enum err
users_prepare_new(struct req *req, enum user_first first)
{
	struct user_change *x = MEM_ONE(req->mem, struct user_change);
	const struct register_request *in = req->in;
	enum err e =
	    user_create_init(x, req->app->store, &req->app->config, &req->cx, in, first, &req->why);

	password_wipe(in->password);
	req->change = &x->change;
	return e;
}

static bool
users_from_loopback(const struct req *req)
{
	struct str a = req->address;

	return str_starts(a, STR("127.")) || str_is(a, "::1") || str_starts(a, STR("::ffff:127."));
}

/* Allowed with user.manage; in development and tests also to anyone on this machine while
 * there is no user. */
enum err
users_register(struct req *req, struct res *res)
{
	enum err e;

	(void)res;
	if (req->user == NULL && !config_is_production(&req->app->config) &&
	    users_from_loopback(req))
		return users_prepare_new(req, USER_FIRST);
	if (req->user == NULL)
		return err_set(&req->why, ERR_UNAUTHENTICATED, "Not authenticated");
	if ((e = require_perm(req->cx.perms, PERM_USER_MANAGE, &req->why)) != OK)
		return e;
	return users_prepare_new(req, USER_ANY);
}

enum err
users_create(struct req *req, struct res *res)
{
	(void)res;
	return users_prepare_new(req, USER_ANY);
}

/* --- reads --- */

enum err
users_list(struct req *req, struct res *res)
{
	struct listing l;
	struct rows rows;
	enum err e;

	if ((e = list_read(req, &user_schema, &l)) != OK || (e = list_find(req, &l, &rows)) != OK)
		return e;
	return list_answer(req, res, &l, &user_schema, &rows);
}

enum err
users_get(struct req *req, struct res *res)
{
	struct user u;
	enum err e = user_get(req->app->store, req->args[0], &u, &req->why);

	return e == OK ? http_record(req, res, 200, &user_schema, &u) : e;
}

/* --- changes --- */

static enum err
users_prepare(struct req *req, enum user_edit_kind kind)
{
	struct user_change *x = MEM_ONE(req->mem, struct user_change);

	user_change_init(x, req->app->store, &req->cx, kind, req->args[0], req->in, &req->why);
	req->change = &x->change;
	return OK;
}

enum err
users_update(struct req *req, struct res *res)
{
	(void)res;
	return users_prepare(req, USER_UPDATE);
}

enum err
users_deactivate(struct req *req, struct res *res)
{
	(void)res;
	return users_prepare(req, USER_DEACTIVATE);
}

enum err
users_restore(struct req *req, struct res *res)
{
	(void)res;
	return users_prepare(req, USER_RESTORE);
}

enum err
users_end_sessions(struct req *req, struct res *res)
{
	(void)res;
	return users_prepare(req, USER_END_SESSIONS);
}

enum err
users_password(struct req *req, struct res *res)
{
	struct user_change *x = MEM_ONE(req->mem, struct user_change);
	const struct password_reset *in = req->in;
	struct user u;
	enum err e;

	(void)res;
	if ((e = user_get(req->app->store, req->args[0], &u, &req->why)) == OK)
		e = user_password_init(x, req->app->store, &req->app->config, &req->cx, &u,
		    in->password, "password", &req->why);
	password_wipe(in->password);
	x->temporary = true;
	req->change = &x->change;
	return e;
}

/* --- responses --- */

enum err
users_changed(struct req *req, struct res *res)
{
	const struct user_change *x = (const struct user_change *)req->change;

	return http_record(req, res, x->change.status, &user_schema, &x->user);
}
