/* user_guard.c - The rows that guard the first user and the last admin. */
#include "auth/user_guard.h"

#include "base/mem.h"
#include "schema/records.h"
#include "store/series.h"
#include "store/store_cursor.h"

enum { USERS_PAGE = 200 };

static const char first_user_code[] = "first-user", spare_admins_series[] = "spare-admins";

/* --- the first user --- */

static enum err
user_guard_refuse_first(struct why *w)
{
	return err_set(w, ERR_UNAUTHENTICATED, "Not authenticated");
}

enum err
user_guard_check_none(struct store *st, struct why *w)
{
	const struct query any = {.schema = &user_schema, .limit = 1};
	struct rows rows;
	struct code c;
	enum err e = store_find(st, &any, &rows, w);

	if (e != OK)
		return e;
	if (rows.n > 0)
		return user_guard_refuse_first(w);
	if ((e = store_get(st, &code_schema, str_of(first_user_code), &c, w)) == OK)
		return user_guard_refuse_first(w);
	if (e != ERR_NOT_FOUND)
		return e;
	why_clear(w);
	return OK;
}

static void
user_guard_put_first(struct batch *b, struct str id)
{
	struct code *c = MEM_ONE(b->mem, struct code);

	SET(c, code, id, str_of(first_user_code));
	SET(c, code, kind, CODE_USER);
	SET(c, code, record_id, id);
	batch_add(b, OP_INSERT, &code_schema, c);
}

enum err
user_guard_first(struct store *st, struct batch *b, struct str id, struct why *w)
{
	enum err e = user_guard_check_none(st, w);

	if (e == OK)
		user_guard_put_first(b, id);
	return e;
}

/* --- the last admin --- */

static bool
user_is_active_admin(const struct user *u)
{
	return u != NULL && u->is_active && u->role == ROLE_ADMIN;
}

/* The counter of active admins minus one; the first admin makes it 0. */
static void
user_guard_count(struct batch *b, int64_t more)
{
	if (more != 0)
		series_add(b, str_of(spare_admins_series), -1, more);
}

static enum err
user_guard_check_spare(struct store *st, struct why *w)
{
	struct series spare;
	enum err e = store_get(st, &series_schema, str_of(spare_admins_series), &spare, w);

	if (e == ERR_NOT_FOUND || (e == OK && spare.value == 0))
		return err_set(w, ERR_LAST_ADMIN, "At least one active admin must remain");
	return e;
}

enum err
user_guard_admins(struct store *st, struct batch *b, const struct user *before,
    const struct user *after, struct why *w)
{
	const int more = user_is_active_admin(after) - user_is_active_admin(before);
	enum err e;

	if (more < 0 && (e = user_guard_check_spare(st, w)) != OK)
		return e;
	user_guard_count(b, more);
	return OK;
}

/* --- users created by other programs --- */

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
	user_guard_put_first(&b, first);
	user_guard_count(&b, admins);
	e = store_apply(st, b.ops, b.n, w);
	if (e != ERR_EXISTS)
		return e;
	why_clear(w); /* they were counted before */
	return OK;
}
