/* check_characters.c - Refuses characters that nobody sees, by format, and names them. */
#include "schema/check_record.h"

#include <utf8proc.h>

#include "base/buf.h"
#include "base/codepoint.h"

enum { CHARACTER_FNC1 = 0x1d };

static bool
character_is_line_break(int32_t cp)
{
	return (cp >= '\n' && cp <= '\r') || cp == 0x85 || cp == 0x2028 || cp == 0x2029;
}

/* Also the characters that turn the direction of the text behind them, so that it reads as another
 * than it is. */
static bool
character_is_control(int32_t cp)
{
	return utf8proc_category(cp) == UTF8PROC_CATEGORY_CC || character_is_line_break(cp) ||
	       codepoint_is_bidi_control(cp);
}

/* In codes also whatever is not shown, and any space but U+0020. */
static bool
character_is_seen(int32_t cp)
{
	switch (utf8proc_category(cp)) {
	case UTF8PROC_CATEGORY_CF:
	case UTF8PROC_CATEGORY_CN:
	case UTF8PROC_CATEGORY_CO:
	case UTF8PROC_CATEGORY_CS:
		return false;
	default:
		return cp == ' ' || !codepoint_is_invisible(cp);
	}
}

/* The type of its fault; NULL when the format allows it. In a code, only what no keyboard has is a
 * control character. */
static const char *
character_fault(enum format format, int32_t cp)
{
	const bool code = format == FORMAT_CODE || format == FORMAT_SCAN;
	const bool typed = cp == '\n' || cp == '\t';

	if ((format == FORMAT_LINES && typed) || (format == FORMAT_SCAN && cp == CHARACTER_FNC1))
		return NULL;
	if (code && !character_is_seen(cp))
		return utf8proc_category(cp) == UTF8PROC_CATEGORY_CC && !typed ? "control_character"
									       : "code";
	return character_is_control(cp) ? "control_character" : NULL;
}

/* Every line break becomes a line feed; that of two characters, one. */
struct str
check_line_breaks(const void *mem, struct str v)
{
	struct buf b = buf_init(mem);
	int32_t before = 0;

	while (v.n > 0) {
		const char *from = v.s;
		int32_t cp = codepoint_next(&v);

		if (!character_is_line_break(cp))
			buf_put(&b, (struct str){from, (size_t)(v.s - from)});
		else if (cp != '\n' || before != '\r')
			buf_putc(&b, '\n');
		before = cp;
	}
	return b.n == 0 ? STR("") : buf_str(&b);
}

enum err
check_characters(enum format format, struct str v, const struct loc *loc, struct why *w)
{
	bool seen = v.n == 0;

	if (format == FORMAT_PASSWORD)
		return OK;
	for (struct str rest = str_trim(v); rest.n > 0;) {
		int32_t cp = codepoint_next(&rest);
		const char *type = character_fault(format, cp);

		if (type != NULL)
			return err_field(w, loc, type, "must not contain %.*s%s",
			    STRF(codepoint_name(w->mem, cp)),
			    character_is_line_break(cp) ? ": it is one line" : "");
		seen |= !codepoint_is_invisible(cp);
	}
	return seen ? OK : err_field(w, loc, "blank", "must have a visible character");
}
