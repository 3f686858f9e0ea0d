/*
 * copy.h - everything of one store into an empty one, as it is.
 *
 *   copy_begin    refuses a target that is not empty, and marks it
 *   copy_slice    some records more, in one batch each; until *more is false
 *   copy_compare  walks both: are they the same, record by record
 *   copy_finish   the settings of the system, and the mark goes: from now on it can be used
 *
 * The mark is the setting COPY_MARK with the source's instance. It says that the target is
 * half full: no program starts on it, since its instance comes last. How far the copy is
 * stands nowhere but in the target: each kind goes over in the order of ids, and goes on
 * behind the greatest that is there. So it may be killed at any point, and two at once stop
 * each other instead of writing anything twice.
 *
 * Nobody may write to the source meanwhile. That cannot be prevented from here, so it is
 * found out: copy_compare() then finds a record that is not the same.
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
	size_t chunk_rows;          /* records of a batch */
	int64_t done, total;        /* records that were copied; or compared */
	size_t kind;                /* of schemas[] */
	struct store_cursor cursor; /* of the source */
};

/* The copy is zero, but for progress and at_once where they are wanted. Both stores are
 * migrated. CONFLICT says what is in the way. The records of an unfinished copy of the same
 * source count as done. */
enum err copy_begin(struct copy *, struct store *from, struct store *to, struct why *) MUST_CHECK;
enum err copy_chunk(struct copy *, bool *more, struct why *) MUST_CHECK;

/* A line for each kind to report: how many records, and the sum of each of their numbers.
 * CONFLICT names the first record that differs. */
enum err copy_compare(struct copy *, struct buf *report, struct why *) MUST_CHECK;
enum err copy_finish(struct copy *, struct buf *report, struct why *) MUST_CHECK;

/* Frees what it holds, also of one that failed. */
void copy_end(struct copy *);

/* --- copy_compare.c, for copy.c --- */
enum err copy_compare_kind(
    struct copy *, const struct schema *, struct buf *report, struct why *) MUST_CHECK;

/* Whether the kind goes over in slices: the settings go last and at once. */
static inline bool
copy_in_chunks(const struct schema *of)
{
	return of->stored && of != &setting_schema;
}

#endif
