/* import_cost.h - costs of another system in our one currency. */
#ifndef IMPORT_COST_H
#define IMPORT_COST_H

#include "import/map_file.h"

__extension__ typedef __int128 cost_int128;

struct costs {
	const struct map *map;
	struct findings *found;
	struct str ours;
};

/* Turns a cost into ours by the rate of the map; false: it is left out, which is noted. A
 * currency of which the map says nothing is a fault at the row. */
bool cost_convert(
    const struct costs *, size_t row, struct str column, struct str currency, int64_t *cost);

/* The mean of costs that belong to different quantities, exact while it is collected. */
struct cost_mean {
	cost_int128 value;
	int64_t quantity, first;
	bool any, differs;
};

void cost_mean_add(struct cost_mean *, int64_t quantity, int64_t cost);
int64_t cost_mean_value(const struct cost_mean *); /* to 6 places */

#endif
