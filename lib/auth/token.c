/*
 * token.c - Makes and verifies JWTs with libjwt, and caches verified ones.
 *
 * libjwt takes the algorithm from the token, accepts any token when the key is empty, and
 * checks no claim. So the header must equal ours byte for byte before libjwt sees the token;
 * config requires keys of at least 32 bytes; and all claims are checked afterwards. Each jwt_t
 * is freed in the function that creates it.
 */
#include "auth/token.h"

#include <assert.h>
#include <errno.h>
#include <jwt.h>
#include <openssl/evp.h>
#include <openssl/sha.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/uuid.h"
#include "schema/records.h"

enum {
	TOKEN_SLOTS = 1024,
	TOKEN_CLAIM_MAX = 63,         /* bytes of sub, sid and jti */
	TOKEN_SKEW_S = 60,            /* seconds another machine's clock may be ahead */
	TOKEN_LIFE_MAX_S = 24 * 3600, /* the maximum in config */
};

#define TOKEN_TYPE     "at+jwt"
#define TOKEN_AUDIENCE "ccpl"

/* {"alg":"HS256","typ":"JWT"}, as libjwt writes it. */
static const char token_header[] = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9";

struct token_slot { /* a token whose signature and fixed claims are valid */
	unsigned char hash[SHA256_DIGEST_LENGTH];
	char sub[TOKEN_CLAIM_MAX + 1], sid[TOKEN_CLAIM_MAX + 1], jti[TOKEN_CLAIM_MAX + 1];
	int64_t iat, nbf, exp; /* exp 0: an empty slot */
};

static int
tokens_free_digest(struct tokens *t)
{
	EVP_MD_free(t->sha256);
	return 0;
}

struct tokens *
tokens_new(const void *mem, const struct config *c, struct str instance)
{
	struct tokens *t = MEM_ONE(mem, struct tokens);

	assert(c->JWT_SECRET_KEY.n >= 32);
	t->instance = instance;
	t->keys[0] = c->JWT_SECRET_KEY;
	t->keys[1] = c->JWT_SECRET_KEY_PREVIOUS;
	t->access_ms = c->ACCESS_TOKEN_EXPIRE_MINUTES * 60 * 1000;
	t->idle_ms = c->REFRESH_TOKEN_EXPIRE_DAYS * 24 * 3600 * 1000;
	t->slots = MEM_MANY(t, struct token_slot, TOKEN_SLOTS);
	t->sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
	assert(t->sha256 != NULL);
	talloc_set_destructor(t, tokens_free_digest);
	return t;
}

/* --- making --- */

static void
token_add_claims(jwt_t *j, const struct tokens *t, const void *mem, const struct user *u,
    struct str sid, int64_t now)
{
	int bad = 0;

	bad |= jwt_add_grant(j, "typ", TOKEN_TYPE);
	bad |= jwt_add_grant(j, "iss", str_dup(mem, t->instance).s);
	bad |= jwt_add_grant(j, "aud", TOKEN_AUDIENCE);
	bad |= jwt_add_grant(j, "sub", str_dup(mem, u->id).s);
	bad |= jwt_add_grant(j, "sid", str_dup(mem, sid).s);
	bad |= jwt_add_grant(j, "jti", uuid_v7(mem).s);
	bad |= jwt_add_grant(j, "role", rec_text(u, &user_schema.fields[FIELD(user, role)]).s);
	bad |= jwt_add_grant_int(j, "iat", now / 1000);
	bad |= jwt_add_grant_int(j, "nbf", now / 1000);
	bad |= jwt_add_grant_int(j, "exp", (now + t->access_ms) / 1000);
	assert(bad == 0);
}

struct str
token_make(
    const struct tokens *t, const void *mem, const struct user *u, struct str sid, int64_t now)
{
	struct str made;
	jwt_t *j = NULL;
	char *text;
	int bad = jwt_new(&j);

	assert(bad == 0);
	bad = jwt_set_alg(j, JWT_ALG_HS256, (const unsigned char *)t->keys[0].s, (int)t->keys[0].n);
	assert(bad == 0);
	token_add_claims(j, t, mem, u, sid, now);
	text = jwt_encode_str(j);
	assert(text != NULL);
	made = str_dup(mem, str_of(text));
	free(text);
	jwt_free(j);
	return made;
}

/* --- verifying --- */

static enum err
token_unauthenticated(struct why *w)
{
	return err_set(w, ERR_UNAUTHENTICATED, "Not authenticated");
}

