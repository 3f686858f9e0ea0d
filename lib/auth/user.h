/* user.h - finds users; user_change.h changes them, user_guard.h guards what must hold of all. */
#ifndef USER_H
#define USER_H

#include "base/config.h"
#include "change/context.h"

struct user;

/* NOT_FOUND says of what: "User not found". */
enum err user_get(struct store *, struct str id, struct user *, struct why *) MUST_CHECK;

/* By one of the fields whose values are given once: email, username. NOT_FOUND. */
enum err user_find_by(
    struct store *, size_t field, struct str value, struct user *, struct why *) MUST_CHECK;

/* By what was typed into a sign-in: an address when it has an @, else a name. */
enum err user_find(struct store *, struct str typed, struct user *, struct why *) MUST_CHECK;

/* The same password hashed with today's parameters; nothing else changes, not even the
 * epoch. CLASH, BUSY and STORAGE_FULL do not matter: the next sign-in does it. */
enum err user_rehash(struct store *, const struct config *, struct user *, struct str password,
    struct why *) MUST_CHECK;

#endif
