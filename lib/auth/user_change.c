/* user_change.c - Creates and changes users. */
#include "auth/user_change.h"

#include "auth/password.h"
#include "auth/session.h"
#include "auth/user.h"
#include "auth/user_guard.h"
#include "base/mem.h"
#include "base/uuid.h"
#include "schema/json.h"

/* --- unique names --- */

static enum err
user_refuse_duplicate(const struct user *other, size_t field, struct why *w)
{
	const char *name = user_schema.fields[field].name;

	buf_printf(&w->more, "\"loc\":[\"body\",\"%s\"],\"id\":", name);
	json_put_str(&w->more, other->id);
	return err_set(w, ERR_DUPLICATE, "A user with this %s already exists", name);
}

static enum err
user_check_names(struct store *st, const struct user *u, struct why *w)
{
	static const size_t fields[] = {FIELD(user, email), FIELD(user, username)};

	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		struct str value = rec_text(u, &user_schema.fields[fields[i]]);
		struct user other;
		enum err e = user_find_by(st, fields[i], value, &other, w);

		if (e == OK && !str_eq(other.id, u->id))
			return user_refuse_duplicate(&other, fields[i], w);
		if (e != OK && e != ERR_NOT_FOUND)
			return e;
	}
	why_clear(w);
	return OK;
}

/* --- creation --- */

static struct user
user_from_request(const struct user_change *x)
{
	const struct register_request *r = x->request;
	const struct change_context *cx = x->change.cx;
	struct user u = {0};

	SET(&u, user, id, x->change.record_id);
	SET(&u, user, email, r->email);
	SET(&u, user, username, r->username);
	SET(&u, user, role, r->role);
	if (HAS(r, register_request, grants))
		SET(&u, user, grants, r->grants);
	SET(&u, user, must_change_password,
	    HAS(r, register_request, must_change_password) && r->must_change_password);
	SET(&u, user, password_hash, x->hash);
	SET(&u, user, epoch, 0);
	SET(&u, user, is_active, true);
	SET(&u, user, created_at, cx->now);
	SET(&u, user, updated_at, cx->now);
	if (cx->user_id.n > 0)
		SET(&u, user, created_by, cx->user_id);
	return u;
}

static enum err
user_build_new(struct change *c)
{
	struct user_change *x = (struct user_change *)c;
	struct user *u = &x->user;
	enum err e;

	*u = user_from_request(x);
	if (x->first == USER_FIRST &&
	    (e = user_guard_first(c->store, &c->batch, u->id, c->w)) != OK)
		return e;
	if ((e = user_check_names(c->store, u, c->w)) != OK)
		return e;
	batch_add(&c->batch, OP_INSERT, &user_schema, u);
	if ((e = user_guard_admins(c->store, &c->batch, NULL, u, c->w)) != OK)
		return e;
	change_audit(&c->batch, c->cx, "create", &user_schema, u->id, u->username, NULL, u);
	return OK;
}

enum err
user_create_init(struct user_change *x, struct store *st, const struct config *c,
    const struct change_context *cx, const struct register_request *r, enum user_first first,
    struct why *w)
{
	const struct loc *at = loc_name(w, loc_name(w, NULL, "body"), "password");
	enum err e;

	*x = (struct user_change){.change = {.store = st,
				      .cx = cx,
				      .w = w,
				      .build = user_build_new,
				      .schema = &user_schema,
				      .record_id = uuid_v7(cx->mem),
				      .status = 201},
	    .request = r,
	    .first = first};
	/* Refuse a registration before hashing the password, which is slow. */
	if (first == USER_FIRST && (e = user_guard_check_none(st, w)) != OK)
		return e;
	if ((e = password_check_strength(c, r->password, r->email, r->username, at, w)) != OK)
		return e;
	return password_hash(cx->mem, c, r->password, &x->hash, w);
}

/* --- changes of a user: each returns whether there is anything to write --- */

static bool
user_edit_update(const struct user_change *x, struct user *u)
{
	rec_merge(&user_schema, u, x->patch);
	return true;
}

static bool
user_edit_deactivate(const struct user_change *x, struct user *u)
{
	(void)x;
	if (!u->is_active)
		return false;
	SET(u, user, is_active, false);
	SET(u, user, epoch, u->epoch + 1);
	return true;
}

static bool
user_edit_restore(const struct user_change *x, struct user *u)
{
	(void)x;
	if (u->is_active)
		return false;
	SET(u, user, is_active, true);
	return true;
}

