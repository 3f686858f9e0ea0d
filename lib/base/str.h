/*
 * str.h - Immutable string views and Unicode helpers.
 *
 * A struct str is a pointer and a length and never owns its bytes, which live in the context
 * they were allocated in. Strings made by functions here are NUL-terminated, so .s can be
 * passed to C libraries; a view cut out of another text is not.
 */
#ifndef STR_H
#define STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct str {
	const char *s;
	size_t n;
};

#define STR(literal) ((struct str){(literal), sizeof(literal) - 1})
#define STR_NONE     ((struct str){0})
/* printf("%.*s", STRF(v)) */
#define STRF(v) (int)(v).n, (v).s

static inline struct str
str_of(const char *cstr) /* NULL gives the empty string */
{
	return cstr == NULL ? STR("") : (struct str){cstr, strlen(cstr)};
}

struct str str_dup(const void *ctx, struct str);
struct str str_printf(const void *ctx, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

bool str_eq(struct str, struct str);
bool str_is(struct str, const char *cstr);
int str_cmp(struct str, struct str); /* bytewise; a prefix sorts first */
bool str_starts(struct str, struct str prefix);
bool str_ends(struct str, struct str suffix);
struct str str_from(struct str, size_t start); /* the rest from byte `start` on */
struct str str_trim(struct str);               /* without leading and trailing ASCII space */

/* Cuts v at the first sep: *head is the part before it, the rest after it is returned. Without
 * a sep, *head is all of v and the result is empty with .s == NULL. */
struct str str_cut(struct str v, char sep, struct str *head);

/* NFC-composed and case-folded, for comparing names and codes. Invalid UTF-8 is copied
 * unchanged. */
struct str str_fold(const void *ctx, struct str);
struct str str_nfc(const void *ctx, struct str);
struct str str_capitals(const void *ctx, struct str); /* ASCII lower case to upper case */
bool str_is_ascii(struct str);
bool str_utf8(struct str);    /* valid UTF-8 without NUL */
size_t str_chars(struct str); /* code points of valid UTF-8 */
bool str_control(struct str); /* contains a control character other than tab and line feed */

/* A decimal integer with an optional minus; false for anything else. */
bool str_int(struct str, int64_t *out);

struct str str_hex(const void *ctx, const unsigned char *p, size_t n);
/* Base64url without padding (RFC 4648, 5); decoding is false on any other byte or non-zero
 * spare bits. */
struct str str_base64url(const void *ctx, const unsigned char *p, size_t n);
bool str_from_base64url(struct str, unsigned char *out, size_t cap, size_t *n);

#endif
