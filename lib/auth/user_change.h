/*
 * user_change.h - changes of users, each with its audit row: a name is given once, an active
 * admin is there at all times, whoever was changed meanwhile is read again.
 *
 * Bodies come checked: names in the form in which they are kept, grants that exist. Passwords are
 * hashed when the change is prepared, once, however often it is built.
 */
#ifndef USER_CHANGE_H
#define USER_CHANGE_H

#include "schema/records.h"
#include "base/config.h"
#include "change/change.h"

enum user_edit_kind {
	USER_UPDATE,       /* takes over what the patch has. LAST_ADMIN, DUPLICATE */
	USER_DEACTIVATE,   /* all sessions end. LAST_ADMIN */
	USER_RESTORE,      /* active again */
	USER_END_SESSIONS, /* signs the user out everywhere */
	USER_PASSWORD,     /* only by user_password_init() */
};

enum user_first {
	USER_ANY,   /* there may be others */
	USER_FIRST, /* UNAUTHENTICATED unless there is none yet; of several at once, one */
};

struct user_change {
	struct change change;
	struct user user; /* as it is once the change is done */

	/* what is asked */
	const struct register_request *request; /* of who is to be made */
	enum user_first first;
	enum user_edit_kind kind;
	const struct user *patch; /* of an update */
	struct str hash;          /* of a new password */
	bool temporary;           /* it must be changed */
	struct str keep;          /* the id of the session that does not end; empty: none */
};

/* A new user. INVALID for a weak password. */
enum err user_create_init(struct user_change *, struct store *, const struct config *,
    const struct change_context *, const struct register_request *, enum user_first,
    struct why *) MUST_CHECK;

/* patch: of an update, else NULL; lives as long as the change. */
void user_change_init(struct user_change *, struct store *, const struct change_context *,
    enum user_edit_kind, struct str id, const struct user *patch, struct why *);

/* A new password of this user. The fault of a weak one is at body.<member>. All sessions end but
 * x->keep, which the caller may set, as it may x->temporary; should that one have ended by the
 * time, it is UNAUTHENTICATED. */
enum err user_password_init(struct user_change *, struct store *, const struct config *,
    const struct change_context *, const struct user *, struct str password, const char *member,
    struct why *) MUST_CHECK;

/* The first two, run at once; *now is the user afterwards. */
enum err user_create(struct store *, const struct config *, const struct change_context *,
    const struct register_request *, enum user_first, struct user *now, struct why *) MUST_CHECK;
enum err user_edit(struct store *, const struct change_context *, enum user_edit_kind,
    struct str id, const struct user *patch, struct user *now, struct why *) MUST_CHECK;

#endif
