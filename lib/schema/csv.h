/*
 * csv.h - Reads and writes CSV (RFC 4180), safe against formula injection.
 *
 * A text that a spreadsheet would read as a formula gets a leading apostrophe, so that what
 * one user typed into a name does not run on another's machine. Numbers are written unchanged.
 * The reader removes the apostrophe.
 */
#ifndef CSV_H
#define CSV_H

#include "schema/record.h"

/* A text cell: quoted where necessary, with an apostrophe when it looks like a formula. */
void csv_put_str(struct buf *, struct str);

/* Whether a spreadsheet may read it as a formula, full-width characters included. */
bool csv_is_formula(struct str);

struct csv_form {
	char separator;    /* of cells: comma or semicolon */
	char decimal_mark; /* of numbers: point or comma; a comma needs semicolons */
};

extern const struct csv_form csv_plain, csv_decimal_comma;

/* What Excel needs to open the file with a double click, whatever its language: a BOM, and a line
 * that names the separator. Before the header. */
void csv_put_excel_start(struct buf *, const struct csv_form *);

/* One line each: the names of the fields whose bit is set in `fields`, and their values. As in
 * JSON, without secret, hidden and unreadable fields, and without lines; lists are joined by "|".
 */
void csv_put_header(struct buf *, const struct csv_form *, const struct schema *, uint64_t fields,
    uint64_t granted);
void csv_put_record(struct buf *, const struct csv_form *, const struct schema *, const void *rec,
    uint64_t fields, uint64_t granted);

struct csv_row {
	size_t number;     /* as a spreadsheet counts: from 1, including empty rows */
	struct str *cells; /* NFC, and trimmed unless quoted */
	size_t n;
};

struct csv_table { /* omits rows without any text */
	struct csv_row *rows;
	size_t n;
};

/* Parses a whole file, with or without a BOM; see csv_scan.h for the separator, and for what is
 * INVALID. A line break within a cell is a line feed. The table is allocated in mem. */
enum err csv_read(void *mem, struct str text, struct csv_table *, struct why *) MUST_CHECK;

#endif
