/* csv_scan.h - Looks over a CSV file before it is parsed. */
#ifndef CSV_SCAN_H
#define CSV_SCAN_H

#include "base/err.h"

/* The text without a BOM and a line "sep=;". The separator is that of this line, or else the most
 * frequent in the first row: comma, semicolon or tab. */
struct str csv_begin(struct str text, char *separator);

/* INVALID with row and column: not UTF-8, a NUL, a quote that is not closed, or text behind it. */
enum err csv_check(struct str text, char separator, struct why *) MUST_CHECK;

enum { CSV_LETTERS_MAX = 4 };

/* The name of a column in a spreadsheet, counted from 0: A, B, ... Z, AA. */
struct str csv_letters(const void *mem, size_t column);

/* Whether it is such a name. */
bool csv_is_letters(struct str, size_t *column);

#endif
