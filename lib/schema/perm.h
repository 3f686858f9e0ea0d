/*
 * perm.h - Permissions and presets by name and number, from perms.def. A preset is a named set
 * of permissions. Which user has which: auth/permission.h.
 */
#ifndef PERM_H
#define PERM_H

#include <stdint.h>

#include "base/str.h"

enum perm {
	PERM_NONE = 0, /* not set: invalid in a route, "anyone" for a field */
#define PERM(name, ...) PERM_##name,
#include "schema/perms.def"
#undef PERM
	PERM_PUBLIC,    /* anyone, signed in or not */
	PERM_SIGNED_IN, /* anyone signed in */
	PERM__MAX
};

enum { /* sets of permissions granted under one name */
	PRESET_STOREKEEPER = 1 << 0,
	PRESET_BUYER = 1 << 1,
	PRESET_AUDITOR = 1 << 2,
};

struct perm_row {
	const char *name;
	unsigned roles, presets;
	const char *doc;
};

extern const struct perm_row perms[PERM__MAX]; /* by enum perm; .name is NULL where there is none */

struct preset {
	const char *name;
	unsigned bit;
};

extern const struct preset presets[]; /* ends with a NULL name */

/* The permissions of a grant, bit i being enum perm i: one permission, or all of a preset of
 * presets[]. 0 when the name is neither. */
uint64_t perm_mask_parse(struct str name);

#endif
