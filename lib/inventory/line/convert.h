/* convert.h - Converts an entered quantity to the item's unit, exactly or not at all. */
#ifndef CONVERT_H
#define CONVERT_H

#include "inventory/line/master_cache.h"

struct posting_line;

/* The line's quantity in the item's unit, without the sign of the movement. Adds faults to *w
 * below loc. A pack of the item takes precedence over a unit with the same base.
 *
 * If the pack is variable or the result is not exact, the line's stock_quantity (as weighed)
 * is used instead, if given: within the pack's tolerance of the nearest quantities, 10 percent
 * for a unit, unless the line accepts the difference. */
enum err convert_line(const struct master_cache *, const struct posting_line *, const struct item *,
    struct str unit, const struct loc *, int64_t *out, struct why *) MUST_CHECK;

#endif
