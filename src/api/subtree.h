/* subtree.h - Expands a parameter into a record's id and those below it, now or on a past day. */
#ifndef SUBTREE_H
#define SUBTREE_H

#include "api/http.h"

struct idempotency;

/* The ids of the parameter: the record and its descendants, or without them with
 * children=false. *given: whether there was a parameter. */
enum err subtree_read(
    struct req *, const char *param, const struct schema *, struct list *, bool *given) MUST_CHECK;

/* The same for `location_id`, by the tree at the end of that business day; by the current one
 * when the day is not over, or empty. */
enum err
subtree_read_locations(struct req *, struct str day, struct list *, bool *given) MUST_CHECK;

/* The earlier of `day` (empty: none) and the day of a parameter; see param_time(). */
struct str param_earlier_day(struct req *, const char *param, struct str day);

#endif
