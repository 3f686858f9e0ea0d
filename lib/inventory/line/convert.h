/*
 * convert.h - a quantity from the unit it was entered in to the unit of its item: exactly,
 * or not at all.
 */
#ifndef CONVERT_H
#define CONVERT_H

#include "inventory/line/master_cache.h"

struct idempotency;
struct posting_line;

/* The line's quantity in the item's unit, still without the sign of the movement. Faults go
 * to *w below loc. A pack of the item wins over a unit with the same base.
 *
 * Where the pack is variable or the result is not exact, the line's stock_quantity (as
 * weighed) is taken instead, if it has one: within the pack's tolerance of the nearest
 * quantities, 10 percent for a unit, unless the line accepts the difference. */
enum err convert_line(const struct master_cache *, const struct posting_line *, const struct item *,
    struct str unit, const struct loc *, int64_t *out, struct why *) MUST_CHECK;

#endif
