/* refs.h - Checks that the records a request body refers to exist and are active. */
#ifndef REFS_H
#define REFS_H

#include "store/store.h"
#include "schema/check_record.h"

/* Adds a fault for each REF, also in lines, that refers to no record ("not_found") or, on
 * create, to an inactive one ("inactive"). For a body that is refused anyway: a change checks its
 * references itself, at the versions it expects. Returns w->err, or the error of the store. */
enum err refs_check(struct store *, const struct schema *, enum check_how, const void *rec,
    const struct loc *, struct why *w) MUST_CHECK;

/* The record of a REF: a unit by its code in any case, all others by id. */
enum err refs_get(
    struct store *, const struct schema *to, struct str ref, void *rec, struct why *) MUST_CHECK;

#endif
