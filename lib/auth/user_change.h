/*
 * user_change.h - Changes of users, each with its audit row: names stay unique, there is
 * always an active admin, and concurrent changes are retried.
 *
 * Requests are checked by the caller: names in their stored form, existing grants. Passwords
 * are hashed once, when the change is prepared, however often it is built.
 */
#ifndef USER_CHANGE_H
#define USER_CHANGE_H

#include "schema/records.h"
#include "base/config.h"
#include "change/change.h"

enum user_edit_kind {
	USER_UPDATE,       /* copies what is set in the patch. LAST_ADMIN, DUPLICATE */
	USER_DEACTIVATE,   /* ends all sessions. LAST_ADMIN */
	USER_RESTORE,      /* active again */
	USER_END_SESSIONS, /* ends all sessions of the user */
	USER_PASSWORD,     /* only by user_password_init() */
};

enum user_first {
	USER_ANY,   /* other users may exist */
	USER_FIRST, /* UNAUTHENTICATED unless there is no user yet; of several concurrent ones only
		       one succeeds */
};

struct user_change {
	struct change change;
	struct user user; /* the user after the change */

	/* the request */
	const struct register_request *request; /* of the new user */
	enum user_first first;
	enum user_edit_kind kind;
	const struct user *patch; /* of an update */
	struct str hash;          /* of a new password */
	bool temporary;           /* it must be changed at the next sign-in */
	struct str keep;          /* the id of the session to keep; empty: none */
};

/* A new user. INVALID for a weak password. */
enum err user_create_init(struct user_change *, struct store *, const struct config *,
    const struct change_context *, const struct register_request *, enum user_first,
    struct why *) MUST_CHECK;

/* patch: of an update, otherwise NULL; must live as long as the change. */
void user_change_init(struct user_change *, struct store *, const struct change_context *,
    enum user_edit_kind, struct str id, const struct user *patch, struct why *);

/* A new password. The fault of a weak one is at body.<member>. Ends all sessions but x->keep,
 * which the caller may set, as it may x->temporary; UNAUTHENTICATED when that session has
 * ended meanwhile. */
enum err user_password_init(struct user_change *, struct store *, const struct config *,
    const struct change_context *, const struct user *, struct str password, const char *member,
    struct why *) MUST_CHECK;

/* The first two as one call; *now is the user afterwards. */
enum err user_create(struct store *, const struct config *, const struct change_context *,
    const struct register_request *, enum user_first, struct user *now, struct why *) MUST_CHECK;
enum err user_edit(struct store *, const struct change_context *, enum user_edit_kind,
    struct str id, const struct user *patch, struct user *now, struct why *) MUST_CHECK;

#endif
