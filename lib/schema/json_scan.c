/* json_scan.c - Scans JSON text for what json-c accepts although RFC 8259 does not. */
#include "schema/json_scan.h"

#include <string.h>

#include "base/decimal.h"

static int
json_hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The value of \uXXXX at the start of v, or -1. */
static int
json_code_unit(struct str v)
{
	int u = 0;

	if (v.n < 6 || v.s[0] != '\\' || v.s[1] != 'u')
		return -1;
	for (size_t i = 2; i < 6; i++) {
		int d = json_hex_digit(v.s[i]);

		if (d < 0)
			return -1;
		u = 16 * u + d;
	}
	return u;
}

/* The escape at the start of v; *n is its length, a surrogate pair counts as one escape. */
static const char *
json_scan_escape(struct str v, size_t *n)
{
	int u;

	*n = 2;
	if (v.n < 2 || v.s[1] != 'u')
		return v.n >= 2 && strchr("\"\\/bfnrt", v.s[1]) != NULL && v.s[1] != '\0'
			   ? NULL
			   : "an invalid escape";
	*n = 6;
	if ((u = json_code_unit(v)) < 0)
		return "an invalid escape";
	if (u == 0)
		return "a NUL";
	if (u < 0xd800 || u > 0xdfff)
		return NULL;
	*n = 12;
	u = u < 0xdc00 ? json_code_unit(str_from(v, 6)) : -1;
	return u >= 0xdc00 && u <= 0xdfff ? NULL : "an unpaired surrogate";
}

/* The string at the start of v, including quotes. */
static const char *
json_scan_string(struct str v, size_t *n)
{
	for (*n = 1; *n < v.n && v.s[*n] != '"';) {
		size_t one = 1;
		const char *bad = NULL;

		if (v.s[*n] == '\\')
			bad = json_scan_escape(str_from(v, *n), &one);
		else if ((unsigned char)v.s[*n] < ' ')
			bad = "a raw control character in a string";
		if (bad != NULL)
			return bad;
		*n += one;
	}
	if (*n >= v.n)
		return "an unterminated string";
	++*n;
	return NULL;
}

static const char *
json_scan_number(struct str v, size_t *n)
{
	int64_t value;

	for (*n = 0; *n < v.n && v.s[*n] != '\0' && strchr("0123456789+-.eE", v.s[*n]) != NULL;)
		++*n;
	return dec_parse((struct str){v.s, *n}, &value) == DEC_SYNTAX ? "a malformed number" : NULL;
}

/* true, false, null: the letters at the start of v. */
static const char *
json_scan_literal(struct str v, size_t *n)
{
	struct str word;

	for (*n = 0; *n < v.n && v.s[*n] >= 'a' && v.s[*n] <= 'z';)
		++*n;
	word = (struct str){v.s, *n};
	return str_is(word, "true") || str_is(word, "false") || str_is(word, "null")
		   ? NULL
		   : "a word that is not true, false or null";
}

const char *
json_scan(struct str v, struct json_scan *count)
{
	*count = (struct json_scan){0};
	while (v.n > 0) {
		char c = v.s[0];
		size_t n = 1;
		const char *bad = NULL;

		if (c == '"')
			bad = json_scan_string(v, &n);
		else if (c == '-' || (c >= '0' && c <= '9'))
			bad = json_scan_number(v, &n);
		else if (c >= 'a' && c <= 'z')
			bad = json_scan_literal(v, &n);
		else if (c == '\0' || strchr(" \t\r\n{}[]:,", c) == NULL)
			bad = "a character that is not allowed in JSON";
		if (bad != NULL)
			return bad;
		count->members += c == ':';
		count->values += c == ':' || c == ',';
		v = str_from(v, n);
	}
	return NULL;
}
