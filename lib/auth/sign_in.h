/* sign_in.h - a name and a password become a session. */
#ifndef SIGN_IN_H
#define SIGN_IN_H

#include "auth/session.h"
#include "schema/records.h"

struct sign_in {
	struct str typed, password; /* an address or a name, as typed */
	struct str device;          /* see throttle.h; may be empty */
	struct str user_agent;
	enum session_mode mode;
};

/* Throttle, then the password, then the session, in that order. A wrong password, an unknown
 * and a disabled user and an account that is throttled are the same UNAUTHENTICATED; TOO_MANY
 * says nothing but that of the address. */
enum err
sign_in(struct store *, const struct config *, const struct tokens *, const struct change_context *,
    const struct sign_in *, struct user *, struct session *, struct why *) MUST_CHECK;

/* The password of one who is signed in, asked again: throttled and counted in the same way. */
enum err sign_in_reauthenticate(struct store *, const struct config *, const struct tokens *,
    const struct change_context *, const struct user *, struct str password, struct str device,
    struct why *) MUST_CHECK;

#endif
