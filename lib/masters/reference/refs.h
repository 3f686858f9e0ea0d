/* refs.h - whether what a record refers to is there. */
#ifndef REFS_H
#define REFS_H

#include "store/store.h"
#include "schema/check_record.h"

/* Adds a fault at the place of each REF, also in lines, that names nothing ("not_found"),
 * or, of a record to be made, something inactive ("inactive"). Advisory: it may change
 * before the record is written. Returns w->err, or why the store could not be asked. */
enum err refs_check(struct store *, const struct schema *, enum check_how, const void *rec,
    const struct loc *, struct why *w) MUST_CHECK;

/* The record that a REF means: a unit by its code in any case, all else by its id. */
enum err refs_get(
    struct store *, const struct schema *to, struct str ref, void *rec, struct why *) MUST_CHECK;

#endif
