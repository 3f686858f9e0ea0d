/* decimal.c - Parses, formats and scales exact decimals. */
#include "base/decimal.h"

#include <assert.h>

__extension__ typedef __int128 wide;

enum { DIGITS_MAX = 18, EXPONENT_CAP = 1000000000 };

struct dec_scan { /* a JSON number as digits x 10^exponent */
	bool negative;
	char digits[DIGITS_MAX]; /* the leading significant digits */
	int64_t n;               /* number of digits, without trailing zeros */
	int64_t exponent;        /* of the last digit */
};

static bool
dec_is_digit(struct str v, size_t i)
{
	return i < v.n && v.s[i] >= '0' && v.s[i] <= '9';
}

/* Adds a digit; zeros are held back until a non-zero digit follows. */
static void
dec_scan_digit(struct dec_scan *s, char c, int64_t *zeros)
{
	if (c == '0') {
		*zeros += s->n > 0;
		return;
	}
	for (; *zeros > 0; (*zeros)--, s->n++)
		if (s->n < DIGITS_MAX)
			s->digits[s->n] = '0';
	if (s->n < DIGITS_MAX)
		s->digits[s->n] = c;
	s->n++;
}

static bool
dec_scan_exponent(struct str v, size_t *i, int64_t *out)
{
	bool negative = false;
	int64_t e = 0;

	if (*i < v.n && (v.s[*i] == '-' || v.s[*i] == '+'))
		negative = v.s[(*i)++] == '-';
	if (!dec_is_digit(v, *i))
		return false;
	for (; dec_is_digit(v, *i); (*i)++)
		e = e > EXPONENT_CAP ? e : 10 * e + (v.s[*i] - '0');
	*out = negative ? -e : e;
	return true;
}

static bool
dec_scan_number(struct str v, struct dec_scan *s)
{
	int64_t zeros = 0, places = 0, e = 0;
	size_t i = v.n > 0 && v.s[0] == '-';

	*s = (struct dec_scan){.negative = i == 1};
	if (!dec_is_digit(v, i) || (v.s[i] == '0' && dec_is_digit(v, i + 1)))
		return false;
	for (; dec_is_digit(v, i); i++)
		dec_scan_digit(s, v.s[i], &zeros);
	if (i < v.n && v.s[i] == '.') {
		if (!dec_is_digit(v, ++i))
			return false;
		for (; dec_is_digit(v, i); i++, places++)
			dec_scan_digit(s, v.s[i], &zeros);
	}
	if (i < v.n && (v.s[i] == 'e' || v.s[i] == 'E'))
		if (i++, !dec_scan_exponent(v, &i, &e))
			return false;
	s->exponent = e - places + zeros;
	return i == v.n;
}

enum dec_fault
dec_parse(struct str v, int64_t *out)
{
	struct dec_scan s;
	int64_t n = 0;

	if (!dec_scan_number(v, &s))
		return DEC_SYNTAX;
	if (s.n > 0 && s.n + s.exponent > 9)
		return DEC_RANGE;
	if (s.n > 0 && s.exponent < -DEC_PLACES)
		return DEC_PLACES_EXCEEDED;
	for (int64_t i = 0; i < s.n; i++)
		n = 10 * n + (s.digits[i] - '0');
	for (int64_t e = s.exponent; s.n > 0 && e > -DEC_PLACES; e--)
		n *= 10;
	*out = s.negative ? -n : n;
	return DEC_OK;
}

bool
dec_parse_whole(struct str v, int64_t *out)
{
	struct dec_scan s;
	int64_t n = 0;

	if (!dec_scan_number(v, &s) ||
	    (s.n > 0 && (s.exponent < 0 || s.n + s.exponent > DIGITS_MAX)))
		return false;
	for (int64_t i = 0; i < s.n; i++)
		n = 10 * n + (s.digits[i] - '0');
	for (int64_t e = s.exponent; s.n > 0 && e > 0; e--)
		n *= 10;
	*out = s.negative ? -n : n;
	return true;
}

void
dec_put(struct buf *b, int64_t v)
{
	uint64_t u = v < 0 ? -(uint64_t)v : (uint64_t)v;
	uint64_t fraction = u % (uint64_t)DEC_ONE;
	char places[DEC_PLACES];
	int n = DEC_PLACES;

	if (v < 0)
		buf_putc(b, '-');
	buf_put_int(b, (int64_t)(u / (uint64_t)DEC_ONE));
	if (fraction == 0)
		return;
	for (int i = DEC_PLACES - 1; i >= 0; i--, fraction /= 10)
		places[i] = (char)('0' + fraction % 10);
	while (places[n - 1] == '0')
		n--;
	buf_putc(b, '.');
	buf_put(b, (struct str){places, (size_t)n});
}

struct str
dec_str(const void *ctx, int64_t v)
{
	struct buf b = buf_init(ctx);

	dec_put(&b, v);
	return buf_str(&b);
}

int
dec_places(int64_t v)
{
	int n = DEC_PLACES;

	while (n > 0 && v % 10 == 0) {
		v /= 10;
		n--;
	}
	return n;
}

static bool
dec_within_total(wide v)
{
	return v >= -DEC_TOTAL_MAX && v <= DEC_TOTAL_MAX;
}

bool
dec_ratio(int64_t v, int64_t num, int64_t den, int64_t *out, int64_t *below, int64_t *above)
{
	wide product = (wide)v * num;
	wide floor;

	assert(den > 0);
	floor = product / den - (product % den < 0);
	*below = *above = 0;
	if (!dec_within_total(floor) || !dec_within_total(floor + (product % den != 0)))
		return false;
	*below = (int64_t)floor;
	*above = *below + (product % den != 0);
	if (*below != *above)
		return false;
	*out = *below;
	return true;
}

bool
dec_add(int64_t a, int64_t b, int64_t *out)
{
	int64_t sum;

	if (__builtin_add_overflow(a, b, &sum) || !dec_within_total(sum))
		return false;
	*out = sum;
	return true;
}
