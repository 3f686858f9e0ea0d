/*
 * permission.h - who may do what: the role's permissions and the grants, as one mask.
 */
#ifndef PERMISSION_H
#define PERMISSION_H

#include "schema/record.h"

struct user;

/* Bit i: enum perm i. Of an inactive user: 0. PERM_PUBLIC and PERM_SIGNED_IN included, and
 * nothing else while the user has a temporary password. */
uint64_t user_perm_mask(const struct user *);

static inline bool
has_perm(uint64_t mask, enum perm p)
{
	return p == PERM_PUBLIC || (mask >> p & 1) != 0;
}

/* FORBIDDEN with the permission's name in the answer, unless it is in the mask. */
enum err require_perm(uint64_t mask, enum perm, struct why *) MUST_CHECK;

/* The same of several, of which one suffices; PERM_NONE behind the last. All are named. */
enum err require_any_perm(uint64_t mask, const enum perm *, struct why *) MUST_CHECK;

/* The names of what the mask holds, in the order of perms.def. */
struct list perm_mask_names(const void *mem, uint64_t mask);

#endif
