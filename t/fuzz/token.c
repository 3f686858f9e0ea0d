/* token.c - Fuzzes access and refresh tokens, unsigned and signed with our key. */
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "t/fuzz/fuzz.h"

#include "auth/session.h"
#include "base/mem.h"
#include "t/books.h"

/* As only a thief of the key could make. */
static struct str
signed_with_our_key(const struct fuzz *f, void *mem, struct str claims)
{
	static const char header[] = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
	const struct str key = f->app.config.JWT_SECRET_KEY;
	const struct str head =
	    str_base64url(mem, (const unsigned char *)header, sizeof header - 1);
	const struct str body = str_base64url(mem, (const unsigned char *)claims.s, claims.n);
	const struct str text = str_printf(mem, "%.*s.%.*s", STRF(head), STRF(body));
	unsigned char mac[EVP_MAX_MD_SIZE];
	unsigned n;

	HMAC(EVP_sha256(), key.s, (int)key.n, (const unsigned char *)text.s, text.n, mac, &n);
	return str_printf(mem, "%.*s.%.*s", STRF(text), STRF(str_base64url(mem, mac, n)));
}

static void
refresh_with(struct fuzz *f, void *mem, struct str token)
{
	struct change_context cx = f->cx;
	struct session session = {0};
	struct user user = {0};
	struct why why;

	cx.mem = mem;
	why_init(&why, mem);
	fuzz_must(session_refresh(f->app.store, f->app.tokens, &cx, token, MODE_BODY, &session,
		      &user, &why) == ERR_UNAUTHENTICATED);
}

void
fuzz_token(struct fuzz *f, void *mem, struct str input)
{
	const unsigned how = fuzz_choice(&input) % 3;
	struct token_claims claims = {0};
	struct why why;
	enum err e;

	if (how == 2) {
		refresh_with(f, mem, input);
		return;
	}
	why_init(&why, mem);
	if (how == 1)
		input = signed_with_our_key(f, mem, input);
	e = token_verify(f->app.tokens, input, &claims, books_now, &why);
	fuzz_must(e == OK || e == ERR_UNAUTHENTICATED);
	fuzz_must(e != OK || how == 1 || str_eq(input, f->token));
	fuzz_must(e != OK || (claims.sub.n > 0 && claims.sid.n > 0));
}
