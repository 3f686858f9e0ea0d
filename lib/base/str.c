/* str.c - Compares, cuts and normalizes string views. */
#include "base/str.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/mem.h"

struct str
str_dup(const void *ctx, struct str v)
{
	return (struct str){mem_copy(ctx, v.s, v.n), v.n};
}

struct str
str_printf(const void *ctx, const char *fmt, ...)
{
	va_list ap;
	int n;
	char *s;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	assert(n >= 0);
	s = mem_new(ctx, (size_t)n + 1);
	va_start(ap, fmt);
	vsnprintf(s, (size_t)n + 1, fmt, ap);
	va_end(ap);
	return (struct str){s, (size_t)n};
}

bool
str_eq(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.s, b.s, a.n) == 0);
}

bool
str_is(struct str v, const char *cstr)
{
	return str_eq(v, str_of(cstr));
}

int
str_cmp(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n == 0 ? 0 : memcmp(a.s, b.s, n);

	return c != 0 ? c : (a.n > b.n) - (a.n < b.n);
}

bool
str_starts(struct str v, struct str prefix)
{
	return v.n >= prefix.n && str_eq((struct str){v.s, prefix.n}, prefix);
}

bool
str_ends(struct str v, struct str suffix)
{
	return v.n >= suffix.n && str_eq((struct str){v.s + v.n - suffix.n, suffix.n}, suffix);
}

struct str
str_from(struct str v, size_t start)
{
	return start >= v.n ? (struct str){v.s + v.n, 0} : (struct str){v.s + start, v.n - start};
}

struct str
str_trim(struct str v)
{
	static const char space[] = " \t\r\n\v\f";

	while (v.n > 0 && memchr(space, v.s[0], 6) != NULL)
		v.s++, v.n--;
	while (v.n > 0 && memchr(space, v.s[v.n - 1], 6) != NULL)
		v.n--;
	return v;
}

struct str
str_cut(struct str v, char sep, struct str *head)
{
	const char *p = v.n == 0 ? NULL : memchr(v.s, sep, v.n);

	if (p == NULL) {
		*head = v;
		return (struct str){NULL, 0};
	}
	*head = (struct str){v.s, (size_t)(p - v.s)};
	return (struct str){p + 1, v.n - head->n - 1};
}

static struct str
str_map(const void *ctx, struct str v, utf8proc_option_t how)
{
	utf8proc_uint8_t *out = NULL;
	utf8proc_ssize_t n;
	struct str r;

	n = utf8proc_map((const utf8proc_uint8_t *)v.s, (utf8proc_ssize_t)v.n, &out, how);
	if (n == UTF8PROC_ERROR_NOMEM)
		mem_exhausted();
	if (n < 0)
		return str_dup(ctx, v);
	r = str_dup(ctx, (struct str){(const char *)out, (size_t)n});
	free(out);
	return r;
}

bool
str_is_ascii(struct str v)
{
	for (size_t i = 0; i < v.n; i++)
		if ((unsigned char)v.s[i] >= 0x80)
			return false;
	return true;
}

struct str
str_fold(const void *ctx, struct str v)
{
	char *s;

	if (!str_is_ascii(v))
		return str_map(ctx, v, UTF8PROC_COMPOSE | UTF8PROC_STABLE | UTF8PROC_CASEFOLD);
	s = mem_copy(ctx, v.s, v.n);
	for (size_t i = 0; i < v.n; i++)
		if (s[i] >= 'A' && s[i] <= 'Z')
			s[i] = (char)(s[i] + ('a' - 'A'));
	return (struct str){s, v.n};
}

struct str
str_capitals(const void *ctx, struct str v)
{
	char *s = mem_copy(ctx, v.s, v.n);

	for (size_t i = 0; i < v.n; i++)
		if (s[i] >= 'a' && s[i] <= 'z')
			s[i] = (char)(s[i] - ('a' - 'A'));
	return (struct str){s, v.n};
}

