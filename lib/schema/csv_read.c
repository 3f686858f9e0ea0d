/* csv_read.c - Parses CSV into rows of cells, with libcsv. */
#include <csv.h>
#include <string.h>

#include "base/mem.h"
#include "schema/csv.h"

struct csv_reader {
	void *mem;
	struct csv_table *table;
	size_t rows_cap, cells_cap;
	struct csv_row row; /* under construction */
	bool any;           /* one of its cells has text */
	int ended_by;       /* the character that ended the previous row */
};

/* Removes the apostrophe that csv_put_str() adds to what looks like a formula. */
static struct str
csv_unguard(struct str v)
{
	struct str behind = str_from(v, 1);

	return v.n > 0 && v.s[0] == '\'' && csv_is_formula(behind) ? behind : v;
}

static void
csv_on_cell(void *text, size_t n, void *arg)
{
	struct csv_reader *r = arg;
	struct str v = str_nfc(r->mem, csv_unguard((struct str){text == NULL ? "" : text, n}));

	MEM_RESERVE(r->mem, r->row.cells, r->row.n + 1, r->cells_cap);
	r->row.cells[r->row.n++] = v;
	r->any |= v.n > 0;
}

/* libcsv reports each line end, so that empty rows are counted; CR LF counts once. */
static void
csv_on_row(int ended_by, void *arg)
{
	struct csv_reader *r = arg;
	struct csv_table *t = r->table;
	bool second_half = ended_by == '\n' && r->ended_by == '\r' && r->row.n == 0;

	r->ended_by = ended_by;
	if (second_half)
		return;
	if (r->any) {
		MEM_RESERVE(r->mem, t->rows, t->n + 1, r->rows_cap);
		t->rows[t->n++] = r->row;
	}
	r->row = (struct csv_row){.number = r->row.number + 1};
	r->cells_cap = 0;
	r->any = false;
}

static char
csv_find_delimiter(struct str text)
{
	static const char known[] = ",;\t";
	size_t seen[sizeof known] = {0}, best = 0;
	bool quoted = false;

	for (size_t i = 0; i < text.n && (quoted || text.s[i] != '\n'); i++) {
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

enum err
csv_read(void *mem, struct str text, struct csv_table *out, struct why *w)
{
	struct csv_reader r = {.mem = mem, .table = out, .row.number = 1};
	struct csv_parser parser;
	bool good;

	*out = (struct csv_table){0};
	if (str_starts(text, STR("\xef\xbb\xbf")))
		text = str_from(text, 3);
	if (!str_utf8(text))
		return err_set(w, ERR_INVALID,
		    "The file is not UTF-8 text; a spreadsheet saves it as \"CSV UTF-8\"");
	if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0)
		mem_exhausted();
	csv_set_delim(&parser, (unsigned char)csv_find_delimiter(text));
	good = csv_parse(&parser, text.s, text.n, csv_on_cell, csv_on_row, &r) == text.n &&
	       csv_fini(&parser, csv_on_cell, csv_on_row, &r) == 0;
	if (csv_error(&parser) == CSV_ENOMEM)
		mem_exhausted();
	csv_free(&parser);
	if (!good)
		return err_set(
		    w, ERR_INVALID, "Row %zu has a misplaced or unterminated quote", r.row.number);
	return OK;
}
