/* gtin.c - Validates GTIN check digits (GS1 General Specifications, 7.9). */
#include "base/gtin.h"

bool
gtin_is(struct str v)
{
	int sum = 0;

	if (v.n != 8 && v.n != 12 && v.n != 13 && v.n != GTIN_DIGITS)
		return false;
	for (size_t i = 0; i < v.n; i++) {
		const char digit = v.s[v.n - 1 - i];

		if (digit < '0' || digit > '9')
			return false;
		sum += (digit - '0') * (i % 2 == 0 ? 1 : 3);
	}
	return sum % 10 == 0;
}

struct str
gtin_14(const void *mem, struct str gtin)
{
	return str_printf(mem, "%.*s%.*s", GTIN_DIGITS - (int)gtin.n, "000000", STRF(gtin));
}
