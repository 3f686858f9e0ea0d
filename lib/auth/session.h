/*
 * session.h - one sign-in of a user on one device, and the tokens that stand for it.
 *
 * The access token says which session asks; whether it may is read from the session's and
 * the user's rows on every request. So a change of role, a disabled user, a new password
 * and a sign-out act on the very next request of every worker.
 *
 * A session has ended when its row says so, when it is too old, or when the user's epoch
 * is another: a new password and a deactivation raise it, and so end them all at once.
 *
 * The refresh token is sid.gen.MAC. The row's gen names the current one; the one before
 * gives the same successor again for a moment (a lost answer, a second tab). Any other
 * with a good MAC was stolen or kept: the session ends.
 */
#ifndef SESSION_H
#define SESSION_H

#include "auth/token.h"
#include "change/context.h"
#include "schema/records.h"

struct idempotency;
struct session;
struct user;

/* Who asks, by the bearer token alone: UNAUTHENTICATED, unless token, session and user are
 * all good at this moment. */
enum err session_authenticate(struct store *, struct tokens *, struct str bearer, int64_t now,
    struct user *, struct session *, struct why *) MUST_CHECK;

/* A new session of the user, not yet in the store: the caller INSERTs it. The user's row must
 * be the one whose password was checked: should it change meanwhile, the epochs differ. */
struct session *session_new(const struct tokens *, const struct change_context *,
    const struct user *, enum session_mode, struct str user_agent);

/* The current refresh token of a session. */
struct str session_refresh_token(const struct tokens *, const void *mem, const struct session *);

/* Trades a refresh token for the next: the session with its new gen, and its user. A token
 * of the other mode, or of a session that has ended, is UNAUTHENTICATED. */
enum err session_refresh(struct store *, const struct tokens *, const struct change_context *,
    struct str refresh_token, enum session_mode, struct session *, struct user *,
    struct why *) MUST_CHECK;

/* Ends it, audited as `action`; NOT_FOUND unless it is an open one of this user. */
enum err session_end(struct store *, const struct change_context *, const struct user *,
    struct str id, const char *action, struct why *) MUST_CHECK;

/* What the rows of a user's open sessions fulfil. */
enum { SESSION_OPEN_FILTERS = 5 };
void
session_open_filters(const struct user *, int64_t now, struct filter out[SESSION_OPEN_FILTERS]);

#endif
