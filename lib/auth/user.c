/* user.c - the rules of users. */
#include "auth/user.h"

#include <string.h>

#include "auth/password.h"
#include "base/mem.h"
#include "base/uuid.h"
#include "schema/check_record.h"
#include "schema/json.h"
#include "schema/records.h"
#include "store/series.h"
#include "store/store_cursor.h"

enum { USERS_PAGE = 200 };

static const char first_user_code[] = "first-user", spare_admins_series[] = "spare-admins";

/* --- finding --- */

static enum err
user_find_by(struct store *st, size_t field, struct str value, struct user *u, struct why *w)
{
	const struct filter where = {.field = field, .cmp = CMP_EQ, .text = value};
	const struct query q = {.schema = &user_schema, .where = &where, .nwhere = 1, .limit = 1};
	struct rows rows;
	enum err e = store_find(st, &q, &rows, w);

	if (e != OK)
		return e;
	if (rows.n == 0)
		return err_set(w, ERR_NOT_FOUND, "User not found");
	*u = *(struct user *)rows.v;
	return OK;
}

/* A name in the form in which it is kept; one that cannot be anybody's stays as it is. */
enum err
user_find(struct store *st, struct str typed, struct user *u, struct why *w)
{
	const bool address = typed.n > 0 && memchr(typed.s, '@', typed.n) != NULL;
	struct str kept;

	check_format(w->mem, address ? FORMAT_EMAIL : FORMAT_USERNAME, typed, &kept);
	return user_find_by(st, address ? FIELD(user, email) : FIELD(user, username), kept, u, w);
}

/* Which record has the value already. */
static enum err
user_duplicate(struct store *st, const struct user *u, struct why *w)
{
	size_t field = w->field;
	struct str value = rec_text(u, &user_schema.fields[field]);
	const char *name = user_schema.fields[field].name;
	struct user other;
	enum err e = user_find_by(st, field, value, &other, w);

	if (e == ERR_NOT_FOUND)
		return err_set(w, ERR_CLASH, "It was changed by another");
	if (e != OK)
		return e;
	buf_printf(&w->more, "\"loc\":[\"body\",\"%s\"],\"id\":", name);
	json_put_str(&w->more, other.id);
	return err_set(w, ERR_DUPLICATE, "There is a user with this %s already", name);
}

/* --- writing --- */

static bool
user_is_active_admin(const struct user *u)
{
	return u->is_active && u->role == ROLE_ADMIN;
}

/* The counter of active admins less one; the first makes it 0. */
static void
user_count_admins(struct batch *b, int64_t more)
{
	if (more != 0)
		series_add(b, str_of(spare_admins_series), -1, more);
}

static void
user_guard_first(struct batch *b, struct str id)
{
	struct code *c = MEM_ONE(b->mem, struct code);

	SET(c, code, id, str_of(first_user_code));
	SET(c, code, kind, CODE_USER);
	SET(c, code, record_id, id);
	batch_add(b, OP_INSERT, &code_schema, c);
}

/* Says what a failed op means. */
static enum err
user_explain_failure(struct store *st, const struct change_context *cx, const struct batch *b,
    const struct user *u, enum err e, struct why *w)
{
	const struct op *op = e == OK ? NULL : &b->ops[w->op];

	if (e == ERR_BOUND)
		return err_set(w, ERR_LAST_ADMIN, "The last active admin must stay");
	if (e != ERR_EXISTS || change_key_clash(cx, e, w))
		return e;
	if (op->schema == &code_schema)
		return err_set(w, ERR_UNAUTHENTICATED, "Not authenticated");
	return op->schema == &user_schema ? user_duplicate(st, u, w) : e;
}

static enum err
user_write_change(struct store *st, const struct change_context *cx, const char *action,
    const struct user *before, struct user *after, struct session *keep, struct why *w)
{
	struct batch b = batch_init(cx->mem);

	SET(after, user, updated_at, cx->now);
	batch_add(&b, OP_UPDATE, &user_schema, after)->version = before->version;
	if (keep != NULL)
		batch_add(&b, OP_UPDATE, &session_schema, keep)->version = keep->version;
	user_count_admins(&b, user_is_active_admin(after) - user_is_active_admin(before));
	change_audit(&b, cx, action, &user_schema, after->id, after->username, before, after);
	return user_explain_failure(st, cx, &b, after, store_apply(st, b.ops, b.n, w), w);
}

static struct user *
user_from_request(
    const struct change_context *cx, const struct register_request *r, struct str hash)
{
	struct user *u = MEM_ONE(cx->mem, struct user);

	SET(u, user, id, uuid_v7(cx->mem));
	SET(u, user, email, r->email);
	SET(u, user, username, r->username);
	SET(u, user, role, r->role);
	if (HAS(r, register_request, grants))
		SET(u, user, grants, r->grants);
	SET(u, user, must_change_password,
	    HAS(r, register_request, must_change_password) && r->must_change_password);
	SET(u, user, password_hash, hash);
	SET(u, user, epoch, 0);
	SET(u, user, is_active, true);
	SET(u, user, created_at, cx->now);
	SET(u, user, updated_at, cx->now);
	if (cx->user_id.n > 0)
		SET(u, user, created_by, cx->user_id);
	return u;
}

