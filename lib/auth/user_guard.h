/*
 * user_guard.h - Rules across all users, and the rows that guard them: the first user is
 * registered once, and there is always an active admin.
 *
 * Each function checks the current rows and adds an op to the batch that fails if they change
 * before it is applied.
 */
#ifndef USER_GUARD_H
#define USER_GUARD_H

#include "store/store.h"

struct user;

/* UNAUTHENTICATED when there is a user, or ever was a first one. */
enum err user_guard_check_none(struct store *, struct why *) MUST_CHECK;

/* Registers this id as the first user: the same check, and an INSERT of the guarding row. */
enum err user_guard_first(struct store *, struct batch *, struct str id, struct why *) MUST_CHECK;

/* Counts the change of active admins from before (NULL: none) to after. LAST_ADMIN when none
 * would be left. */
enum err user_guard_admins(struct store *, struct batch *, const struct user *before,
    const struct user *after, struct why *) MUST_CHECK;

/* Adds these rows for users created by another program, once; counts the users. */
enum err user_adopt(struct store *, int64_t *users, struct why *) MUST_CHECK;

#endif
