/* permission.h - Permissions of a user as a bit mask, and the checks against it. */
#ifndef PERMISSION_H
#define PERMISSION_H

#include "schema/record.h"

struct user;

/* Role and grants; bit i: enum perm i. 0 for an inactive user. Includes PERM_PUBLIC and
 * PERM_SIGNED_IN, and nothing else while the user has a temporary password. */
uint64_t user_perm_mask(const struct user *);

static inline bool
has_perm(uint64_t mask, enum perm p)
{
	return p == PERM_PUBLIC || (mask >> p & 1) != 0;
}

/* FORBIDDEN, with the permission's name in the response, unless it is in the mask. */
enum err require_perm(uint64_t mask, enum perm, struct why *) MUST_CHECK;

/* As require_perm() for any one of several; ends with PERM_NONE. The response names all. */
enum err require_any_perm(uint64_t mask, const enum perm *, struct why *) MUST_CHECK;

/* Names of the permissions in the mask, in the order of perms.def. */
struct list perm_mask_names(const void *mem, uint64_t mask);

#endif
