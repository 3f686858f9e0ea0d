/* codepoint.h - Characters of UTF-8 text, one by one, and what people see of them. */
#ifndef CODEPOINT_H
#define CODEPOINT_H

#include "base/str.h"

/* Cuts the first character off v, which is not empty; -1, and one byte, when it is not UTF-8. */
int32_t codepoint_next(struct str *v);

bool codepoint_is_blank(int32_t);     /* any space, tab, line break or filler */
bool codepoint_is_invisible(int32_t); /* blank, or not shown at all, e.g. U+200B */
/* Changes the direction of the text around it, also beyond the text that it is in. */
bool codepoint_is_bidi_control(int32_t);

/* Of a script that is written without spaces: Chinese, Japanese, Thai, ...; also Hangul, where
 * words are compounds. */
bool codepoint_is_unspaced(int32_t);

/* "U+202E RIGHT-TO-LEFT OVERRIDE"; of others than such characters the number alone. */
struct str codepoint_name(const void *mem, int32_t);

#endif
