/*
 * location_tree.h - where locations lie in their tree, and where they lay.
 *
 * The tree as it is stands in the locations. A location that is moved gets a row of
 * `location_move` besides, one a business day, which says what it was in before and what it is in
 * from then on; so the tree of any day is that of today with the moves since then undone.
 */
#ifndef LOCATION_TREE_H
#define LOCATION_TREE_H

#include "store/store.h"

/* The ids of the location and of all that lay below it at the end of that business day, active or
 * not; the empty text: of all that lie below it now. */
enum err location_tree_descendants(
    struct store *, struct str id, struct str day, struct list *ids, struct why *) MUST_CHECK;

#endif
