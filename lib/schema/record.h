/*
 * record.h - Reads and sets the fields of any record by its schema.
 *
 * A record is a C struct whose first members are two masks: bit i of `has` is set
 * when field i has a value, bit i of `null` when a body has null for it. Absent, null and
 * set are three different states.
 */
#ifndef RECORD_H
#define RECORD_H

#include "base/block.h"
#include "schema/schema.h"

struct masks { /* the first members of every record */
	uint64_t has, null;
};

struct list {
	struct str *v;
	size_t n;
};

/* Whether a member equals it byte by byte. */
bool list_has(const struct list *, struct str);

/* Sorts the members by bytes, in place, and keeps each once. */
void list_sort_distinct(struct list *);

struct lines { /* n records of the field's .ref, contiguous */
	void *v;
	size_t n;
};

/* --- generic access; the field must be of that type --- */
static inline struct masks *
rec_masks(const void *rec)
{
	return (struct masks *)(uintptr_t)rec;
}

static inline bool
rec_has(const void *rec, size_t field)
{
	return rec_masks(rec)->has >> field & 1;
}

static inline bool
rec_is_null(const void *rec, size_t field)
{
	return rec_masks(rec)->null >> field & 1;
}

static inline void
rec_mark(void *rec, size_t field) /* marks it as set */
{
	rec_masks(rec)->has |= UINT64_C(1) << field;
	rec_masks(rec)->null &= ~(UINT64_C(1) << field);
}

static inline void
rec_unset(void *rec, size_t field)
{
	rec_masks(rec)->has &= ~(UINT64_C(1) << field);
}

static inline void *
rec_at(const void *rec, const struct field *f)
{
	return (char *)(uintptr_t)rec + f->off;
}

static inline void *
line_at(const struct field *f, const struct lines *l, size_t i)
{
	return (char *)l->v + i * f->ref->size;
}

/* KEY, TEXT, REF, JSON unchanged; ENUM by its name. */
struct str rec_text(const void *rec, const struct field *);
/* INT, DEC, TIME, BOOL, and the index of an ENUM. */
int64_t rec_number(const void *rec, const struct field *);
void rec_set_text(void *rec, const struct schema *, size_t field, struct str);
void rec_set_number(void *rec, const struct schema *, size_t field, int64_t);

/* Its code, or its id if it has none. */
struct str rec_label(const struct schema *, const void *rec);
/* Its version; 0: records of this schema have none. */
int64_t rec_version(const struct schema *, const void *rec);
/* False for a deactivated record; true for schemas without is_active. */
bool rec_is_active(const struct schema *, const void *rec);

/* Makes the field absent, neither null nor set, and zeroes it. */
void rec_clear(void *rec, const struct schema *, size_t field);

/* Copies what is set in patch and clears what it sets to null; skips readonly fields. */
void rec_merge(const struct schema *, void *into, const void *patch);

/* A deep copy into rec, as a store returns a record: without virtual fields and nulls, always
 * with lines. */
void rec_copy(const void *mem, const struct schema *, const void *from, void *rec);

/* The same in little memory, of a record without lines. */
const void *rec_pack(struct block *, const struct schema *, const void *from);
void rec_pack_into(struct block *, const struct schema *, const void *from, void *rec);

#endif
