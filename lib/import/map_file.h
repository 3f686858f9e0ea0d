/*
 * map_file.h - a map file: how another system's file is to be read as ours.
 *
 *     system = inventree    the other system; its ids are remembered under this name
 *     [columns]             our column = the column of the file
 *     [sources]             our column = the column that holds the other system's id
 *     [values COLUMN]       what stands in the file = what it is here
 *     [defaults]            our column = what is taken where the cell is empty
 *     [make]                our column, where it is empty, is made out of another one
 *     [rates]               a currency = its worth in ours, or none: leave the cost out
 *     [ignore]              columns of the file that are left out, one a line
 *     [row]                 one more row, in our columns
 *
 * A line that begins with # is a remark. doc/import.md tells users the rest.
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
	size_t block; /* which [section] of the file, from 1: tells one [row] from the next */
};

struct map {
	struct map_entry *v;
	size_t n, cap;
	size_t nblocks;
};

/* Faults go to findings. An empty text is an empty map. */
void map_read(struct map *, struct str text, struct findings *);

/* The entry of that key, NULL when there is none. of is looked at for MAP_VALUES only;
 * keys are compared as they are. */
const struct map_entry *
map_find(const struct map *, enum map_section, struct str of, struct str key);

/* The name of the other system, or the empty text. */
struct str map_system(const struct map *);

#endif
