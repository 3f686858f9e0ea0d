/*
 * password.c - Calls libscrypt and zxcvbn with bounded parameters, and wipes copies of
 * passwords.
 *
 * libscrypt takes C strings and accepts any parameters in a hash, up to 2^30 for N. So
 * passwords with a NUL are never passed to it, and hashes only with parameters within our
 * bounds. libscrypt_check() also modifies its first argument, so it gets a copy. Copies of
 * passwords made here are overwritten.
 */
#include "auth/password.h"

#include <assert.h>
#include <errno.h>
#include <libscrypt.h>
#include <stdio.h>
#include <string.h>
#include <zxcvbn.h>

#include "base/mem.h"

enum {
	PASSWORD_R = 8,
	PASSWORD_P = 3,
	PASSWORD_COST_MIN = 10, /* as PASSWORD_COST in config.def */
	PASSWORD_COST_MAX = 20,
	PASSWORD_R_MAX = 16,
	PASSWORD_P_MAX = 16,
	PASSWORD_MCF_LENGTH = 124, /* $s1$NNrrpp$ + 24 + $ + 88 */
};

/* zxcvbn's score 3 begins at 10^8 guesses. */
static const double zxcvbn_score_3_bits = 26.575;

/* As a C string. The caller must overwrite it. */
static void
password_copy(char out[PASSWORD_MAX + 1], struct str password)
{
	assert(password.n <= PASSWORD_MAX);
	memcpy(out, password.s, password.n);
	out[password.n] = '\0';
}

/* --- strength --- */

static bool
password_is_guessable(void *mem, struct str password, struct str email, struct str username)
{
	const char *known[] = {"ccpl", str_dup(mem, email).s, NULL, str_dup(mem, username).s, NULL};
	char copy[PASSWORD_MAX + 1];
	struct str local;
	double bits;

	str_cut(email, '@', &local);
	known[2] = str_dup(mem, local).s;
	password_copy(copy, password);
	bits = ZxcvbnMatch(copy, known, NULL);
	explicit_bzero(copy, sizeof copy);
	return bits < zxcvbn_score_3_bits;
}

enum err
password_check_strength(const struct config *c, struct str password, struct str email,
    struct str username, const struct loc *loc, struct why *w)
{
	size_t least = config_is_production(c) ? 12 : 8;

	if (password.n > PASSWORD_MAX)
		return err_field(w, loc, "string_too_long", "At most %d bytes", PASSWORD_MAX);
	if (!str_utf8(password))
		return err_field(w, loc, "string_type", "A password is text without NUL");
	if (str_chars(password) < least)
		return err_field(w, loc, "string_too_short", "At least %zu characters", least);
	if (config_is_production(c) && password_is_guessable(w->mem, password, email, username))
		return err_field(w, loc, "password_weak",
		    "Too easy to guess: use more words, or less common ones");
	return OK;
}

/* --- hashes --- */

struct scrypt_parameters {
	int cost, r, p;
};

static int
mcf_parse_hex(const char *s)
{
	int v = 0;

	for (int i = 0; i < 2; i++) {
		const char *d = memchr("0123456789abcdef", s[i], 16);

		if (d == NULL)
			return -1;
		v = v * 16 + (int)(d - "0123456789abcdef");
	}
	return v;
}

static bool
mcf_parse(struct str mcf, struct scrypt_parameters *p)
{
	if (mcf.n != PASSWORD_MCF_LENGTH || !str_starts(mcf, STR("$s1$")) || mcf.s[10] != '$' ||
	    mcf.s[35] != '$')
		return false;
	p->cost = mcf_parse_hex(mcf.s + 4);
	p->r = mcf_parse_hex(mcf.s + 6);
	p->p = mcf_parse_hex(mcf.s + 8);
	return p->cost >= PASSWORD_COST_MIN && p->cost <= PASSWORD_COST_MAX && p->r >= 1 &&
	       p->r <= PASSWORD_R_MAX && p->p >= 1 && p->p <= PASSWORD_P_MAX;
}

bool
password_is_outdated(const struct config *c, struct str mcf)
{
	struct scrypt_parameters p;

	return !mcf_parse(mcf, &p) || p.cost != c->PASSWORD_COST || p.r != PASSWORD_R ||
	       p.p != PASSWORD_P;
}

/* scrypt needs much more memory than a worker otherwise does, by design. */
static enum err
password_no_memory(struct why *w)
{
	return err_set(w, ERR_BUSY, "Not enough memory to hash the password; try again");
}

enum err
password_hash(
    const void *mem, const struct config *c, struct str password, struct str *hash, struct why *w)
{
	char mcf[SCRYPT_MCF_LEN] = "", copy[PASSWORD_MAX + 1];
	int done;

	assert(str_utf8(password));
	password_copy(copy, password);
	done = libscrypt_hash(mcf, copy, 1U << c->PASSWORD_COST, PASSWORD_R, PASSWORD_P);
	explicit_bzero(copy, sizeof copy);
	if (done <= 0)
		return password_no_memory(w);
	*hash = str_dup(mem, str_of(mcf));
	return OK;
}

/* A hash at today's cost that matches no password; unknown users are compared with it. */
static void
mcf_put_dummy(const struct config *c, char mcf[SCRYPT_MCF_LEN])
{
	snprintf(mcf, SCRYPT_MCF_LEN,
	    "$s1$%02x%02x%02x$AAAAAAAAAAAAAAAAAAAAAA==$%086d==", (unsigned)c->PASSWORD_COST,
	    PASSWORD_R, PASSWORD_P, 0);
}

/* libscrypt returns -1 for a hash it cannot parse too. */
enum err
password_verify(
    const struct config *c, struct str password, struct str mcf, bool *same, struct why *w)
{
	char hash[SCRYPT_MCF_LEN], copy[PASSWORD_MAX + 1];
	struct scrypt_parameters p;
	int found;
	bool known = mcf_parse(mcf, &p);

	*same = false;
	if (password.n > PASSWORD_MAX || !str_utf8(password))
		return OK;
	if (known)
		snprintf(hash, sizeof hash, "%.*s", STRF(mcf));
	else
		mcf_put_dummy(c, hash);
	password_copy(copy, password);
	errno = 0;
	found = libscrypt_check(hash, copy);
	explicit_bzero(copy, sizeof copy);
	if (found < 0 && errno == ENOMEM)
		return password_no_memory(w);
	*same = known && found > 0;
	return OK;
}

void
password_wipe(struct str password)
{
	if (password.n > 0)
		explicit_bzero((void *)(uintptr_t)password.s, password.n);
}
