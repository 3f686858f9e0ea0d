/*
 * csv_scan.c - What libcsv does not tell of a file: its separator, and the cell of a fault.
 *
 * libcsv takes a quote inside an unquoted cell (3/4" pipe) only when it also takes text behind a
 * closing quote, and then reads on to the next quote, across cells and rows. So that is refused
 * here, before.
 */
#include <string.h>
#include <utf8proc.h>

#include "schema/csv_scan.h"

#define CSV_BOM      STR("\xef\xbb\xbf")
#define CSV_SEP_LINE STR("sep=")

/* --- columns --- */

enum { LETTERS = 26 };

struct str
csv_letters(const void *mem, size_t column)
{
	struct str last = str_printf(mem, "%c", (char)('A' + column % LETTERS));

	return column < LETTERS ? last
				: str_printf(mem, "%.*s%.*s",
				      STRF(csv_letters(mem, column / LETTERS - 1)), STRF(last));
}

bool
csv_is_letters(struct str v, size_t *column)
{
	size_t n = 0;

	for (size_t i = 0; i < v.n; i++) {
		if (v.s[i] < 'A' || v.s[i] > 'Z' || i == CSV_LETTERS_MAX)
			return false;
		n = n * LETTERS + (size_t)(v.s[i] - 'A') + 1;
	}
	*column = n - 1;
	return v.n > 0;
}

/* --- the separator --- */

static bool
csv_is_line_end(char c)
{
	return c == '\n' || c == '\r';
}

/* "sep=;", with which programs tell Excel the separator: Excel does not count that line. */
static bool
csv_cut_sep_line(struct str *text, char *separator)
{
	const size_t at = CSV_SEP_LINE.n;
	size_t end = at + 1;

	if (!str_starts(*text, CSV_SEP_LINE) || text->n < end + 1 ||
	    !csv_is_line_end(text->s[end]) || text->s[at] == '"' || csv_is_line_end(text->s[at]))
		return false;
	*separator = text->s[at];
	end += text->s[end] == '\r' && text->n > end + 1 && text->s[end + 1] == '\n' ? 2 : 1;
	*text = str_from(*text, end);
	return true;
}

static char
csv_find_separator(struct str text)
{
	static const char known[] = ",;\t";
	size_t seen[sizeof known] = {0}, best = 0;
	bool quoted = false;

	for (size_t i = 0; i < text.n && (quoted || !csv_is_line_end(text.s[i])); i++) {
		const char *p = text.s[i] == '\0' ? NULL : strchr(known, text.s[i]);

		quoted ^= text.s[i] == '"';
		if (p != NULL && !quoted)
			seen[p - known]++;
	}
	for (size_t i = 1; i < sizeof known - 1; i++)
		if (seen[i] > seen[best])
			best = i;
	return known[best];
}

struct str
csv_begin(struct str text, char *separator)
{
	if (str_starts(text, CSV_BOM))
		text = str_from(text, CSV_BOM.n);
	if (!csv_cut_sep_line(&text, separator))
		*separator = csv_find_separator(text);
	return text;
}

/* --- faults --- */

enum cell_state { CELL_BEGINS, CELL_PLAIN, CELL_QUOTED, CELL_CLOSED };

struct csv_place {
	size_t row, column;
};

struct csv_scan {
	char separator;
	struct csv_place at, opened; /* here; and where the last quote was opened */
	enum cell_state state;
};

static void
csv_scan_line_end(struct csv_scan *s)
{
	s->at = (struct csv_place){s->at.row + 1, 0};
	s->state = CELL_BEGINS;
}

static void
csv_scan_quote(struct csv_scan *s)
{
	static const enum cell_state then[] = {[CELL_BEGINS] = CELL_QUOTED,
	    [CELL_PLAIN] = CELL_PLAIN,
	    [CELL_QUOTED] = CELL_CLOSED,
	    [CELL_CLOSED] = CELL_QUOTED};

	if (s->state == CELL_BEGINS)
		s->opened = s->at;
	s->state = then[s->state];
}

/* False: text behind a closing quote. */
static bool
csv_scan_char(struct csv_scan *s, char c)
{
	if (c == '"') {
		csv_scan_quote(s);
	} else if (s->state == CELL_QUOTED) {
		return true;
	} else if (c == s->separator) {
		s->at.column++;
		s->state = CELL_BEGINS;
	} else if (csv_is_line_end(c)) {
		csv_scan_line_end(s);
	} else if (c != ' ' && c != '\t') {
		if (s->state == CELL_CLOSED)
			return false;
		s->state = CELL_PLAIN;
	}
	return true;
}

/* The first byte that is not UTF-8 text, or is NUL; the length when there is none. */
static size_t
csv_find_bad_byte(struct str text)
{
	size_t i = 0;

	while (i < text.n && text.s[i] != '\0') {
		utf8proc_int32_t cp;
		utf8proc_ssize_t n = utf8proc_iterate(
		    (const utf8proc_uint8_t *)text.s + i, (utf8proc_ssize_t)(text.n - i), &cp);

		if (n <= 0)
			break;
		i += (size_t)n;
	}
	return i;
}

static enum err
csv_fault(struct csv_place at, struct why *w, const char *what)
{
	return err_set(w, ERR_INVALID, "Row %zu, column %.*s %s", at.row,
	    STRF(csv_letters(w->mem, at.column)), what);
}

enum err
csv_check(struct str text, char separator, struct why *w)
{
	struct csv_scan s = {.separator = separator, .at = {1, 0}};
	const size_t bad = csv_find_bad_byte(text);

	for (size_t i = 0; i < bad; i++) {
		const bool half = text.s[i] == '\r' && i + 1 < text.n && text.s[i + 1] == '\n';

		if (!half && !csv_scan_char(&s, text.s[i]))
			return csv_fault(s.at, w,
			    "has text behind its closing quote; a quote inside a quoted cell is "
			    "written twice");
	}
	if (bad < text.n && text.s[bad] == '\0')
		return csv_fault(s.at, w, "contains a NUL character");
	if (bad < text.n)
		return csv_fault(
		    s.at, w, "is not UTF-8 text; a spreadsheet saves it as \"CSV UTF-8\"");
	if (s.state == CELL_QUOTED)
		return csv_fault(s.opened, w, "has an opening quote that is never closed");
	return OK;
}
