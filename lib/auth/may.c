/* may.c - roles and grants to a mask of permissions. */
#include "auth/may.h"

#include "base/mem.h"

#define BIT(p) (UINT64_C(1) << (p))

_Static_assert(PERM__MAX <= 64, "permissions no longer fit into a mask");

static const struct {
	const char *name;
	unsigned bit;
} presets[] = {
    {"storekeeper", PRESET_STOREKEEPER},
    {"buyer", PRESET_BUYER},
    {"auditor", PRESET_AUDITOR},
};

enum perm
perm_named(struct str name)
{
	for (int p = 0; p < PERM__MAX; p++)
		if (perms[p].name != NULL && str_is(name, perms[p].name))
			return (enum perm)p;
	return PERM_NONE;
}

uint64_t
may_grant(struct str name)
{
	enum perm one = perm_named(name);
	uint64_t mask = 0;

	if (one != PERM_NONE)
		return BIT(one);
	for (size_t i = 0; i < sizeof presets / sizeof *presets; i++)
		for (int p = 0; p < PERM__MAX; p++)
			if (str_is(name, presets[i].name) && (perms[p].presets & presets[i].bit))
				mask |= BIT(p);
	return mask;
}

uint64_t
may_mask(const struct user *u)
{
	uint64_t mask = BIT(PERM_PUBLIC) | BIT(PERM_SIGNED_IN);

	if (!u->is_active)
		return 0;
	for (int p = 0; p < PERM__MAX; p++)
		if (perms[p].roles & ROLE_BIT((unsigned)u->role))
			mask |= BIT(p);
	for (size_t i = 0; i < u->grants.n; i++)
		mask |= may_grant(u->grants.v[i]);
	return mask;
}

enum err
may_or_refuse(uint64_t mask, enum perm p, struct why *w)
{
	if (may(mask, p))
		return OK;
	if (perms[p].name != NULL)
		buf_printf(&w->more, "\"permission\":\"%s\"", perms[p].name);
	return err_set(w, ERR_FORBIDDEN, "Insufficient permissions");
}

struct list
may_names(const void *mem, uint64_t mask)
{
	struct list l = {.v = MEM_MANY(mem, struct str, PERM__MAX)};

	for (int p = 0; p < PERM__MAX; p++)
		if (perms[p].name != NULL && may(mask, (enum perm)p))
			l.v[l.n++] = str_of(perms[p].name);
	return l;
}
