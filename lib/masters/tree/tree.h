/*
 * tree.h - records that lie below one another: categories, locations, recipients; units
 * and their base too.
 *
 * A schema is a tree when one of its references is to itself. In a query a reference is
 * the id it holds, so an id is enough to find what lies below.
 */
#ifndef TREE_H
#define TREE_H

#include "store/store.h"

enum { TREE_DEPTH_MAX = 32 };

/* The field that names the record above; -1: the schema is no tree. */
int tree_field(const struct schema *);
struct str tree_parent(const struct schema *, const void *rec); /* empty: it is at the top */

/* The ids of the record and of all that lie below it, active or not. An id that names
 * nothing is given back alone. */
enum err tree_descendants(struct store *, const struct schema *, struct str id, struct list *ids,
    struct why *) MUST_CHECK;

/* The records directly below any of these ids. */
enum err tree_children(struct store *, const struct schema *, const struct list *ids, struct rows *,
    struct why *) MUST_CHECK;

/* Adds to rows all records that fulfil the filter, however many, by their ids. */
enum err tree_find_all(struct store *, const struct schema *, const struct filter *, struct rows *,
    struct why *) MUST_CHECK;

#endif
