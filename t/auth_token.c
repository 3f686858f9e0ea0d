/* auth_token.c - Tests which access tokens are accepted. */
#include <openssl/hmac.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "auth/mac.h"
#include "auth/token.h"
#include "base/mem.h"
#include "schema/records.h"
#include "t/suite.h"

#define KEY      "0123456789abcdef0123456789abcdef"
#define PREVIOUS "previous-previous-previous-previ"
#define OTHER    "fedcba9876543210fedcba9876543210"

enum { NOW = 1800000000 }; /* seconds */

#define H "{\"alg\":\"HS256\",\"typ\":\"JWT\"}"

static void *mem;
static struct config config;
static struct tokens *tokens;
static struct why why;

static void
token_setup(void)
{
	mem = mem_root("test");
	why_init(&why, mem);
	config = (struct config){
	    .JWT_SECRET_KEY = STR(KEY),
	    .JWT_SECRET_KEY_PREVIOUS = STR(PREVIOUS),
	    .ACCESS_TOKEN_EXPIRE_MINUTES = 30,
	    .REFRESH_TOKEN_EXPIRE_DAYS = 7,
	};
	tokens = tokens_new(mem, &config, STR("here"));
}

static void
token_teardown(void)
{
	mem_free(mem);
}

static struct str
encode_base64url(const char *text)
{
	return str_base64url(mem, (const unsigned char *)text, strlen(text));
}

static struct str
sign_with(const EVP_MD *md, const char *key, struct str input)
{
	unsigned char mac[EVP_MAX_MD_SIZE];
	unsigned n;

	HMAC(md, key, (int)strlen(key), (const unsigned char *)input.s, input.n, mac, &n);
	return str_base64url(mem, mac, n);
}

static struct str
forge_token(const char *header, const char *payload, const EVP_MD *md, const char *key)
{
	struct str input =
	    str_printf(mem, "%s.%s", encode_base64url(header).s, encode_base64url(payload).s);

	return str_printf(mem, "%s.%s", input.s, sign_with(md, key, input).s);
}

static struct str
signed_payload(const char *payload)
{
	return forge_token(H, payload, EVP_sha256(), KEY);
}

static bool
token_is_accepted(struct str token)
{
	struct token_claims c;

	return token_verify(tokens, token, &c, (int64_t)NOW * 1000, &why) == OK;
}

#define BASE                                                                                       \
	"\"aud\":\"ccpl\",\"iss\":\"here\",\"jti\":\"j\",\"role\":\"admin\",\"sid\":\"s\","        \
	"\"sub\":\"u\",\"typ\":\"at+jwt\""
#define TIMES "\"iat\":1800000000,\"nbf\":1800000000,\"exp\":1800001800"
#define GOOD  "{" BASE "," TIMES "}"

static struct str
new_token(void)
{
	struct user u = {.id = STR("user-1"), .role = ROLE_STAFF};

	return token_make(tokens, mem, &u, STR("session-1"), (int64_t)NOW * 1000);
}

/* --- accepted tokens --- */

START_TEST(a_token_of_ours_gives_its_claims)
{
	struct token_claims c;

	for (int again = 0; again < 2; again++) { /* the second time from the cache */
		ck_assert_int_eq(
		    token_verify(tokens, new_token(), &c, (int64_t)NOW * 1000, &why), OK);
		ck_assert_str_eq(c.sub.s, "user-1");
		ck_assert_str_eq(c.sid.s, "session-1");
		ck_assert_uint_eq(c.jti.n, 36);
		ck_assert_int_eq(c.iat, NOW);
		ck_assert_int_eq(c.exp, NOW + 1800);
	}
}
END_TEST

START_TEST(each_token_is_another)
{
	ck_assert_str_ne(new_token().s, new_token().s);
}
END_TEST

START_TEST(the_forger_of_this_test_can_make_good_ones)
{
	ck_assert(token_is_accepted(signed_payload(GOOD)));
}
END_TEST

