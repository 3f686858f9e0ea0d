/* codepoint.c - Tables of the characters that are not seen, and Unicode's categories. */
#include "base/codepoint.h"

#include <utf8proc.h>

int32_t
codepoint_next(struct str *v)
{
	utf8proc_int32_t cp;
	utf8proc_ssize_t n =
	    utf8proc_iterate((const utf8proc_uint8_t *)v->s, (utf8proc_ssize_t)v->n, &cp);

	*v = str_from(*v, n > 0 ? (size_t)n : 1);
	return n > 0 ? cp : -1;
}

static const struct codepoint_named {
	int32_t cp;
	const char *name;
} codepoint_names[] = {
    {0x0000, "NULL"},
    {0x0009, "CHARACTER TABULATION"},
    {0x000A, "LINE FEED"},
    {0x000B, "LINE TABULATION"},
    {0x000C, "FORM FEED"},
    {0x000D, "CARRIAGE RETURN"},
    {0x001B, "ESCAPE"},
    {0x001D, "GROUP SEPARATOR"},
    {0x007F, "DELETE"},
    {0x0085, "NEXT LINE"},
    {0x00A0, "NO-BREAK SPACE"},
    {0x00AD, "SOFT HYPHEN"},
    {0x200B, "ZERO WIDTH SPACE"},
    {0x200C, "ZERO WIDTH NON-JOINER"},
    {0x200D, "ZERO WIDTH JOINER"},
    {0x200E, "LEFT-TO-RIGHT MARK"},
    {0x200F, "RIGHT-TO-LEFT MARK"},
    {0x2028, "LINE SEPARATOR"},
    {0x2029, "PARAGRAPH SEPARATOR"},
    {0x202A, "LEFT-TO-RIGHT EMBEDDING"},
    {0x202B, "RIGHT-TO-LEFT EMBEDDING"},
    {0x202C, "POP DIRECTIONAL FORMATTING"},
    {0x202D, "LEFT-TO-RIGHT OVERRIDE"},
    {0x202E, "RIGHT-TO-LEFT OVERRIDE"},
    {0x2060, "WORD JOINER"},
    {0x2066, "LEFT-TO-RIGHT ISOLATE"},
    {0x2067, "RIGHT-TO-LEFT ISOLATE"},
    {0x2068, "FIRST STRONG ISOLATE"},
    {0x2069, "POP DIRECTIONAL ISOLATE"},
    {0x3000, "IDEOGRAPHIC SPACE"},
    {0xFEFF, "ZERO WIDTH NO-BREAK SPACE"},
};

/* Letters and symbols by category that have no shape. */
static const int32_t codepoint_fillers[] = {0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0};

static bool
codepoint_is_filler(int32_t cp)
{
	for (size_t i = 0; i < sizeof codepoint_fillers / sizeof *codepoint_fillers; i++)
		if (codepoint_fillers[i] == cp)
			return true;
	return false;
}

bool
codepoint_is_blank(int32_t cp)
{
	const utf8proc_category_t c = utf8proc_category(cp);

	return c == UTF8PROC_CATEGORY_ZS || c == UTF8PROC_CATEGORY_ZL ||
	       c == UTF8PROC_CATEGORY_ZP || (cp >= 0x09 && cp <= 0x0D) || cp == 0x85 ||
	       codepoint_is_filler(cp);
}

bool
codepoint_is_invisible(int32_t cp)
{
	const utf8proc_category_t c = utf8proc_category(cp);

	return codepoint_is_blank(cp) || c == UTF8PROC_CATEGORY_CC || c == UTF8PROC_CATEGORY_CF ||
	       utf8proc_get_property(cp)->ignorable;
}

bool
codepoint_is_bidi_control(int32_t cp)
{
	return (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069);
}

bool
codepoint_is_unspaced(int32_t cp)
{
	static const struct {
		int32_t first, last;
	} blocks[] = {
	    {0x0E00, 0x0EFF},                   /* Thai, Lao */
	    {0x1000, 0x109F},                   /* Myanmar */
	    {0x1780, 0x17FF},                   /* Khmer */
	    {0x2E80, 0x2FDF},                   /* radicals */
	    {0x3005, 0x3007},                   /* ideographic marks */
	    {0x3040, 0x31FF},                   /* kana, Bopomofo, Hangul jamo */
	    {0x3400, 0x4DBF},                   /* ideographs */
	    {0x4E00, 0x9FFF}, {0xAC00, 0xD7FF}, /* Hangul syllables */
	    {0xF900, 0xFAFF},                   /* compatibility ideographs */
	    {0x20000, 0x3FFFF},                 /* further ideographs */
	};

	for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
		if (cp >= blocks[i].first && cp <= blocks[i].last)
			return true;
	return false;
}

struct str
codepoint_name(const void *mem, int32_t cp)
{
	for (size_t i = 0; i < sizeof codepoint_names / sizeof *codepoint_names; i++)
		if (codepoint_names[i].cp == cp)
			return str_printf(mem, "U+%04X %s", (unsigned)cp, codepoint_names[i].name);
	return str_printf(mem, "U+%04X", (unsigned)cp);
}
