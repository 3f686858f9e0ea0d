/*
 * import_table.h - Rows of a CSV file as cells by field, with the map applied.
 *
 * Our columns are the fields of a schema that a user may set; a reference is named without its
 * _id and holds a code. Each cell says whether it holds a foreign id instead. Only the text of the
 * file is kept: a row is made when it is asked for.
 */
#ifndef IMPORT_TABLE_H
#define IMPORT_TABLE_H

#include "import/columns.h"

struct import_cell {
	struct str text;  /* trimmed, translated, or the default; empty: no value */
	struct str given; /* as in the file */
	bool source;      /* an id of the other system */
	bool ours;        /* written by the map, not by the other system */
};

struct import_row {
	size_t nth; /* index in the table */
	size_t no;  /* as a spreadsheet counts; for a row of the map, its line */
	bool in_map;
	struct str id;             /* its id in the other system, or empty */
	struct import_cell *cells; /* by field */
};

struct import_table {
	const struct schema *schema;
	struct columns columns;
	struct csv_table file; /* without the header, and rows of another length */
	size_t n;              /* rows: those of the map come first, as others may refer to them */
	size_t *in_map;        /* of each row of the map: its first entry */
	size_t nin_map;
	struct str *names; /* by field: the column's name in the file */
	uint64_t missing;  /* required fields the file does not provide; reported once */
};

/* Reports all faults to findings: unknown columns, rows of another length, ... */
void import_table_read(struct import_table *, const struct schema *, const struct map *,
    struct str csv, struct findings *);

/* Row i of n, made in mem. */
struct import_row *import_table_row(const struct import_table *, size_t i, const void *mem);

/* Its number, and whether that is a line of the map. */
size_t import_table_row_number(const struct import_table *, size_t i);

/* Reports a fault at a cell. */
void import_table_fault(struct findings *, const struct import_table *, const struct import_row *,
    size_t field, struct str text);

#endif
