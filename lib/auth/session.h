/*
 * session.h - Creates, authenticates, refreshes and ends the sessions of users. A session is
 * one sign-in of a user on one device.
 *
 * The access token names the session; whether it is still valid is read from the rows of
 * session and user on every request. So a change of role, a disabled user, a new password and
 * a sign-out take effect on the next request of every worker.
 *
 * A session has ended when its row says so, when it is too old, or when the user's epoch
 * differs: a new password and a deactivation increment it and so end all sessions at once.
 *
 * The refresh token is sid.gen.MAC. The row's gen is the current one; the previous one yields
 * the same successor for a short time (a lost response, a second tab). Any other gen with a
 * valid MAC means a stolen or stale token: the session ends.
 */
#ifndef SESSION_H
#define SESSION_H

#include "auth/token.h"
#include "change/context.h"
#include "schema/records.h"

/* Authenticates by the bearer token alone: UNAUTHENTICATED unless token, session and user are
 * all valid now. */
enum err session_authenticate(struct store *, struct tokens *, struct str bearer, int64_t now,
    struct user *, struct session *, struct why *) MUST_CHECK;

/* Whether the session of this user is still valid. */
bool session_is_open(const struct session *, const struct user *, int64_t now);

/* A new session of the user, not yet stored: the caller INSERTs it. Pass the user's row whose
 * password was checked: if it changes meanwhile, the epochs differ. */
struct session *session_new(const struct tokens *, const struct change_context *,
    const struct user *, enum session_mode, struct str user_agent);

/* The current refresh token of a session. */
struct str session_refresh_token(const struct tokens *, const void *mem, const struct session *);

/* Exchanges a refresh token for the next one: returns the session with its new gen, and its
 * user. UNAUTHENTICATED for a token of the other mode or of an ended session. */
enum err session_refresh(struct store *, const struct tokens *, const struct change_context *,
    struct str refresh_token, enum session_mode, struct session *, struct user *,
    struct why *) MUST_CHECK;

/* Ends the session, audited as `action`; NOT_FOUND unless it is an open session of this user. */
enum err session_end(struct store *, const struct change_context *, const struct user *,
    struct str id, const char *action, struct why *) MUST_CHECK;

/* Filters that match a user's open sessions. */
enum { SESSION_OPEN_FILTERS = 5 };
void
session_open_filters(const struct user *, int64_t now, struct filter out[SESSION_OPEN_FILTERS]);

#endif
