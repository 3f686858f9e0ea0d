/* users.c - /api/users, and the registration of users. */
#include <arpa/inet.h>
#include <string.h>

#include "api/handlers.h"
#include "api/list.h"
#include "auth/password.h"
#include "auth/permission.h"
#include "auth/user.h"
#include "schema/records.h"

enum { USERS_TRIES = 5 };

/* --- making --- */

static enum err
users_answer_created(struct req *req, struct res *res, enum user_first first)
{
	const struct register_request *in = req->in;
	struct user made;
	enum err e =
	    user_create(req->app->store, &req->app->config, &req->cx, in, first, &made, &req->why);

	password_wipe(in->password);
	return e == OK ? http_record(req, res, 201, &user_schema, &made) : e;
}

static bool
users_from_loopback(const struct req *req)
{
	struct str a = req->address;

	return str_starts(a, STR("127.")) || str_is(a, "::1") || str_starts(a, STR("::ffff:127."));
}

/* Whoever manages users may; so may anyone on this machine, in development and tests, while
 * there is no user at all. */
enum err
users_register(struct req *req, struct res *res)
{
	enum err e;

	if (req->user == NULL && !config_is_production(&req->app->config) &&
	    users_from_loopback(req))
		return users_answer_created(req, res, USER_FIRST);
	if (req->user == NULL)
		return err_set(&req->why, ERR_UNAUTHENTICATED, "Not authenticated");
	if ((e = require_perm(req->cx.perms, PERM_USER_MANAGE, &req->why)) != OK)
		return e;
	return users_answer_created(req, res, USER_ANY);
}

enum err
users_create(struct req *req, struct res *res)
{
	return users_answer_created(req, res, USER_ANY);
}

/* --- reading --- */

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

static enum err
users_load(struct req *req, struct user *u)
{
	enum err e = store_get(req->app->store, &user_schema, req->args[0], u, &req->why);

	return e == ERR_NOT_FOUND ? err_set(&req->why, e, "User not found") : e;
}

enum err
users_get(struct req *req, struct res *res)
{
	struct user u;
	enum err e = users_load(req, &u);

	return e == OK ? http_record(req, res, 200, &user_schema, &u) : e;
}

/* --- changing --- */

/* Reads, holds If-Match against it, changes; again when another was faster. */
static enum err
users_change(struct req *req, struct user *u, enum err (*rule)(struct req *, struct user *))
{
	enum err e = ERR_CLASH;

	for (int i = 0; i < USERS_TRIES && e == ERR_CLASH; i++) {
		why_clear(&req->why);
		if ((e = users_load(req, u)) == OK && (e = http_if_match(req, u->version)) == OK)
			e = rule(req, u);
	}
	return e;
}

static enum err
users_apply_update(struct req *req, struct user *u)
{
	return user_update(req->app->store, &req->cx, u, req->in, &req->why);
}

enum err
users_update(struct req *req, struct res *res)
{
	struct user u;
	enum err e = users_change(req, &u, users_apply_update);

	return e == OK ? http_record(req, res, 200, &user_schema, &u) : e;
}

static enum err
users_apply_deactivate(struct req *req, struct user *u)
{
	return user_activate(req->app->store, &req->cx, u, false, &req->why);
}

enum err
users_deactivate(struct req *req, struct res *res)
{
	struct user u;
	enum err e = users_change(req, &u, users_apply_deactivate);

	res->status = 204;
	return e;
}

static enum err
users_apply_restore(struct req *req, struct user *u)
{
	return user_activate(req->app->store, &req->cx, u, true, &req->why);
}

enum err
users_restore(struct req *req, struct res *res)
{
	struct user u;
	enum err e = users_change(req, &u, users_apply_restore);

	return e == OK ? http_record(req, res, 200, &user_schema, &u) : e;
}

static enum err
users_apply_end_sessions(struct req *req, struct user *u)
{
	return user_end_sessions(req->app->store, &req->cx, u, &req->why);
}

enum err
users_end_sessions(struct req *req, struct res *res)
{
	struct user u;
	enum err e = users_change(req, &u, users_apply_end_sessions);

	res->status = 204;
	return e;
}

static enum err
users_apply_password(struct req *req, struct user *u)
{
	const struct password_reset *in = req->in;

	return user_set_password(req->app->store, &req->app->config, &req->cx, u, in->password,
	    "password", true, NULL, &req->why);
}

enum err
users_password(struct req *req, struct res *res)
{
	struct user u;
	enum err e = users_change(req, &u, users_apply_password);

	password_wipe(((const struct password_reset *)req->in)->password);
	res->status = 204;
	return e;
}
