/* quote.c - Escapes text as a JSON string, eight plain bytes at a time. */
#include "base/quote.h"

#include <string.h>
#include <utf8proc.h>

/* Whether eight bytes are all plain. May give false negatives, never false positives. */
static bool
quote_plain_eight(const char *s)
{
	const uint64_t each = UINT64_MAX / 255; /* 1 in each byte */
	uint64_t x, quote, slash;

	memcpy(&x, s, sizeof x);
	quote = x ^ each * '"';
	slash = x ^ each * '\\';
	return ((x | (x - each * ' ') | (x + each) | (quote - each) | (slash - each)) &
		   each << 7) == 0;
}

/* Length of the leading part of v that needs no escape: plain ASCII. */
static size_t
quote_plain_length(struct str v)
{
	size_t i = 0;

	while (i + 8 <= v.n && quote_plain_eight(v.s + i))
		i += 8;
	while (i < v.n && v.s[i] >= ' ' && v.s[i] < 0x7f && v.s[i] != '"' && v.s[i] != '\\')
		i++;
	return i;
}

static void
quote_put_ascii(struct buf *b, char c)
{
	static const char from[] = "\"\\\n\r\t\b\f", to[] = "\"\\nrtbf";
	const char *p = c == '\0' ? NULL : strchr(from, c);

	if (p == NULL) {
		buf_puts(b, "\\u00");
		buf_putc(b, "0123456789abcdef"[c >> 4 & 15]);
		buf_putc(b, "0123456789abcdef"[c & 15]);
		return;
	}
	buf_putc(b, '\\');
	buf_putc(b, to[p - from]);
}

/* Puts one non-ASCII character; returns the number of bytes read. */
static size_t
quote_put_unicode(struct buf *b, struct str v)
{
	utf8proc_int32_t cp;
	utf8proc_ssize_t n =
	    utf8proc_iterate((const utf8proc_uint8_t *)v.s, (utf8proc_ssize_t)v.n, &cp);

	if (n <= 0) {
		buf_puts(b, "\xef\xbf\xbd");
		return 1;
	}
	if (cp < 0xa0)
		quote_put_ascii(b, (char)cp);
	else
		buf_put(b, (struct str){v.s, (size_t)n});
	return (size_t)n;
}

/* Most texts are plain, and are put at once. */
void
quote_put(struct buf *b, struct str v)
{
	char *at = buf_room(b, v.n + 2);

	if (quote_plain_length(v) == v.n) {
		*at = '"';
		if (v.n > 0)
			memcpy(at + 1, v.s, v.n);
		memcpy(at + 1 + v.n, "\"", sizeof "\"");
		b->n += v.n + 2;
		return;
	}
	buf_putc(b, '"');
	while (v.n > 0) {
		size_t n = quote_plain_length(v);

		if (n > 0) {
			buf_put(b, (struct str){v.s, n});
		} else if ((unsigned char)v.s[0] < 0x80) {
			quote_put_ascii(b, v.s[0]);
			n = 1;
		} else {
			n = quote_put_unicode(b, v);
		}
		v = str_from(v, n);
	}
	buf_putc(b, '"');
}
