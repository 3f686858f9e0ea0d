/*
 * str.h - text as a view: a pointer and a length.
 *
 * A struct str never owns its bytes; they live in the context it was made in.
 * Made by a function here, the bytes are followed by a NUL, so .s can be given
 * to C libraries; a view cut out of another text is not.
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
/* printf("%.*s", STRF(v)) */
#define STRF(v) (int)(v).n, (v).s

static inline struct str
str_of(const char *cstr) /* NULL gives the empty text */
{
	return cstr == NULL ? STR("") : (struct str){cstr, strlen(cstr)};
}

struct str str_dup(const void *ctx, struct str);
struct str str_printf(const void *ctx, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

bool str_eq(struct str, struct str);
bool str_is(struct str, const char *cstr);
int str_cmp(struct str, struct str); /* by bytes; a prefix comes first */
bool str_starts(struct str, struct str prefix);
bool str_ends(struct str, struct str suffix);
struct str str_from(struct str, size_t start); /* the rest after start bytes */
struct str str_trim(struct str);               /* without ASCII space at both ends */

/* Cuts v at the first sep: *head before it, the rest after it is returned.
 * Without sep, *head is all of v and the rest is empty with .s == NULL. */
struct str str_cut(struct str v, char sep, struct str *head);

/* Unicode: NFC composed and case-folded, for comparing names and codes.
 * Text that is not UTF-8 comes back as a copy of itself. */
struct str str_fold(const void *ctx, struct str);
struct str str_nfc(const void *ctx, struct str);
struct str str_capitals(const void *ctx, struct str); /* a to z as A to Z; the rest as it is */
bool str_utf8(struct str);                            /* valid UTF-8 without NUL */
size_t str_chars(struct str);                         /* code points of valid UTF-8 */
bool str_control(struct str); /* holds a control character, tab and line feed excepted */

/* A whole number in decimal digits with an optional minus; false when it is anything else. */
bool str_int(struct str, int64_t *out);

struct str str_hex(const void *ctx, const unsigned char *p, size_t n);
/* Base64url without padding (RFC 4648, 5); from: false on any other byte or non-zero spare bits. */
struct str str_base64url(const void *ctx, const unsigned char *p, size_t n);
bool str_from_base64url(struct str, unsigned char *out, size_t cap, size_t *n);

#endif
