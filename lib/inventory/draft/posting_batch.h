/*
 * posting_batch.h - Postings that are checked together and written in one batch, any number of
 * them.
 *
 *     struct posting_batch pb = posting_batch_init(store, cx);
 *
 *     f = posting_batch_add(&pb, POSTING_PLAIN);       for each posting, see draft.h
 *     e = draft_add_request(f, lines, n, false, w);
 *     e = post_add(&pb, &batch, w);                    checks all, adds the ops of all
 *
 * Guards belong to the batch: each row is expected or inserted once, for all of its postings. Stock
 * is checked by their net effect, in any order; numbers are assigned in order.
 */
#ifndef POSTING_BATCH_H
#define POSTING_BATCH_H

#include "inventory/line/guards.h"

#include "schema/records.h"

struct draft;
struct new_lot;

struct posting_batch {
	struct store *store;
	const struct change_context *cx; /* all memory comes from cx->mem */
	struct draft **drafts;
	size_t n, cap;
	size_t nlines; /* of all drafts */
	struct guards guards;
	struct new_lot *new_lots;     /* lots without a record: a hash table by id */
	const struct uom **new_units; /* units first used by these postings, see unit_use.h */
	size_t nnew_units, units_cap;
	bool check_only;  /* checked, never written: needs no guards */
	bool after_clash; /* after a conflict: also read what is otherwise only guarded */
};

struct posting_batch posting_batch_init(struct store *, const struct change_context *);

/* Adds a new draft. The batch must not be copied afterwards: the draft has a pointer to it. */
struct draft *posting_batch_add(struct posting_batch *, enum posting_kind);

/* The spelling of a lot that has no record yet: that of its first line in the batch. */
struct str posting_batch_name_lot(struct posting_batch *, struct str item, struct str lot);

/* Adds the records of new lots. */
void posting_batch_put_lots(struct batch *, const struct posting_batch *);

/* Whether one of its postings reverses that one. */
bool posting_batch_reverses(const struct posting_batch *, struct str posting_id);

#endif
