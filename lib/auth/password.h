/*
 * password.h - Hashes and verifies passwords with scrypt, and checks the strength of new ones.
 *
 * Hashes are stored in the MCF format of libscrypt, N = 2^PASSWORD_COST, r = 8, p = 3. A hash
 * with other parameters still works and is renewed at the next sign-in.
 */
#ifndef PASSWORD_H
#define PASSWORD_H

#include "base/config.h"

enum { PASSWORD_MAX = 256 }; /* bytes */

/* Adds a fault at loc unless the password is acceptable as a new one: at least 12 characters
 * (8 in development and test), at most PASSWORD_MAX bytes, no NUL; in production also a zxcvbn
 * score of 3, with the user's own names as known words. Returns w->err. */
enum err password_check_strength(const struct config *, struct str password, struct str email,
    struct str username, const struct loc *, struct why *w) MUST_CHECK;

/* An MCF hash with a new salt, in mem. BUSY when there is not enough memory. */
enum err password_hash(const void *mem, const struct config *, struct str password,
    struct str *hash, struct why *) MUST_CHECK;

/* Whether the password matches the hash; never for an invalid hash. Pass an empty hash for an
 * unknown user: it takes the same time. BUSY when there is not enough memory, whether or not
 * it matches. */
enum err password_verify(const struct config *, struct str password, struct str mcf, bool *same,
    struct why *) MUST_CHECK;

/* Whether the hash was made with other parameters than today's. */
bool password_is_outdated(const struct config *, struct str mcf);

/* Overwrites a password in memory of ours. */
void password_wipe(struct str);

#endif
