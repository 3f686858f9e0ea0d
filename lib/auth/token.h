/*
 * token.h - Makes and verifies access tokens (JWT).
 *
 * HS256 with libjwt, with the claims typ (at+jwt), iss (the instance), aud (ccpl), sub, sid,
 * jti, role, iat, nbf and exp. libjwt checks the signature; every claim is checked here. The
 * kind of token is a claim, as libjwt supports no header but typ JWT.
 */
#ifndef TOKEN_H
#define TOKEN_H

#include "base/config.h"

struct user;

enum { TOKEN_MAX = 4096 };

/* Keys, lifetimes of tokens and sessions, and a bounded cache of verified tokens: that the
 * signature was valid, and until when. */
struct tokens {
	struct str instance;
	struct str keys[2]; /* the current one, and the previous one or empty */
	int64_t access_ms, idle_ms;
	struct token_slot *slots;
	struct evp_md_st *sha256; /* cached: looking it up takes longer than a hash */
};

struct token_claims {             /* instants in seconds, as in the token */
	struct str sub, sid, jti; /* the user, the session, the token itself */
	int64_t iat, nbf, exp;
};

/* The strings of the settings must live as long as mem. */
struct tokens *tokens_new(const void *mem, const struct config *, struct str instance);

/* A token for this session of the user, valid from now on. */
struct str token_make(
    const struct tokens *, const void *mem, const struct user *, struct str sid, int64_t now);

/* UNAUTHENTICATED for anything but a token of ours that is valid now. *claims is allocated in
 * w->mem. Does not return the role: permissions are read from the user's row. */
enum err token_verify(struct tokens *, struct str token, struct token_claims *, int64_t now,
    struct why *w) MUST_CHECK;

#endif