START_TEST(the_previous_key_still_works_and_no_other_does)
{
	ck_assert(token_is_accepted(forge_token(H, GOOD, EVP_sha256(), PREVIOUS)));
	ck_assert(!token_is_accepted(forge_token(H, GOOD, EVP_sha256(), OTHER)));
}
END_TEST

START_TEST(without_a_previous_key_the_empty_one_does_not_work)
{
	config.JWT_SECRET_KEY_PREVIOUS = (struct str){NULL, 0};
	tokens = tokens_new(mem, &config, STR("here"));
	ck_assert(!token_is_accepted(forge_token(H, GOOD, EVP_sha256(), "")));
	ck_assert(!token_is_accepted(forge_token(H, GOOD, EVP_sha256(), PREVIOUS)));
}
END_TEST

START_TEST(a_remembered_token_ends_at_its_time)
{
	struct str t = new_token();
	struct token_claims c;

	ck_assert(token_is_accepted(t));
	ck_assert_int_eq(token_verify(tokens, t, &c, ((int64_t)NOW + 1799) * 1000 + 999, &why), OK);
	ck_assert_int_eq(
	    token_verify(tokens, t, &c, ((int64_t)NOW + 1800) * 1000, &why), ERR_UNAUTHENTICATED);
}
END_TEST

START_TEST(a_token_is_not_good_long_before_it_was_made)
{
	struct str t = new_token();
	struct token_claims c;

	ck_assert_int_eq(token_verify(tokens, t, &c, ((int64_t)NOW - 60) * 1000, &why), OK);
	ck_assert_int_eq(
	    token_verify(tokens, t, &c, ((int64_t)NOW - 61) * 1000, &why), ERR_UNAUTHENTICATED);
}
END_TEST

START_TEST(ten_thousand_tokens_do_not_disturb_each_other)
{
	for (int i = 0; i < 10000; i++)
		ck_assert(token_is_accepted(new_token()));
}
END_TEST

/* --- invalid headers, signed with our key --- */

static const char *const bad_headers[] = {
    "{\"alg\":\"none\",\"typ\":\"JWT\"}",
    "{\"alg\":\"None\",\"typ\":\"JWT\"}",
    "{\"alg\":\"NONE\"}",
    "{\"alg\":\"nOnE\"}",
    "{\"alg\":null,\"typ\":\"JWT\"}",
    "{\"alg\":\"\",\"typ\":\"JWT\"}",
    "{\"typ\":\"JWT\"}",
    "{}",
    "[]",
    "null",
    "\"HS256\"",
    "{\"alg\":\"RS256\",\"typ\":\"JWT\"}",
    "{\"alg\":\"ES256\",\"typ\":\"JWT\"}",
    "{\"alg\":\"HS384\",\"typ\":\"JWT\"}",
    "{\"alg\":\"HS512\",\"typ\":\"JWT\"}",
    "{\"alg\":\"hs256\",\"typ\":\"JWT\"}",
    "{\"alg\":[\"HS256\"],\"typ\":\"JWT\"}",
    "{\"alg\":\"HS256\",\"alg\":\"none\",\"typ\":\"JWT\"}",
    "{\"alg\":\"HS256\",\"kid\":\"../../dev/null\",\"typ\":\"JWT\"}",
    "{\"alg\":\"HS256\",\"crit\":[\"exp\"],\"typ\":\"JWT\"}",
    "{\"alg\":\"HS256\",\"jwk\":{\"kty\":\"oct\",\"k\":\"AA\"},\"typ\":\"JWT\"}",
    "{\"alg\":\"HS256\",\"typ\":\"JOSE\"}",
    "{\"alg\":\"HS256\"}",
    "{ \"alg\":\"HS256\",\"typ\":\"JWT\"}",
    "{\"typ\":\"JWT\",\"alg\":\"HS256\"}",
    "{\"alg\":\"HS256\",\"typ\":\"JWT\"",
    "",
};

