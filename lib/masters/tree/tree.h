/*
 * tree.h - Parents, children and descendants of records that refer to their own kind:
 * categories, locations, recipients; also units and their base.
 *
 * A schema is a tree when one of its references is to itself. A reference holds an id, so an
 * id is enough to find its descendants.
 */
#ifndef TREE_H
#define TREE_H

#include "store/store.h"

enum { TREE_DEPTH_MAX = 32 };

/* The field that refers to the parent; -1: the schema is not a tree. */
int tree_field(const struct schema *);
struct str tree_parent(const struct schema *, const void *rec); /* empty: it is a root */

/* The ids of the record and all its descendants, active or not. For an unknown id, that id
 * alone. */
enum err tree_descendants(struct store *, const struct schema *, struct str id, struct list *ids,
    struct why *) MUST_CHECK;

/* The direct children of any of these ids. */
enum err tree_children(struct store *, const struct schema *, const struct list *ids, struct rows *,
    struct why *) MUST_CHECK;

/* Appends all records that match the filter to rows, however many, by id. */
enum err tree_find_all(struct store *, const struct schema *, const struct filter *, struct rows *,
    struct why *) MUST_CHECK;

#endif
