/* csv_read.c - Parses CSV into rows of cells, with libcsv. */
#include <csv.h>
#include <string.h>

#include "base/mem.h"
#include "schema/csv.h"
#include "schema/csv_scan.h"

struct csv_reader {
	struct block block; /* of the table */
	struct csv_table *table;
	size_t rows_cap, cells_cap;
	struct csv_row row; /* under construction; its cells are copied to the table */
	bool any;           /* one of its cells has text */
	int ended_by;       /* the character that ended the previous row */
	void *mem;          /* of the row */
};

/* Removes the apostrophe that csv_put_str() adds to what looks like a formula. */
static struct str
csv_unguard(struct str v)
{
	struct str behind = str_from(v, 1);

	return v.n > 0 && v.s[0] == '\'' && csv_is_formula(behind) ? behind : v;
}

/* CR LF and CR, as spreadsheets write a line break within a cell, become LF. */
static struct str
csv_line_breaks(const void *mem, struct str v)
{
	char *s;
	size_t n = 0;

	if (v.n == 0 || memchr(v.s, '\r', v.n) == NULL)
		return v;
	s = mem_new(mem, v.n);
	for (size_t i = 0; i < v.n; i++)
		if (v.s[i] != '\r')
			s[n++] = v.s[i];
		else if (i + 1 == v.n || v.s[i + 1] != '\n')
			s[n++] = '\n';
	return (struct str){s, n};
}

static void
csv_on_cell(void *text, size_t n, void *arg)
{
	struct csv_reader *r = arg;
	struct str v = csv_unguard((struct str){n == 0 ? "" : text, n});

	MEM_RESERVE(r->mem, r->row.cells, r->row.n + 1, r->cells_cap);
	v = block_put(&r->block, str_nfc(r->mem, csv_line_breaks(r->mem, v)));
	r->row.cells[r->row.n++] = v;
	r->any |= v.n > 0;
}

static void
csv_keep_row(struct csv_reader *r)
{
	struct csv_table *t = r->table;
	const size_t bytes = r->row.n * sizeof *r->row.cells;

	MEM_RESERVE(r->block.mem, t->rows, t->n + 1, r->rows_cap);
	t->rows[t->n] = r->row;
	t->rows[t->n++].cells = memcpy(block_new(&r->block, bytes), r->row.cells, bytes);
}

static void
csv_begin_row(struct csv_reader *r, size_t number)
{
	mem_free(r->mem);
	r->mem = mem_root("row");
	r->row = (struct csv_row){.number = number};
	r->cells_cap = 0;
	r->any = false;
}

/* libcsv reports each line end, so that empty rows are counted; CR LF counts once. */
static void
csv_on_row(int ended_by, void *arg)
{
	struct csv_reader *r = arg;
	bool second_half = ended_by == '\n' && r->ended_by == '\r' && r->row.n == 0;

	r->ended_by = ended_by;
	if (second_half)
		return;
	if (r->any)
		csv_keep_row(r);
	csv_begin_row(r, r->row.number + 1);
}

enum err
csv_read(void *mem, struct str text, struct csv_table *out, struct why *w)
{
	struct csv_reader r = {.block.mem = mem, .table = out};
	struct csv_parser parser;
	char separator;
	enum err e;

	*out = (struct csv_table){0};
	text = csv_begin(text, &separator);
	if ((e = csv_check(text, separator, w)) != OK)
		return e;
	if (csv_init(&parser, CSV_REPALL_NL) != 0)
		mem_exhausted();
	csv_set_delim(&parser, (unsigned char)separator);
	csv_begin_row(&r, 1);
	if (csv_parse(&parser, text.s, text.n, csv_on_cell, csv_on_row, &r) != text.n ||
	    csv_fini(&parser, csv_on_cell, csv_on_row, &r) != 0)
		mem_exhausted(); /* all else was checked */
	csv_free(&parser);
	mem_free(r.mem);
	return OK;
}
