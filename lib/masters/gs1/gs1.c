/*
 * gs1.c - Parses element strings, separated by FNC1 or with identifiers in parentheses;
 * gs1_link.c parses links.
 */
#include "masters/gs1/gs1.h"

#include "base/gtin.h"
#include "masters/gs1/gs1_reader.h"

/* The symbology identifiers that scanners send before a GS1 symbol: GS1-128, DataBar,
 * DataMatrix, QR, DotCode. */
static const char *const gs1_symbologies[] = {"]C1", "]e0", "]d2", "]Q3", "]J1"};

/* FNC1 as text. GS1 values contain neither ] nor 0x1D. */
static const char *const gs1_separators[] = {"\x1d", "]C1"};

/* The length of the one that v begins with; 0: none. */
static size_t
gs1_prefix_length(struct str v, const char *const *these, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_starts(v, str_of(these[i])))
			return str_of(these[i]).n;
	return 0;
}

#define GS1_PREFIX_LENGTH(v, these) gs1_prefix_length((v), (these), sizeof(these) / sizeof *(these))

static bool
gs1_has_separator(struct str v)
{
	for (; v.n > 0; v = str_from(v, 1))
		if (GS1_PREFIX_LENGTH(v, gs1_separators) > 0)
			return true;
	return false;
}

static bool
gs1_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
gs1_is_bracketed(struct str v)
{
	return v.n > 3 && v.s[0] == '(' && gs1_is_digit(v.s[1]) && gs1_is_digit(v.s[2]);
}

static bool
gs1_starts_with_gtin(struct str v)
{
	return (str_starts(v, STR("01")) || str_starts(v, STR("02"))) && v.n >= 2 + GTIN_DIGITS &&
	       gtin_is((struct str){v.s + 2, GTIN_DIGITS});
}

bool
gs1_is(struct str text)
{
	return GS1_PREFIX_LENGTH(text, gs1_symbologies) > 0 || gs1_has_separator(text) ||
	       gs1_is_bracketed(text) || gs1_starts_with_gtin(text) ||
	       gs1_link_path(text).s != NULL;
}

/* --- element strings --- */

/* Up to the next separator; with parentheses, up to the next identifier. */
static struct str
gs1_until_separator(struct str v, bool bracketed)
{
	size_t n = 0;

	while (n < v.n && GS1_PREFIX_LENGTH(str_from(v, n), gs1_separators) == 0 &&
	       !(bracketed && v.s[n] == '('))
		n++;
	return (struct str){v.s, n};
}

static size_t
gs1_offset(const struct gs1_reader *r, struct str rest)
{
	return r->text.n - rest.n;
}

static bool
gs1_fail_unknown(struct gs1_reader *r, struct str at)
{
	return gs1_fail(
	    r, gs1_offset(r, at), "unknown application identifier, with no FNC1 after it");
}

/* Reads one identifier and its value. */
static bool
gs1_read_plain(struct gs1_reader *r, struct str *rest)
{
	struct gs1_value v;
	const struct gs1_ai *ai = gs1_ai_find(*rest, &v.ai);
	struct str value = gs1_until_separator(*rest, false);

	if (ai == NULL && value.n == rest->n)
		return gs1_fail_unknown(r, *rest);
	if (ai != NULL) {
		v.at = gs1_offset(r, *rest) + ai->digits;
		v.text = str_from(value, ai->digits < value.n ? ai->digits : value.n);
		if (ai->fixed && v.text.n > ai->most)
			v.text.n = ai->most;
		if (!gs1_read_value(r, ai, &v))
			return false;
		value.n = ai->digits + v.text.n;
	}
	*rest = str_from(*rest, value.n);
	return true;
}

/* The same after an opening parenthesis. An unknown identifier is skipped, as its end is known. */
static bool
gs1_read_bracketed(struct gs1_reader *r, struct str *rest)
{
	struct str number, value, after = str_cut(str_from(*rest, 1), ')', &number);
	struct gs1_value v;
	const struct gs1_ai *ai = gs1_ai_find(number, &v.ai);

	if (rest->s[0] != '(' || after.s == NULL || number.n < 2 || number.n > 4)
		return gs1_fail(r, gs1_offset(r, *rest), "expected an identifier in parentheses");
	value = gs1_until_separator(after, true);
	v.at = gs1_offset(r, after);
	v.text = value;
	*rest = str_from(after, value.n);
	return ai == NULL || ai->digits != number.n || gs1_read_value(r, ai, &v);
}

static bool
gs1_read_elements(struct gs1_reader *r)
{
	struct str rest = str_from(r->text, GS1_PREFIX_LENGTH(r->text, gs1_symbologies));
	size_t between;
	bool bracketed, good = true;

	while ((between = GS1_PREFIX_LENGTH(rest, gs1_separators)) > 0)
		rest = str_from(rest, between);
	bracketed = gs1_is_bracketed(rest);
	while (good && rest.n > 0) {
		good = bracketed ? gs1_read_bracketed(r, &rest) : gs1_read_plain(r, &rest);
		while (good && (between = GS1_PREFIX_LENGTH(rest, gs1_separators)) > 0)
			rest = str_from(rest, between);
	}
	return good;
}

bool
gs1_read(const void *mem, struct str text, struct gs1 *out)
{
	struct gs1_reader r = {.mem = mem, .text = text, .out = out};

	*out = (struct gs1){0};
	if (!(gs1_link_path(text).s != NULL ? gs1_link_read(&r) : gs1_read_elements(&r)))
		return false;
	if (out->gtin.n == 0)
		out->fault = STR("It has no GTIN: neither (01) nor (02)");
	return out->gtin.n > 0;
}
