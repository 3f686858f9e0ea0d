/* perm.c - Parses permission and preset names. */
#include "schema/perm.h"

#define BIT(p) (UINT64_C(1) << (p))

_Static_assert(PERM__MAX <= 64, "permissions no longer fit into a mask");

const struct preset presets[] = {
    {"storekeeper", PRESET_STOREKEEPER},
    {"buyer", PRESET_BUYER},
    {"auditor", PRESET_AUDITOR},
    {.name = NULL},
};

/* PERM_NONE when there is none of that name. */
static enum perm
perm_parse(struct str name)
{
	for (int p = 0; p < PERM__MAX; p++)
		if (perms[p].name != NULL && str_is(name, perms[p].name))
			return (enum perm)p;
	return PERM_NONE;
}

uint64_t
perm_mask_parse(struct str name)
{
	enum perm one = perm_parse(name);
	uint64_t mask = 0;

	if (one != PERM_NONE)
		return BIT(one);
	for (const struct preset *s = presets; s->name != NULL; s++)
		for (int p = 0; p < PERM__MAX; p++)
			if (str_is(name, s->name) && (perms[p].presets & s->bit))
				mask |= BIT(p);
	return mask;
}
