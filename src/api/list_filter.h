/* list_filter.h - Query parameters as filters: what list.c needs beyond list.h. */
#ifndef LIST_FILTER_H
#define LIST_FILTER_H

#include "api/list.h"

/* Adds a parameter as a filter by a field; false when there is no such field. */
bool list_filter_param(struct req *, struct listing *, const struct pair *);
/* Adds the filter by is_active, if the field exists: true by default. */
void list_filter_active(struct req *, struct listing *);
/* Replaces units in filters, given in any case, by their stored spelling. */
enum err list_normalize_units(struct req *, struct listing *) MUST_CHECK;
/* Whether that field can be a filter, or a list sorted by it. */
bool list_can_filter(const struct field *, uint64_t granted);
bool list_can_sort(const struct field *, uint64_t granted);

#endif
