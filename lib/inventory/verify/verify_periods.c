/* verify_periods.c - Verifies that the row of each month has the state in which the month is. */
#include "inventory/period/period.h"
#include "inventory/verify/verify_parts.h"

enum err
verify_periods(struct verifier *v)
{
	const struct query q = {.schema = &period_schema, .limit = READ_ROWS_MAX};
	struct closing c;
	struct rows rows;
	enum err e;

	if ((e = period_closing(v->store, v->w->mem, &c, v->w)) != OK ||
	    (e = store_find(v->store, &q, &rows, v->w)) != OK)
		return e;
	for (size_t i = 0; i < rows.n; i++) {
		const struct period *p = (const struct period *)rows.v + i;

		if ((p->state == PERIOD_CLOSED) != period_is_closed(c.through, p->id))
			verify_differs(v,
			    "the month %.*s is stored as %s, but the books are closed %s%.*s",
			    STRF(p->id),
			    period_schema.fields[FIELD(period, state)].one_of[p->state],
			    c.through.n > 0 ? "through " : "through no month", STRF(c.through));
	}
	return OK;
}