static enum err
user_check_none(struct store *st, struct why *w)
{
	const struct query any = {.schema = &user_schema, .limit = 1};
	struct rows rows;
	enum err e = store_find(st, &any, &rows, w);

	if (e != OK || rows.n == 0)
		return e;
	return err_set(w, ERR_UNAUTHENTICATED, "Not authenticated");
}

enum err
user_create(struct store *st, const struct config *c, const struct change_context *cx,
    const struct register_request *r, enum user_first first, struct user *made, struct why *w)
{
	const struct loc *at = loc_name(w, loc_name(w, NULL, "body"), "password");
	struct str hash;
	struct batch b;
	struct user *u;
	enum err e;

	if (first == USER_FIRST && (e = user_check_none(st, w)) != OK)
		return e;
	if ((e = password_check_strength(c, r->password, r->email, r->username, at, w)) != OK)
		return e;
	if ((e = password_hash(cx->mem, c, r->password, &hash, w)) != OK)
		return e;
	u = user_from_request(cx, r, hash);
	b = change_batch(cx, &user_schema, u->id, 201);
	if (first == USER_FIRST)
		user_guard_first(&b, u->id);
	batch_add(&b, OP_INSERT, &user_schema, u);
	user_count_admins(&b, user_is_active_admin(u));
	change_audit(&b, cx, "create", &user_schema, u->id, u->username, NULL, u);
	e = user_explain_failure(st, cx, &b, u, store_apply(st, b.ops, b.n, w), w);
	*made = *u;
	return e;
}

enum err
user_update(struct store *st, const struct change_context *cx, struct user *u,
    const struct user *patch, struct why *w)
{
	struct user before = *u;

	rec_merge(&user_schema, u, patch);
	return user_write_change(st, cx, "update", &before, u, NULL, w);
}

enum err
user_activate(
    struct store *st, const struct change_context *cx, struct user *u, bool active, struct why *w)
{
	struct user before = *u;

	if (u->is_active == active)
		return OK;
	SET(u, user, is_active, active);
	SET(u, user, epoch, u->epoch + !active);
	return user_write_change(st, cx, active ? "restore" : "deactivate", &before, u, NULL, w);
}

enum err
user_end_sessions(struct store *st, const struct change_context *cx, struct user *u, struct why *w)
{
	struct user before = *u;

	SET(u, user, epoch, u->epoch + 1);
	return user_write_change(st, cx, "sessions_end", &before, u, NULL, w);
}

enum err
user_set_password(struct store *st, const struct config *c, const struct change_context *cx,
    struct user *u, struct str password, const char *member, bool temporary, struct session *keep,
    struct why *w)
{
	const struct loc *at = loc_name(w, loc_name(w, NULL, "body"), member);
	struct user before = *u;
	struct str hash;
	enum err e;

	if ((e = password_check_strength(c, password, u->email, u->username, at, w)) != OK ||
	    (e = password_hash(cx->mem, c, password, &hash, w)) != OK)
		return e;
	SET(u, user, password_hash, hash);
	SET(u, user, must_change_password, temporary);
	SET(u, user, epoch, u->epoch + 1);
	if (keep != NULL)
		SET(keep, session, epoch, u->epoch);
	return user_write_change(st, cx, "password", &before, u, keep, w);
}

enum err
user_rehash(
    struct store *st, const struct config *c, struct user *u, struct str password, struct why *w)
{
	struct batch b = batch_init(w->mem);
	struct str hash;
	enum err e;

	if ((e = password_hash(w->mem, c, password, &hash, w)) != OK)
		return e;
	SET(u, user, password_hash, hash);
	batch_add(&b, OP_UPDATE, &user_schema, u)->version = u->version;
	return store_apply(st, b.ops, b.n, w);
}

/* --- users whom other programs made --- */

static enum err
user_count_all(struct store *st, int64_t *users, int64_t *admins, struct str *first, struct why *w)
{
	struct store_cursor k = store_cursor_open(st, &user_schema, STR(""), USERS_PAGE);
	const void *rec;
	enum err e;

	*users = *admins = 0;
	while ((e = store_cursor_next(&k, &rec, w)) == OK && rec != NULL) {
		const struct user *u = rec;

		if (++*users == 1)
			*first = str_dup(w->mem, u->id);
		*admins += user_is_active_admin(u);
	}
	store_cursor_close(&k);
	return e;
}

enum err
user_adopt(struct store *st, int64_t *users, struct why *w)
{
	struct batch b = batch_init(w->mem);
	struct str first = STR("");
	int64_t admins;
	enum err e;

	if ((e = user_count_all(st, users, &admins, &first, w)) != OK || *users == 0)
		return e;
	user_guard_first(&b, first);
	user_count_admins(&b, admins);
	e = store_apply(st, b.ops, b.n, w);
	if (e != ERR_EXISTS)
		return e;
	why_clear(w); /* they were counted before */
	return OK;
}
