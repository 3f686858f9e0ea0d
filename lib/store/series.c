/* series.c - Adds to a counter. */
#include "store/series.h"

#include "base/mem.h"
#include "schema/records.h"

const struct series *
series_add(struct batch *b, struct str id, int64_t from, int64_t more)
{
	struct series *s = MEM_ONE(b->mem, struct series);

	SET(s, series, id, id);
	SET(s, series, value, from);
	op_increment(batch_add(b, OP_ADD, &series_schema, s), FIELD(series, value), more);
	return s;
}
