/*
 * user.h - Finds users; user_change.h changes them, user_guard.h guards the rules across all
 * users.
 */
#ifndef USER_H
#define USER_H

#include "base/config.h"
#include "change/context.h"

struct user;

/* NOT_FOUND with the text "User not found". */
enum err user_get(struct store *, struct str id, struct user *, struct why *) MUST_CHECK;

/* By a unique field: email, username. NOT_FOUND. */
enum err user_find_by(
    struct store *, size_t field, struct str value, struct user *, struct why *) MUST_CHECK;

/* By what was typed at sign-in: an e-mail address if it has an @, otherwise a name. */
enum err user_find(struct store *, struct str typed, struct user *, struct why *) MUST_CHECK;

/* The same password hashed with today's parameters; changes nothing else, not even the epoch.
 * CLASH, BUSY and STORAGE_FULL can be ignored: the next sign-in tries again. */
enum err user_rehash(struct store *, const struct config *, struct user *, struct str password,
    struct why *) MUST_CHECK;

#endif
