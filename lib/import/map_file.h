/*
 * map_file.h - Parses a map file, which says how the columns and values of another system
 * become ours.
 *
 *     system = inventree    the other system; its ids are stored under this name
 *     decimal = comma       the decimal mark of numbers in the file, or point
 *     [columns]             our column = the column of the file
 *     [sources]             our column = the column with the other system's id
 *     [values COLUMN]       the value in the file = the value here
 *     [defaults]            our column = the value of empty cells
 *     [make]                our column, where empty, is generated from another
 *     [rates]               a currency = its rate to ours, or none: omit the cost
 *     [ignore]              columns of the file to skip, one per line
 *     [row]                 an additional row, in our columns
 *
 * A column of the file is given by its name, or else by its letter in a spreadsheet. A line that
 * begins with # is a comment. See doc/import.md.
 */
#ifndef MAP_FILE_H
#define MAP_FILE_H

#include "import/finding.h"

enum map_section {
	MAP_TOP,
	MAP_COLUMNS,
	MAP_SOURCES,
	MAP_VALUES,
	MAP_DEFAULTS,
	MAP_MAKE,
	MAP_RATES,
	MAP_IGNORE,
	MAP_ROW,
};

struct map_entry {
	enum map_section in;
	struct str of; /* MAP_VALUES: the column */
	struct str key, value;
	size_t line;
	size_t block; /* number of the [section] in the file, from 1: separates one [row] from the
			 next */
};

struct map {
	struct map_entry *v;
	size_t n, cap;
	size_t nblocks;
};

/* Reports faults to findings. An empty text is an empty map. */
void map_read(struct map *, struct str text, struct findings *);

/* The entry of that key, or NULL. `of` applies to MAP_VALUES only; keys are compared exactly. */
const struct map_entry *
map_find(const struct map *, enum map_section, struct str of, struct str key);

/* The name of the other system, or empty. */
struct str map_system(const struct map *);

enum decimal_mark { MARK_NONE, MARK_POINT, MARK_COMMA };

/* The decimal mark that the map names; MARK_NONE: none. */
enum decimal_mark map_decimal(const struct map *);

#endif
