/*
 * resolver.h - Resolves a code or an id of the other system to a record.
 *
 * Foreign ids are stored as code rows `source:system/record/id`, so that later files can refer
 * to them and a second import of a file finds its records.
 */
#ifndef RESOLVER_H
#define RESOLVER_H

#include "store/store.h"

struct resolver_entry;

struct resolver {
	const void *mem; /* of what it remembers */
	struct store *store;
	struct str system;
	struct resolver_entry *entries; /* results of earlier calls, and records being created */
};

/* The code under which a row of the other system is stored. */
struct str resolver_source_code(
    const struct resolver *, const struct schema *, struct str id, const void *mem);

/* The id of the record; empty when there is none. AMBIGUOUS: see masters/code/scan.h. */
enum err resolver_find(struct resolver *, const struct schema *to, struct str text, bool source,
    struct str *id, struct why *) MUST_CHECK;

/* The same for a text that is asked for once: not remembered. */
enum err resolver_find_stored(const struct resolver *, const struct schema *to, struct str text,
    bool source, struct str *id, struct why *) MUST_CHECK;

/* Makes text resolve to this record, which the batch is creating. */
void
resolver_add(struct resolver *, const struct schema *, struct str text, bool source, struct str id);

#endif