static bool
user_edit_end_sessions(const struct user_change *x, struct user *u)
{
	(void)x;
	SET(u, user, epoch, u->epoch + 1);
	return true;
}

static bool
user_edit_password(const struct user_change *x, struct user *u)
{
	SET(u, user, password_hash, x->hash);
	SET(u, user, must_change_password, x->temporary);
	SET(u, user, epoch, u->epoch + 1);
	return true;
}

static const struct {
	const char *action; /* in the audit */
	bool (*edit)(const struct user_change *, struct user *);
} user_edits[] = {
    [USER_UPDATE] = {"update", user_edit_update},
    [USER_DEACTIVATE] = {"deactivate", user_edit_deactivate},
    [USER_RESTORE] = {"restore", user_edit_restore},
    [USER_END_SESSIONS] = {"sessions_end", user_edit_end_sessions},
    [USER_PASSWORD] = {"password", user_edit_password},
};

/* Moves the session to the user's new epoch, unless it has ended. */
static enum err
user_keep_session(struct user_change *x, const struct user *before)
{
	struct change *c = &x->change;
	struct session *s = MEM_ONE(c->cx->mem, struct session);
	enum err e = store_get(c->store, &session_schema, x->keep, s, c->w);

	if (e == ERR_NOT_FOUND || (e == OK && !session_is_open(s, before, c->cx->now)))
		return err_set(c->w, ERR_UNAUTHENTICATED, "Not authenticated");
	if (e != OK)
		return e;
	SET(s, session, epoch, x->user.epoch);
	batch_add(&c->batch, OP_UPDATE, &session_schema, s)->version = s->version;
	return OK;
}

static enum err
user_build_edit(struct change *c)
{
	struct user_change *x = (struct user_change *)c;
	struct user *u = &x->user, before;
	enum err e;

	if ((e = user_get(c->store, c->record_id, &before, c->w)) != OK ||
	    (e = change_match(c, before.version)) != OK)
		return e;
	*u = before;
	if (!user_edits[x->kind].edit(x, u))
		return OK;
	SET(u, user, updated_at, c->cx->now);
	if (x->kind == USER_UPDATE && (e = user_check_names(c->store, u, c->w)) != OK)
		return e;
	batch_add(&c->batch, OP_UPDATE, &user_schema, u)->version = before.version;
	if (x->keep.n > 0 && (e = user_keep_session(x, &before)) != OK)
		return e;
	if ((e = user_guard_admins(c->store, &c->batch, &before, u, c->w)) != OK)
		return e;
	change_audit(&c->batch, c->cx, user_edits[x->kind].action, &user_schema, u->id, u->username,
	    &before, u);
	return OK;
}

void
user_change_init(struct user_change *x, struct store *st, const struct change_context *cx,
    enum user_edit_kind kind, struct str id, const struct user *patch, struct why *w)
{
	*x = (struct user_change){.change = {.store = st,
				      .cx = cx,
				      .w = w,
				      .build = user_build_edit,
				      .schema = &user_schema,
				      .record_id = id,
				      .status = 200},
	    .kind = kind,
	    .patch = patch};
}

enum err
user_password_init(struct user_change *x, struct store *st, const struct config *c,
    const struct change_context *cx, const struct user *u, struct str password, const char *member,
    struct why *w)
{
	const struct loc *at = loc_name(w, loc_name(w, NULL, "body"), member);
	enum err e;

	user_change_init(x, st, cx, USER_PASSWORD, u->id, NULL, w);
	if ((e = password_check_strength(c, password, u->email, u->username, at, w)) != OK)
		return e;
	return password_hash(cx->mem, c, password, &x->hash, w);
}

/* --- as one call --- */

enum err
user_create(struct store *st, const struct config *c, const struct change_context *cx,
    const struct register_request *r, enum user_first first, struct user *now, struct why *w)
{
	struct user_change x;
	enum err e;

	if ((e = user_create_init(&x, st, c, cx, r, first, w)) == OK)
		e = change_run(&x.change);
	*now = x.user;
	return e;
}

enum err
user_edit(struct store *st, const struct change_context *cx, enum user_edit_kind kind,
    struct str id, const struct user *patch, struct user *now, struct why *w)
{
	struct user_change x;
	enum err e;

	user_change_init(&x, st, cx, kind, id, patch, w);
	e = change_run(&x.change);
	*now = x.user;
	return e;
}
