/* openapi_text.c - Formats and patterns of text fields in JSON Schema. */
#include "schema/openapi.h"

/* An e-mail address that may be empty has no format, as an empty text is none. */
const char *
openapi_format(const struct field *f)
{
	const bool empty = f->format == FORMAT_EMAIL && !field_is(f, F_REQUIRED);

	if (f->type == T_TIME)
		return "\"format\":\"date-time\"";
	switch (f->format) {
	case FORMAT_EMAIL:
		return empty ? "\"anyOf\":[{\"format\":\"email\"},{\"maxLength\":0},{\"type\":"
			       "\"null\"}]"
			     : "\"format\":\"email\"";
	case FORMAT_DAY:
		return "\"format\":\"date\"";
	case FORMAT_INSTANT:
		return "\"anyOf\":[{\"format\":\"date\"},{\"format\":\"date-time\"},{\"type\":"
		       "\"null\"}]";
	case FORMAT_PASSWORD:
		return "\"format\":\"password\"";
	default:
		return NULL;
	}
}

/* Characters of check_characters.c. Several lines have tabs and any line break; scanners send FNC1,
 * 0x1D. */
#define DIRECTIONS        "\\u202a-\\u202e\\u2066-\\u2069"
#define CONTROLS_IN_LINES "\\u0000-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f" DIRECTIONS
#define CONTROLS_BUT_FNC1 "\\u0000-\\u001c\\u001e\\u001f\\u007f-\\u009f\\u2028\\u2029" DIRECTIONS
#define CONTROLS          CONTROLS_BUT_FNC1 "\\u001d"
#define ANYTHING(not )    "^[^" not "]*$"
#define SOMETHING(not )   "^[^" not "]*[^\\s" not "][^" not "]*$"

const char *
openapi_nonblank_pattern(enum format format)
{
	switch (format) {
	case FORMAT_SCAN:
		return SOMETHING(CONTROLS_BUT_FNC1);
	case FORMAT_LINES:
		return SOMETHING(CONTROLS_IN_LINES);
	default:
		return SOMETHING(CONTROLS);
	}
}

/* A decimal sent as a string; JSON Schema's minimum and maximum apply to numbers only. */
static const char *
openapi_decimal_pattern(const struct field *f)
{
	return field_is(f, F_MIN) && f->min >= 0 ? "^(0|[1-9][0-9]{0,8})(\\.[0-9]{1,6})?$"
						 : "^-?(0|[1-9][0-9]{0,8})(\\.[0-9]{1,6})?$";
}

const char *
openapi_pattern(const struct field *f)
{
	const bool text = f->type == T_TEXT || f->type == T_REF;
	const bool some = f->type == T_REF || (field_is(f, F_MIN) && f->min >= 1);

	if (f->type == T_DEC)
		return openapi_decimal_pattern(f);
	if (!text || f->format == FORMAT_PASSWORD)
		return NULL;
	if (some)
		return openapi_nonblank_pattern(f->format);
	return f->format == FORMAT_LINES ? ANYTHING(CONTROLS_IN_LINES) : ANYTHING(CONTROLS);
}
