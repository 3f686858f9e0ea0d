/*
 * op.h - what the ops of a batch mean, for drivers: all that can be said without a
 * database. A driver reads the old row where there is one, asks here what the new one
 * is, and writes it.
 */
#ifndef OP_H
#define OP_H

#include "store/store.h"

/* The id the op is about; of NONE the empty text: it is about no row that it could name. */
struct str op_id(const struct op *);

/* Whether it makes a row of its own record: INSERT and PUT. */
bool op_inserts(const struct op *);

/* INSERT: takes its numbers from the ops before it and sets version 1.
 * PUT: leaves it as it is. */
void op_prepare_insert(const struct op *ops, struct op *, struct why *);

/* UPDATE, DELETE, EXPECT: CLASH unless old (NULL: none) is as expected. For UPDATE, sets
 * the version of rec behind old's. */
enum err op_check_version(struct op *, const void *old, struct why *) MUST_CHECK;

/* ADD: rec becomes the new row; old is NULL when there is none. BOUND sets w->field. */
enum err op_apply_add(struct op *, const void *old, struct why *) MUST_CHECK;

/* NONE: whether a row that fulfils this is there decides. */
struct query op_none_query(const struct op *);
enum err op_check_none(bool found, struct why *) MUST_CHECK;

/* INTERNAL when the record it writes lacks what is required. */
enum err op_check_required(const struct op *, struct why *) MUST_CHECK;

/* The fields that an ADD to a row that was there changes, as a mask. */
uint64_t op_added_fields(const struct op *);

#endif