START_TEST(a_header_that_is_not_ours_is_not_believed)
{
	ck_assert(!token_is_accepted(forge_token(bad_headers[_i], GOOD, EVP_sha256(), KEY)));
}
END_TEST

START_TEST(another_hash_is_not_believed)
{
	ck_assert(!token_is_accepted(
	    forge_token("{\"alg\":\"HS512\",\"typ\":\"JWT\"}", GOOD, EVP_sha512(), KEY)));
	ck_assert(!token_is_accepted(forge_token(H, GOOD, EVP_sha512(), KEY)));
	ck_assert(!token_is_accepted(forge_token(H, GOOD, EVP_sha1(), KEY)));
}
END_TEST

/* --- invalid payloads, signed with our key --- */

#define WITHOUT_AUD "\"iss\":\"here\",\"jti\":\"j\",\"sid\":\"s\",\"sub\":\"u\",\"typ\":\"at+jwt\""
#define WITHOUT_ISS "\"aud\":\"ccpl\",\"jti\":\"j\",\"sid\":\"s\",\"sub\":\"u\",\"typ\":\"at+jwt\""
#define WITHOUT_JTI                                                                                \
	"\"aud\":\"ccpl\",\"iss\":\"here\",\"sid\":\"s\",\"sub\":\"u\",\"typ\":\"at+jwt\""
#define WITHOUT_SID                                                                                \
	"\"aud\":\"ccpl\",\"iss\":\"here\",\"jti\":\"j\",\"sub\":\"u\",\"typ\":\"at+jwt\""
#define WITHOUT_SUB                                                                                \
	"\"aud\":\"ccpl\",\"iss\":\"here\",\"jti\":\"j\",\"sid\":\"s\",\"typ\":\"at+jwt\""
#define WITHOUT_TYP "\"aud\":\"ccpl\",\"iss\":\"here\",\"jti\":\"j\",\"sid\":\"s\",\"sub\":\"u\""
#define LONG        "0123456789012345678901234567890123456789012345678901234567890123" /* 64 */

