/*
 * user_guard.h - what must hold of all users together, and the rows that guard it: the first one
 * is registered once, and an active admin stays.
 *
 * Each adds an op to a batch that makes it so, and refuses what the rows as they are now do not
 * allow. Should they change before the batch is applied, the op fails.
 */
#ifndef USER_GUARD_H
#define USER_GUARD_H

#include "store/store.h"

struct user;

/* UNAUTHENTICATED when there is a user, or ever was a first one. */
enum err user_guard_check_none(struct store *, struct why *) MUST_CHECK;

/* That the user of this id is the first: the same check, and an INSERT of the guarding row. */
enum err user_guard_first(struct store *, struct batch *, struct str id, struct why *) MUST_CHECK;

/* What the change from before (NULL: none) to after does to the number of active admins.
 * LAST_ADMIN when none would be left. */
enum err user_guard_admins(struct store *, struct batch *, const struct user *before,
    const struct user *after, struct why *) MUST_CHECK;

/* Gives the users that are there, and whom another program has made, these rows. Once; counts
 * them. */
enum err user_adopt(struct store *, int64_t *users, struct why *) MUST_CHECK;

#endif
