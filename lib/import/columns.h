/*
 * columns.h - which column of a file gives which field of a record: by the map, else by its name.
 */
#ifndef COLUMNS_H
#define COLUMNS_H

#include "import/map_file.h"
#include "schema/csv.h"

#define COLUMN_NONE SIZE_MAX

struct binding {       /* of one field, or of the row's own id */
	size_t column; /* of the file, or BIND_NONE */
	bool source;   /* it holds the other system's id */
	struct str preset;
};

struct columns {
	const struct schema *schema;
	const struct map *map;
	struct findings *found;
	const struct csv_row *head;
	struct binding *fields;
	struct binding id;
	uint64_t missing; /* required fields of which neither file nor map says anything */
};

/* All faults of the map's names and of the file's head go to findings. */
void columns_bind(struct columns *);

/* Our name of a field's column; empty: a file does not give it. */
struct str column_name_of_field(const struct field *);

/* The field of that column, or BIND_NONE. */
size_t column_find_field(const struct schema *, struct str column);

#endif
