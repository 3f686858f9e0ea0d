/*
 * import_table.h - Rows of a CSV file as cells by field, with the map applied.
 *
 * Our columns are the fields of a schema that a user may set; a reference is named without its
 * _id and holds a code. Each cell says whether it holds a foreign id instead.
 */
#ifndef IMPORT_TABLE_H
#define IMPORT_TABLE_H

#include "import/map_file.h"
#include "schema/record.h"

struct import_cell {
	struct str text;  /* trimmed, translated, or the default; empty: no value */
	struct str given; /* as in the file */
	bool source;      /* an id of the other system */
};

struct import_row {
	size_t no; /* as a spreadsheet counts; for a row of the map, its line */
	bool in_map;
	struct str id;             /* its id in the other system, or empty */
	struct import_cell *cells; /* by field */
};

struct import_table {
	const struct schema *schema;
	struct import_row *rows;
	size_t n;
	struct str *names; /* by field: the column's name in the file */
	uint64_t missing;  /* required fields the file does not provide; reported once */
};

/* Reports all faults to findings: unknown columns, rows of another length, ... */
void import_table_read(struct import_table *, const struct schema *, const struct map *,
    struct str csv, struct findings *);

/* Reports a fault at a cell. */
void import_table_fault(struct findings *, const struct import_table *, const struct import_row *,
    size_t field, struct str text);

#endif
