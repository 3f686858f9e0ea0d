/*
 * resolver.h - finding what a cell refers to: by our code, or by the id of the other system.
 *
 * Under which id a row was known there is kept as a code row `source:system/record/id`, so
 * that later files may refer to it and a second import of the file finds it.
 */
#ifndef RESOLVER_H
#define RESOLVER_H

#include "store/store.h"

struct resolver_entry;

struct resolver {
	const void *mem;
	struct store *store;
	struct str system;
	struct resolver_entry *entries; /* what was looked up or made before */
};

/* The code under which a row of the other system is kept. */
struct str resolver_source_code(const struct resolver *, const struct schema *, struct str id);

/* The id of the record, or of nothing: then it is empty. AMBIGUOUS: see masters/scan.h. */
enum err resolver_find(struct resolver *, const struct schema *to, struct str text, bool source,
    struct str *id, struct why *) MUST_CHECK;

/* From now on text finds this record, which the batch is making. */
void
resolver_add(struct resolver *, const struct schema *, struct str text, bool source, struct str id);

#endif