static const char *const bad_payloads[] = {
    /* aud, iss, typ */
    "{" WITHOUT_AUD "," TIMES "}",
    "{" WITHOUT_AUD ",\"aud\":\"other\"," TIMES "}",
    "{" WITHOUT_AUD ",\"aud\":\"\"," TIMES "}",
    "{" WITHOUT_AUD ",\"aud\":null," TIMES "}",
    "{" WITHOUT_AUD ",\"aud\":[\"ccpl\"]," TIMES "}",
    "{" WITHOUT_AUD ",\"aud\":\"ccpl \"," TIMES "}",
    "{" WITHOUT_AUD ",\"aud\":\"CCPL\"," TIMES "}",
    "{" WITHOUT_ISS "," TIMES "}",
    "{" WITHOUT_ISS ",\"iss\":\"there\"," TIMES "}",
    "{" WITHOUT_ISS ",\"iss\":\"\"," TIMES "}",
    "{" WITHOUT_ISS ",\"iss\":\"her\"," TIMES "}",
    "{" WITHOUT_ISS ",\"iss\":1," TIMES "}",
    "{" WITHOUT_TYP "," TIMES "}",
    "{" WITHOUT_TYP ",\"typ\":\"rt+jwt\"," TIMES "}",
    "{" WITHOUT_TYP ",\"typ\":\"refresh\"," TIMES "}",
    "{" WITHOUT_TYP ",\"typ\":\"JWT\"," TIMES "}",
    "{" WITHOUT_TYP ",\"typ\":true," TIMES "}",
    /* sub, sid, jti */
    "{" WITHOUT_SUB "," TIMES "}",
    "{" WITHOUT_SUB ",\"sub\":\"\"," TIMES "}",
    "{" WITHOUT_SUB ",\"sub\":1," TIMES "}",
    "{" WITHOUT_SUB ",\"sub\":\"" LONG "\"," TIMES "}",
    "{" WITHOUT_SID "," TIMES "}",
    "{" WITHOUT_SID ",\"sid\":\"\"," TIMES "}",
    "{" WITHOUT_SID ",\"sid\":{}," TIMES "}",
    "{" WITHOUT_SID ",\"sid\":\"" LONG "\"," TIMES "}",
    "{" WITHOUT_JTI "," TIMES "}",
    "{" WITHOUT_JTI ",\"jti\":\"\"," TIMES "}",
    "{" WITHOUT_JTI ",\"jti\":null," TIMES "}",
    /* exp */
    "{" BASE ",\"iat\":1800000000,\"nbf\":1800000000}",
    "{" BASE ",\"iat\":1799998000,\"nbf\":1799998000,\"exp\":1800000000}",
    "{" BASE ",\"iat\":1799998000,\"nbf\":1799998000,\"exp\":1799999999}",
    "{" BASE ",\"iat\":1800000000,\"nbf\":1800000000,\"exp\":0}",
    "{" BASE ",\"iat\":1800000000,\"nbf\":1800000000,\"exp\":-1}",
    "{" BASE ",\"iat\":1800000000,\"nbf\":1800000000,\"exp\":1800001800.5}",
    "{" BASE ",\"iat\":1800000000,\"nbf\":1800000000,\"exp\":1.8e9}",
    "{" BASE ",\"iat\":1800000000,\"nbf\":1800000000,\"exp\":\"1800001800\"}",
    "{" BASE ",\"iat\":1800000000,\"nbf\":1800000000,\"exp\":true}",
    "{" BASE ",\"iat\":1800000000,\"nbf\":1800000000,\"exp\":null}",
    "{" BASE ",\"iat\":1800000000,\"nbf\":1800000000,\"exp\":[1800001800]}",
    "{" BASE ",\"iat\":1800000000,\"nbf\":1800000000,\"exp\":9223372036854775807}",
    "{" BASE ",\"iat\":1800000000,\"nbf\":1800000000,\"exp\":9223372036854775808}",
    "{" BASE ",\"iat\":1800000000,\"nbf\":1800000000,\"exp\":1e400}",
    "{" BASE ",\"iat\":1800000000,\"nbf\":1800000000,\"exp\":1800086401}",
    /* iat, nbf */
    "{" BASE ",\"nbf\":1800000000,\"exp\":1800001800}",
    "{" BASE ",\"iat\":1800000061,\"nbf\":1800000000,\"exp\":1800001800}",
    "{" BASE ",\"iat\":0,\"nbf\":1800000000,\"exp\":1800001800}",
    "{" BASE ",\"iat\":-5,\"nbf\":1800000000,\"exp\":1800001800}",
    "{" BASE ",\"iat\":\"1800000000\",\"nbf\":1800000000,\"exp\":1800001800}",
    "{" BASE ",\"iat\":1799913600,\"nbf\":1800000000,\"exp\":1800001800}",
    "{" BASE ",\"iat\":1800000000,\"exp\":1800001800}",
    "{" BASE ",\"iat\":1800000000,\"nbf\":1800000061,\"exp\":1800001800}",
    "{" BASE ",\"iat\":1800000000,\"nbf\":9223372036854775807,\"exp\":1800001800}",
    "{" BASE ",\"iat\":1800000000,\"nbf\":false,\"exp\":1800001800}",
    /* not an object */
    "["
    "\"aud\""
    "]",
    "null",
    "",
    "{}",
    "{" BASE "," TIMES,
    "{" BASE "," TIMES "}}",
    "{'aud':'ccpl'}",
};

START_TEST(a_payload_that_is_not_ours_is_not_believed)
{
	ck_assert(!token_is_accepted(signed_payload(bad_payloads[_i])));
}
END_TEST

