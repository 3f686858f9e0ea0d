/* permission.c - Computes a permission mask from role and grants, and refuses what is not in it. */
#include "auth/permission.h"

#include "base/mem.h"
#include "schema/records.h"

#define PERM_BIT(p) (UINT64_C(1) << (p))

uint64_t
user_perm_mask(const struct user *u)
{
	uint64_t mask = PERM_BIT(PERM_PUBLIC) | PERM_BIT(PERM_SIGNED_IN);

	if (!u->is_active)
		return 0;
	if (u->must_change_password)
		return mask;
	for (int p = 0; p < PERM__MAX; p++)
		if (perms[p].roles & ROLE_BIT((unsigned)u->role))
			mask |= PERM_BIT(p);
	for (size_t i = 0; i < u->grants.n; i++)
		mask |= perm_mask_parse(u->grants.v[i]);
	return mask;
}

/* For one "permission":"a"; for several "permissions":["a","b"]. */
static void
perm_put_missing(struct buf *b, const enum perm *p)
{
	const bool one = p[1] == PERM_NONE;

	if (perms[*p].name == NULL)
		return;
	buf_puts(b, one ? "\"permission\":" : "\"permissions\":[");
	for (size_t i = 0; p[i] != PERM_NONE; i++)
		buf_printf(b, "%s\"%s\"", i == 0 ? "" : ",", perms[p[i]].name);
	if (!one)
		buf_putc(b, ']');
}

enum err
require_any_perm(uint64_t mask, const enum perm *p, struct why *w)
{
	for (size_t i = 0; p[i] != PERM_NONE; i++)
		if (has_perm(mask, p[i]))
			return OK;
	perm_put_missing(&w->more, p);
	return err_set(w, ERR_FORBIDDEN, "Insufficient permissions");
}

enum err
require_perm(uint64_t mask, enum perm p, struct why *w)
{
	return require_any_perm(mask, (const enum perm[]){p, PERM_NONE}, w);
}

struct list
perm_mask_names(const void *mem, uint64_t mask)
{
	struct list l = {.v = MEM_MANY(mem, struct str, PERM__MAX)};

	for (int p = 0; p < PERM__MAX; p++)
		if (perms[p].name != NULL && has_perm(mask, (enum perm)p))
			l.v[l.n++] = str_of(perms[p].name);
	return l;
}
