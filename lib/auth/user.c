/* user.c - Finds users by id, name or address. */
#include "auth/user.h"

#include <string.h>

#include "auth/password.h"
#include "schema/check_record.h"
#include "schema/records.h"

enum err
user_get(struct store *st, struct str id, struct user *u, struct why *w)
{
	enum err e = store_get(st, &user_schema, id, u, w);

	return e == ERR_NOT_FOUND ? err_set(w, e, "User not found") : e;
}

enum err
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

/* The name in its stored form; a text that cannot be a name is left unchanged. */
enum err
user_find(struct store *st, struct str typed, struct user *u, struct why *w)
{
	const bool address = typed.n > 0 && memchr(typed.s, '@', typed.n) != NULL;
	struct str kept;

	check_format(w->mem, address ? FORMAT_EMAIL : FORMAT_USERNAME, typed, &kept);
	return user_find_by(st, address ? FIELD(user, email) : FIELD(user, username), kept, u, w);
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
