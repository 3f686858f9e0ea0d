/* items_sorted.h - Lists items in an order of their stock. */
#ifndef ITEMS_SORTED_H
#define ITEMS_SORTED_H

#include "api/list.h"

/* Whether the list is in such an order: by a field with F_SORTS. */
bool items_are_sorted(const struct listing *);

/* As list_find(); *position is where the next page continues, see list_answer_with(). */
enum err items_find_sorted(
    struct req *, struct listing *, struct rows *, struct str *position) MUST_CHECK;

#endif