static bool
token_segment_is_canonical(struct str v)
{
	unsigned char bytes[TOKEN_MAX];
	size_t n;

	return str_from_base64url(v, bytes, sizeof bytes, &n) && n > 0;
}

/* Our header, a payload and a signature, each in canonical encoding. */
static bool
token_has_our_form(struct str token)
{
	struct str head, payload, signature;

	if (token.n > TOKEN_MAX)
		return false;
	token = str_cut(token, '.', &head);
	signature = str_cut(token, '.', &payload);
	return str_is(head, token_header) && token_segment_is_canonical(payload) &&
	       token_segment_is_canonical(signature);
}

static bool
token_claim_is(jwt_t *j, const char *name, struct str expected)
{
	const char *v = jwt_get_grant(j, name);

	return v != NULL && str_is(expected, v);
}

static bool
token_claim_copy(jwt_t *j, const char *name, char out[TOKEN_CLAIM_MAX + 1])
{
	struct str v = str_of(jwt_get_grant(j, name));

	if (v.n == 0 || v.n > TOKEN_CLAIM_MAX)
		return false;
	memcpy(out, v.s, v.n);
	out[v.n] = '\0';
	return true;
}

/* A claim that is missing or not a whole number is read as -1 or 0, which is never valid. */
static bool
token_read_claims(jwt_t *j, const struct tokens *t, struct token_slot *s)
{
	s->iat = jwt_get_grant_int(j, "iat");
	s->nbf = jwt_get_grant_int(j, "nbf");
	s->exp = jwt_get_grant_int(j, "exp");
	return token_claim_is(j, "typ", STR(TOKEN_TYPE)) && token_claim_is(j, "iss", t->instance) &&
	       token_claim_is(j, "aud", STR(TOKEN_AUDIENCE)) &&
	       token_claim_copy(j, "sub", s->sub) && token_claim_copy(j, "sid", s->sid) &&
	       token_claim_copy(j, "jti", s->jti);
}

static bool
token_times_are_valid(const struct token_slot *s, int64_t now)
{
	return s->iat > 0 && s->iat <= now + TOKEN_SKEW_S && s->nbf > 0 &&
	       s->nbf <= now + TOKEN_SKEW_S && s->exp > now && s->exp > s->iat &&
	       s->exp - s->iat <= TOKEN_LIFE_MAX_S;
}

static bool
token_decode(const struct tokens *t, const char *token, struct str key, struct token_slot *s)
{
	jwt_t *j = NULL;
	bool good;

	if (key.n == 0)
		return false;
	errno = 0;
	if (jwt_decode(&j, token, (const unsigned char *)key.s, (int)key.n) != 0) {
		if (errno == ENOMEM)
			mem_exhausted();
		return false;
	}
	good = jwt_get_alg(j) == JWT_ALG_HS256 && token_read_claims(j, t, s);
	jwt_free(j);
	return good;
}

static void
token_copy_claims(const struct token_slot *s, void *mem, struct token_claims *c)
{
	*c = (struct token_claims){
	    .sub = str_dup(mem, str_of(s->sub)),
	    .sid = str_dup(mem, str_of(s->sid)),
	    .jti = str_dup(mem, str_of(s->jti)),
	    .iat = s->iat,
	    .nbf = s->nbf,
	    .exp = s->exp,
	};
}

enum err
token_verify(struct tokens *t, struct str token, struct token_claims *c, int64_t now, struct why *w)
{
	struct token_slot fresh = {0}, *slot;
	struct str copy;

	now /= 1000;
	if (token.n == 0 || token.n > TOKEN_MAX)
		return token_unauthenticated(w);
	if (EVP_Digest(token.s, token.n, fresh.hash, NULL, t->sha256, NULL) != 1)
		mem_exhausted();
	slot = &t->slots[(fresh.hash[0] | fresh.hash[1] << 8) % TOKEN_SLOTS];
	if (slot->exp == 0 || memcmp(slot->hash, fresh.hash, sizeof fresh.hash) != 0) {
		copy = str_dup(w->mem, token);
		if (!token_has_our_form(token) || (!token_decode(t, copy.s, t->keys[0], &fresh) &&
						      !token_decode(t, copy.s, t->keys[1], &fresh)))
			return token_unauthenticated(w);
		if (!token_times_are_valid(&fresh, now))
			return token_unauthenticated(w);
		*slot = fresh;
	}
	if (!token_times_are_valid(slot, now))
		return token_unauthenticated(w);
	token_copy_claims(slot, w->mem, c);
	return OK;
}
