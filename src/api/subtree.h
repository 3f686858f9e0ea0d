/* subtree.h - the filter by a record and all that lies below it. */
#ifndef SUBTREE_H
#define SUBTREE_H

#include "api/http.h"

struct idempotency;

/* The ids that the parameter stands for: the record's, and of all below unless
 * children=false. *given says whether there was one at all. */
enum err subtree_read(
    struct req *, const char *param, const struct schema *, struct list *, bool *given) MUST_CHECK;

/* The same of `location_id`, by the tree as it was at the end of that business day; by that of now
 * when the day is not over, or empty. */
enum err
subtree_read_locations(struct req *, struct str day, struct list *, bool *given) MUST_CHECK;

/* The day of a parameter that is a day or an instant, when it is before that one or that one is
 * empty; else that one. */
struct str param_earlier_day(struct req *, const char *param, struct str day);

#endif
