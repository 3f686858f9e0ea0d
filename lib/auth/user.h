/*
 * user.h - users and their rules: a name is given once, an active admin is there at all times.
 *
 * Each change is one apply() with its audit row. It takes the user as it was read and
 * expects it unchanged: CLASH means, read again and try again.
 */
#ifndef USER_H
#define USER_H

#include "change/context.h"
#include "base/config.h"

struct idempotency;
struct register_request;
struct session;
struct user;

enum user_first {
	USER_ANY,   /* there may be others */
	USER_FIRST, /* UNAUTHENTICATED unless there is none yet; of several at once, one */
};

/* By what was typed into a sign-in: an address when it has an @, else a name. */
enum err user_find(struct store *, struct str typed, struct user *, struct why *) MUST_CHECK;

/* Bodies come checked: names in the form in which they are kept, grants that exist.
 * INVALID for a weak password; DUPLICATE. */
enum err user_create(struct store *, const struct config *, const struct change_context *,
    const struct register_request *, enum user_first, struct user *made, struct why *) MUST_CHECK;

/* Takes over what the patch has. LAST_ADMIN; DUPLICATE. */
enum err user_update(struct store *, const struct change_context *, struct user *,
    const struct user *patch, struct why *) MUST_CHECK;

/* Deactivates (LAST_ADMIN; all sessions end) or restores. */
enum err user_activate(struct store *, const struct change_context *, struct user *, bool active,
    struct why *) MUST_CHECK;

/* Signs the user out everywhere. */
enum err user_end_sessions(
    struct store *, const struct change_context *, struct user *, struct why *) MUST_CHECK;

/* A new password; a temporary one must be changed. All sessions end but `keep` (or NULL).
 * The fault of a weak one is at body.<member>. */
enum err user_set_password(struct store *, const struct config *, const struct change_context *,
    struct user *, struct str password, const char *member, bool temporary, struct session *keep,
    struct why *) MUST_CHECK;

/* The same password hashed with today's parameters; nothing else changes, not even the
 * epoch. CLASH, BUSY and STORAGE_FULL do not matter: the next sign-in does it. */
enum err user_rehash(struct store *, const struct config *, struct user *, struct str password,
    struct why *) MUST_CHECK;

/* Gives the users that are there, and whom none of the above has made, the rows that guard
 * them: who was the first, how many admins there are. Once; counts them. */
enum err user_adopt(struct store *, int64_t *users, struct why *) MUST_CHECK;

#endif