struct str
str_nfc(const void *ctx, struct str v)
{
	return str_is_ascii(v) ? str_dup(ctx, v)
			       : str_map(ctx, v, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
}

/* Calls each(cp) for every code point; false when v is not UTF-8. */
static bool
str_each_char(struct str v, bool (*each)(utf8proc_int32_t, size_t *), size_t *count)
{
	const utf8proc_uint8_t *p = (const utf8proc_uint8_t *)v.s;
	utf8proc_ssize_t left = (utf8proc_ssize_t)v.n;

	while (left > 0) {
		utf8proc_int32_t cp;
		utf8proc_ssize_t n = utf8proc_iterate(p, left, &cp);

		if (n <= 0 || !each(cp, count))
			return false;
		p += n;
		left -= n;
	}
	return true;
}

static bool
str_char_not_nul(utf8proc_int32_t cp, size_t *count)
{
	(*count)++;
	return cp != 0;
}

static bool
str_char_printable(utf8proc_int32_t cp, size_t *count)
{
	(void)count;
	return cp == '\t' || cp == '\n' || !(cp < 0x20 || (cp >= 0x7f && cp < 0xa0));
}

bool
str_utf8(struct str v)
{
	size_t n = 0;

	return str_each_char(v, str_char_not_nul, &n);
}

size_t
str_chars(struct str v)
{
	size_t n = 0;

	for (size_t i = 0; i < v.n; i++)
		n += ((unsigned char)v.s[i] & 0xc0) != 0x80;
	return n;
}

bool
str_control(struct str v)
{
	return !str_each_char(v, str_char_printable, NULL);
}

bool
str_int(struct str v, int64_t *out)
{
	bool neg = v.n > 0 && v.s[0] == '-';
	int64_t n = 0;

	if (v.n == (size_t)neg)
		return false;
	for (size_t i = neg; i < v.n; i++) {
		int d = v.s[i] - '0';

		if (d < 0 || d > 9 || __builtin_mul_overflow(n, 10, &n) ||
		    __builtin_add_overflow(n, neg ? -d : d, &n))
			return false;
	}
	*out = n;
	return true;
}

struct str
str_hex(const void *ctx, const unsigned char *p, size_t n)
{
	char *s = mem_new(ctx, 2 * n + 1);

	for (size_t i = 0; i < n; i++) {
		s[2 * i] = "0123456789abcdef"[p[i] >> 4];
		s[2 * i + 1] = "0123456789abcdef"[p[i] & 15];
	}
	return (struct str){s, 2 * n};
}

static const char str_base64url_digits[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

struct str
str_base64url(const void *ctx, const unsigned char *p, size_t n)
{
	char *s = mem_new(ctx, (n + 2) / 3 * 4 + 1);
	size_t out = 0;
	unsigned acc = 0;
	int bits = 0;

	for (size_t i = 0; i < n; i++) {
		acc = (acc << 8 | p[i]) & 0xffff;
		for (bits += 8; bits >= 6; bits -= 6)
			s[out++] = str_base64url_digits[acc >> (bits - 6) & 63];
	}
	if (bits > 0)
		s[out++] = str_base64url_digits[acc << (6 - bits) & 63];
	return (struct str){s, out};
}

bool
str_from_base64url(struct str v, unsigned char *out, size_t cap, size_t *n)
{
	unsigned acc = 0;
	int bits = 0;

	*n = 0;
	for (size_t i = 0; i < v.n; i++) {
		const char *p = v.s[i] == '\0' ? NULL : strchr(str_base64url_digits, v.s[i]);

		if (p == NULL)
			return false;
		acc = (acc << 6 | (unsigned)(p - str_base64url_digits)) & 0xffff;
		if ((bits += 6) < 8)
			continue;
		bits -= 8;
		if (*n == cap)
			return false;
		out[(*n)++] = (unsigned char)(acc >> bits);
	}
	/* Canonical: no spare bits set and no single trailing digit. */
	return bits < 6 && (acc & ((1U << bits) - 1)) == 0;
}
