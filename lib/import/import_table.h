/*
 * import_table.h - a CSV file as rows of our columns, read with its map.
 *
 * Our columns are the fields of a schema that a user may give; a reference is named without
 * its _id and holds a code. Each cell says whether it holds another system's id instead.
 */
#ifndef IMPORT_TABLE_H
#define IMPORT_TABLE_H

#include "import/map_file.h"
#include "schema/record.h"

struct import_cell {
	struct str text;  /* trimmed, translated, or the default; empty: nothing is given */
	struct str given; /* what stands in the file */
	bool source;      /* it is an id in the other system */
};

struct import_row {
	size_t no; /* as a spreadsheet counts; of a row of the map, its line */
	bool in_map;
	struct str id;             /* its own id in the other system, or empty */
	struct import_cell *cells; /* by field */
};

struct import_table {
	const struct schema *schema;
	struct import_row *rows;
	size_t n;
	struct str *names; /* by field: what the file calls the column */
	uint64_t missing;  /* required fields of which the file says nothing: a fault by itself */
};

/* All faults go to findings: columns that nobody knows, rows of another length, ... */
void import_table_read(struct import_table *, const struct schema *, const struct map *,
    struct str csv, struct findings *);

/* A fault at a cell. */
void import_table_fault(struct findings *, const struct import_table *, const struct import_row *,
    size_t field, struct str text);

#endif
