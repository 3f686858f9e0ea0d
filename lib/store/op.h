/*
 * op.h - Semantics of the operations of a batch, independent of the database. A driver reads
 * the old row, calls these functions to compute the new one, and writes it.
 */
#ifndef OP_H
#define OP_H

#include "store/store.h"

/* Otherwise no driver could make sense of it: a bug of whoever built the batch. */
bool op_is_sound(const struct op *);

/* The id the op refers to; empty for NONE, which refers to no row by id. */
struct str op_id(const struct op *);

/* Whether it inserts a row of its own record: INSERT and PUT. */
bool op_inserts(const struct op *);

/* INSERT: assigns its numbers from earlier ops and sets version 1. PUT: leaves rec unchanged. */
void op_prepare_insert(const struct op *ops, struct op *, struct why *);

/* UPDATE, DELETE, EXPECT: CLASH unless old (NULL: no row) is as expected. For UPDATE, sets the
 * version of rec to old's plus 1. */
enum err op_check_version(struct op *, const void *old, struct why *) MUST_CHECK;

/* ADD: rec becomes the new row; old is NULL when there is none. BOUND sets w->field. */
enum err op_apply_add(struct op *, const void *old, struct why *) MUST_CHECK;

/* NONE: the query that must match no row. */
struct query op_none_query(const struct op *);
enum err op_check_none(bool found, struct why *) MUST_CHECK;

/* INTERNAL when the record to be written lacks a required field. */
enum err op_check_required(const struct op *, struct why *) MUST_CHECK;

/* The fields that an ADD changes in an existing row, as a mask. */
uint64_t op_added_fields(const struct op *);

#endif
