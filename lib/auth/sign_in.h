/* sign_in.h - Signs a user in with name and password. */
#ifndef SIGN_IN_H
#define SIGN_IN_H

#include "auth/session.h"
#include "schema/records.h"

struct sign_in {
	struct str typed, password; /* an e-mail address or a user name, as typed */
	struct str device;          /* see throttle.h; may be empty */
	struct str user_agent;
	enum session_mode mode;
};

/* Throttle, then password, then session. A wrong password, an unknown or disabled user and a
 * throttled account give the same UNAUTHENTICATED; TOO_MANY depends only on the address. */
enum err
sign_in(struct store *, const struct config *, const struct tokens *, const struct change_context *,
    const struct sign_in *, struct user *, struct session *, struct why *) MUST_CHECK;

/* Checks the password of a signed-in user again: throttled and counted in the same way. */
enum err sign_in_reauthenticate(struct store *, const struct config *, const struct tokens *,
    const struct change_context *, const struct user *, struct str password, struct str device,
    struct why *) MUST_CHECK;

#endif
