/* percent.c - Encodes and decodes percent escapes. */
#include "base/percent.h"

#include <string.h>

#include "base/mem.h"

static int
percent_hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool
percent_decode(const void *mem, struct str in, bool plus, struct str *out)
{
	char *s = mem_new(mem, in.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < in.n; i++) {
		int hi, lo;

		if (in.s[i] != '%') {
			s[n++] = plus && in.s[i] == '+' ? ' ' : in.s[i];
			continue;
		}
		if (in.n - i < 3 || (hi = percent_hex_digit(in.s[i + 1])) < 0 ||
		    (lo = percent_hex_digit(in.s[i + 2])) < 0)
			return false;
		s[n++] = (char)(hi << 4 | lo);
		i += 2;
	}
	*out = (struct str){s, n};
	return str_utf8(*out);
}