/* --- a valid token, modified --- */

static struct str
good_token(void)
{
	return signed_payload(GOOD);
}

static void
split_token(struct str t, struct str *h, struct str *p, struct str *s)
{
	t = str_cut(t, '.', h);
	*s = str_cut(t, '.', p);
}

START_TEST(a_damaged_text_is_not_believed)
{
	struct str h, p, s, t = good_token();

	split_token(t, &h, &p, &s);
	ck_assert(!token_is_accepted(STR("")));
	ck_assert(!token_is_accepted(STR(".")));
	ck_assert(!token_is_accepted(STR("..")));
	ck_assert(!token_is_accepted(str_printf(mem, "%.*s.%.*s", STRF(h), STRF(p))));
	ck_assert(!token_is_accepted(str_printf(mem, "%.*s.%.*s.", STRF(h), STRF(p))));
	ck_assert(!token_is_accepted(str_printf(mem, "%.*s..%.*s", STRF(h), STRF(s))));
	ck_assert(!token_is_accepted(str_printf(mem, ".%.*s.%.*s", STRF(p), STRF(s))));
	ck_assert(!token_is_accepted(str_printf(mem, "%s.", t.s)));
	ck_assert(!token_is_accepted(str_printf(mem, "%s.x", t.s)));
	ck_assert(!token_is_accepted(str_printf(mem, ".%s", t.s)));
	ck_assert(!token_is_accepted(str_printf(mem, " %s", t.s)));
	ck_assert(!token_is_accepted(str_printf(mem, "%s ", t.s)));
	ck_assert(!token_is_accepted(str_printf(mem, "%s\n", t.s)));
	ck_assert(!token_is_accepted(str_printf(mem, "%s=", t.s)));
	ck_assert(
	    !token_is_accepted(str_printf(mem, "%.*s==.%.*s.%.*s", STRF(h), STRF(p), STRF(s))));
	ck_assert(
	    !token_is_accepted(str_printf(mem, "%.*s.%.*s=.%.*s", STRF(h), STRF(p), STRF(s))));
	ck_assert(!token_is_accepted((struct str){t.s, t.n - 1}));
	ck_assert(!token_is_accepted((struct str){t.s, t.n + 1})); /* including the NUL after it */
	ck_assert(token_is_accepted(t));
}
END_TEST

START_TEST(a_signature_cut_short_is_not_believed)
{
	struct str t = good_token();

	for (size_t n = 0; n < t.n; n++)
		ck_assert(!token_is_accepted((struct str){t.s, n}));
}
END_TEST

START_TEST(no_flipped_bit_is_believed)
{
	struct str t = good_token();

	for (size_t i = 0; i < t.n; i++)
		for (int bit = 0; bit < 8; bit++) {
			char *s = mem_copy(mem, t.s, t.n);

			s[i] = (char)(s[i] ^ 1 << bit);
			ck_assert_msg(!token_is_accepted((struct str){s, t.n}), "at %zu", i);
			mem_free(s);
		}
}
END_TEST

