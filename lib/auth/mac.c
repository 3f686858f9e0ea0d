/* mac.c - Computes and compares MACs with OpenSSL, under a key derived for each purpose. */
#include "auth/mac.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "auth/token.h"
#include "base/mem.h"

enum { MAC_SIZE = 32 };

/* OpenSSL fails here only when out of memory; out would then hold no MAC. */
static void
mac_hmac(const void *key, size_t size, struct str text, unsigned char out[MAC_SIZE])
{
	unsigned n = 0;

	if (HMAC(EVP_sha256(), key, (int)size, (const unsigned char *)text.s, text.n, out, &n) ==
	    NULL)
		mem_exhausted();
}

static void
mac_derive(struct str key, const char *purpose, struct str text, unsigned char out[MAC_SIZE])
{
	unsigned char derived[MAC_SIZE];

	mac_hmac(key.s, key.n, str_of(purpose), derived);
	mac_hmac(derived, sizeof derived, text, out);
	OPENSSL_cleanse(derived, sizeof derived);
}

struct str
mac_make(const struct tokens *t, const void *mem, const char *purpose, struct str text)
{
	unsigned char out[MAC_SIZE];

	mac_derive(t->keys[0], purpose, text, out);
	return str_base64url(mem, out, sizeof out);
}

bool
mac_is(const struct tokens *t, const char *purpose, struct str text, struct str given)
{
	unsigned char want[MAC_SIZE], got[MAC_SIZE];
	size_t n;

	if (!str_from_base64url(given, got, sizeof got, &n) || n != sizeof got)
		return false;
	for (size_t i = 0; i < 2; i++) {
		if (t->keys[i].n == 0)
			continue;
		mac_derive(t->keys[i], purpose, text, want);
		if (CRYPTO_memcmp(want, got, sizeof got) == 0)
			return true;
	}
	return false;
}
