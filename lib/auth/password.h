/*
 * password.h - passwords: scrypt by libscrypt, kept in its MCF text, and what is good enough.
 *
 * N = 2^PASSWORD_COST, r = 8, p = 3. A hash made with other parameters still works, and is
 * made anew at the next sign-in.
 */
#ifndef PASSWORD_H
#define PASSWORD_H

#include "base/config.h"

enum { PASSWORD_MAX = 256 }; /* bytes */

/* A fault at loc unless it may be somebody's new password: at least 12 characters (8 in
 * development and test), at most PASSWORD_MAX bytes, no NUL; in production also a zxcvbn
 * score of 3, to which the user's own names count as known. Returns w->err. */
enum err password_check_strength(const struct config *, struct str password, struct str email,
    struct str username, const struct loc *, struct why *w) MUST_CHECK;

/* MCF with a fresh salt, in mem. BUSY without the memory for it: neither right nor wrong. */
enum err password_hash(const void *mem, const struct config *, struct str password,
    struct str *hash, struct why *) MUST_CHECK;

/* Whether it is the password behind the hash; not for a hash that is not ours. Pass an empty
 * hash for a user that is not there: it takes as long. BUSY without the memory for it. */
enum err password_verify(const struct config *, struct str password, struct str mcf, bool *same,
    struct why *) MUST_CHECK;

/* Whether the hash was made with other parameters than today's. */
bool password_is_outdated(const struct config *, struct str mcf);

/* Overwrites a password that lies in memory of ours. */
void password_wipe(struct str);

#endif
