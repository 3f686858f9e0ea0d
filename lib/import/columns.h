/*
 * columns.h - Finds the column of a file for each field of a record: by the map, otherwise by
 * name.
 */
#ifndef COLUMNS_H
#define COLUMNS_H

#include "import/map_file.h"
#include "schema/csv.h"
#include "schema/record.h"

#define COLUMN_NONE SIZE_MAX

struct binding {                /* of a field, or of the row's own id */
	size_t column;          /* of the file, or COLUMN_NONE */
	bool source;            /* the column holds ids of the other system */
	bool translated;        /* the map has values for it */
	enum decimal_mark mark; /* of its numbers */
	struct str preset;
};

struct columns {
	const struct schema *schema;
	const struct map *map;
	struct findings *found;
	struct csv_row *head;
	const struct csv_table *file; /* the rows below it */
	struct binding *fields;
	struct binding id;
	uint64_t missing; /* required fields that neither file nor map provides */
};

/* Reports all faults in the names of the map and in the header of the file to findings. */
void columns_bind(struct columns *);

/* Our column name for the field; empty when a file cannot provide it. */
struct str column_name_of_field(const struct field *);

/* The field of that column, or COLUMN_NONE. */
size_t column_find_field(const struct schema *, struct str column);

#endif
