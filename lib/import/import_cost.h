/*
 * import_cost.h - Converts imported costs to the system's currency and computes exact mean
 * costs.
 */
#ifndef IMPORT_COST_H
#define IMPORT_COST_H

#include "import/map_file.h"

__extension__ typedef __int128 cost_int128;

struct costs {
	const struct map *map;
	struct findings *found;
	struct str ours;
};

/* Converts a cost by the rate in the map; false: the cost is omitted, with a note. A currency
 * that the map does not list is a fault of the row. */
bool cost_convert(
    const struct costs *, size_t row, struct str column, struct str currency, int64_t *cost);

/* The mean of costs weighted by quantity, exact until it is read. */
struct cost_mean {
	cost_int128 value;
	int64_t quantity, first;
	bool any, differs;
};

void cost_mean_add(struct cost_mean *, int64_t quantity, int64_t cost);
int64_t cost_mean_value(const struct cost_mean *); /* to 6 places */

#endif
