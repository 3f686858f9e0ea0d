/*
 * location_tree.h - The location tree as it was at the end of any business day.
 *
 * Locations hold the current tree. A move adds a row of `location_move`, one per location and
 * business day, with the previous and the new parent; so the tree of a day is the current one
 * with later moves undone.
 */
#ifndef LOCATION_TREE_H
#define LOCATION_TREE_H

#include "store/store.h"

/* The ids of the location and its descendants at the end of that business day, active or not;
 * empty day: now. */
enum err location_tree_descendants(
    struct store *, struct str id, struct str day, struct list *ids, struct why *) MUST_CHECK;

#endif
