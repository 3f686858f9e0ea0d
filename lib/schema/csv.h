/*
 * csv.h - records as lines of CSV (RFC 4180), for people with a spreadsheet.
 *
 * A text that a spreadsheet would take for a formula gets an apostrophe in front: what a
 * user typed into a name must not run on somebody else's desk. Numbers are written as they are.
 * The reader takes the apostrophe away again.
 */
#ifndef CSV_H
#define CSV_H

#include "schema/record.h"

/* A cell of plain text: quoted when it must be, guarded when it looks like a formula. */
void csv_put_str(struct buf *, struct str);

/* Whether a spreadsheet may take it for a formula, also one that was typed in full width. */
bool csv_is_formula(struct str);

/* One line each: the names of the fields, and their values. As in JSON, without secret,
 * hidden and unreadable ones, and without lines; lists are joined by "|". */
void csv_put_header(struct buf *, const struct schema *, uint64_t granted);
void csv_put_record(struct buf *, const struct schema *, const void *rec, uint64_t granted);

struct csv_row {
	size_t number;     /* as a spreadsheet counts: from 1, empty rows too */
	struct str *cells; /* NFC; without space around them, unless they were quoted */
	size_t n;
};

struct csv_table { /* rows without any text are left out */
	struct csv_row *rows;
	size_t n;
};

/* A whole file, with or without a BOM. Cells are separated by what the first row has most
 * of: comma, semicolon or tab. INVALID with the row's number when it is not UTF-8 or a
 * quote has no end. The table lives in mem. */
enum err csv_read(void *mem, struct str text, struct csv_table *, struct why *) MUST_CHECK;

#endif
