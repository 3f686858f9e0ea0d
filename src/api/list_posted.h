/* list_posted.h - Filters by time of posting, in the order of postings. */
#ifndef LIST_POSTED_H
#define LIST_POSTED_H

#include "api/list.h"

/* Adds `posted_from` and `posted_to` (a day or an instant, inclusive) as filters of the field
 * with the seq. By the order of postings, so that adjacent ranges neither overlap nor leave
 * gaps, whatever clocks say. The route must declare them in its params as T_TIME. */
enum err list_posted_between(struct req *, struct listing *, size_t seq_field) MUST_CHECK;

#endif
