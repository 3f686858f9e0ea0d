/*
 * copy.h - Copies a store into an empty one, resumably, and compares the two.
 *
 *   copy_begin    refuses a target that is not empty, and marks it
 *   copy_chunk    copies some more records, in one batch each; until *more is false
 *   copy_compare  compares both record by record (copy_compare.h)
 *   copy_finish   copies the settings and removes the mark: the target can then be used
 *
 * The mark is the setting COPY_MARK with the instance of the source. It says that the target
 * is incomplete: no program starts on it, as its instance is copied last. Progress is stored
 * nowhere else: each schema is copied in the order of ids, and resumes after the greatest id
 * in the target. So a copy may be killed at any point, and two concurrent ones stop each other
 * instead of writing anything twice.
 *
 * Nobody may write to the source meanwhile. That cannot be prevented here, but is detected:
 * copy_compare() then finds a record that differs.
 */
#ifndef COPY_H
#define COPY_H

#include "schema/records.h"
#include "store/store_cursor.h"

#define COPY_MARK "move"

struct copy {
	struct store *from, *to;
	struct str instance; /* of the source */
	void (*progress)(struct copy *);
	size_t chunk_rows;          /* records per batch */
	int64_t done, total;        /* records copied or compared */
	size_t kind;                /* of schemas[] */
	struct store_cursor cursor; /* of the source */
};

/* *copy is zero, except for progress and chunk_rows where used. Both stores are migrated.
 * CONFLICT says what prevents the copy. The records of an unfinished copy of the same source
 * count as done. */
enum err copy_begin(struct copy *, struct store *from, struct store *to, struct why *) MUST_CHECK;
enum err copy_chunk(struct copy *, bool *more, struct why *) MUST_CHECK;

/* Reports the settings as copy_compare() does the other records. */
enum err copy_finish(struct copy *, struct buf *report, struct why *) MUST_CHECK;

/* Frees its resources, also after a failure. */
void copy_end(struct copy *);

/* Whether records of the schema are copied in chunks: settings are copied last and at once. */
static inline bool
copy_in_chunks(const struct schema *of)
{
	return of->stored && of != &setting_schema;
}

#endif