/* 32 bytes are 43 digits, of which the last has two spare bits. */
START_TEST(spare_bits_of_the_signature_must_be_zero)
{
	static const char digits[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
	struct str t = good_token();
	int as_it_is = 0;

	for (size_t i = 0; i < 64; i++) {
		char *s = mem_copy(mem, t.s, t.n);

		s[t.n - 1] = digits[i];
		as_it_is += token_is_accepted((struct str){s, t.n});
	}
	ck_assert_int_eq(as_it_is, 1);
}
END_TEST

START_TEST(the_other_base64_alphabet_is_not_believed)
{
	struct str t = good_token();
	char *s;

	/* Until a signature has a digit that differs between the two alphabets. */
	for (int i = 0; strpbrk(strrchr(t.s, '.'), "-_") == NULL; i++)
		t = signed_payload(str_printf(mem, "{" BASE ",\"n\":%d," TIMES "}", i).s);
	ck_assert(token_is_accepted(t));
	s = mem_copy(mem, t.s, t.n);
	for (size_t i = 0; i < t.n; i++)
		s[i] = s[i] == '-' ? '+' : s[i] == '_' ? '/' : s[i];
	ck_assert(!token_is_accepted((struct str){s, t.n}));
}
END_TEST

START_TEST(a_long_token_is_not_looked_at)
{
	char *filler = mem_new(mem, 8193);

	memset(filler, 'x', 2000);
	ck_assert(token_is_accepted(
	    signed_payload(str_printf(mem, "{" BASE ",\"x\":\"%s\"," TIMES "}", filler).s)));
	memset(filler, 'x', 8192);
	ck_assert(!token_is_accepted(
	    signed_payload(str_printf(mem, "{" BASE ",\"x\":\"%s\"," TIMES "}", filler).s)));
}
END_TEST

START_TEST(the_mac_of_one_purpose_is_not_that_of_another)
{
	struct str a = mac_make(tokens, mem, "a", STR("text"));

	ck_assert(mac_is(tokens, "a", STR("text"), a));
	ck_assert(!mac_is(tokens, "b", STR("text"), a));
	ck_assert(!mac_is(tokens, "a", STR("texts"), a));
	ck_assert(!mac_is(tokens, "a", STR("text"), (struct str){a.s, a.n - 1}));
	ck_assert(!mac_is(tokens, "a", STR("text"), STR("")));
}
END_TEST

START_TEST(a_mac_under_the_previous_key_is_good)
{
	struct str mac = mac_make(tokens, mem, "a", STR("text"));

	config.JWT_SECRET_KEY = STR(OTHER);
	config.JWT_SECRET_KEY_PREVIOUS = STR(KEY);
	ck_assert(mac_is(tokens_new(mem, &config, STR("here")), "a", STR("text"), mac));
	config.JWT_SECRET_KEY_PREVIOUS = (struct str){NULL, 0};
	ck_assert(!mac_is(tokens_new(mem, &config, STR("here")), "a", STR("text"), mac));
}
END_TEST

#define COUNT(a) (int)(sizeof(a) / sizeof *(a))

int
main(void)
{
	TCase *t = tcase_create("all");

	tcase_add_checked_fixture(t, token_setup, token_teardown);
	tcase_add_test(t, a_token_of_ours_gives_its_claims);
	tcase_add_test(t, each_token_is_another);
	tcase_add_test(t, the_forger_of_this_test_can_make_good_ones);
	tcase_add_test(t, the_previous_key_still_works_and_no_other_does);
	tcase_add_test(t, without_a_previous_key_the_empty_one_does_not_work);
	tcase_add_test(t, a_remembered_token_ends_at_its_time);
	tcase_add_test(t, a_token_is_not_good_long_before_it_was_made);
	tcase_add_test(t, ten_thousand_tokens_do_not_disturb_each_other);
	tcase_add_loop_test(t, a_header_that_is_not_ours_is_not_believed, 0, COUNT(bad_headers));
	tcase_add_test(t, another_hash_is_not_believed);
	tcase_add_loop_test(t, a_payload_that_is_not_ours_is_not_believed, 0, COUNT(bad_payloads));
	tcase_add_test(t, a_damaged_text_is_not_believed);
	tcase_add_test(t, a_signature_cut_short_is_not_believed);
	tcase_add_test(t, no_flipped_bit_is_believed);
	tcase_add_test(t, spare_bits_of_the_signature_must_be_zero);
	tcase_add_test(t, the_other_base64_alphabet_is_not_believed);
	tcase_add_test(t, a_long_token_is_not_looked_at);
	tcase_add_test(t, the_mac_of_one_purpose_is_not_that_of_another);
	tcase_add_test(t, a_mac_under_the_previous_key_is_good);
	return suite_run("token", t);
}
