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
 * What the batch guards belongs to all of its postings: each row is expected or made once. Stock
 * is checked by what they do together, whatever their order; each has its own number, in order.
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
	struct new_lot *new_lots;     /* lots that nothing named before: a hash by id */
	const struct uom **new_units; /* units that these are the first to post in by their ratio */
	size_t nnew_units, units_cap;
	bool check_only;  /* it is only checked and never written: no guards */
	bool after_clash; /* read before writing what is otherwise only guarded: after a clash */
};

struct posting_batch posting_batch_init(struct store *, const struct change_context *);

/* A new draft at the end of the batch, which is not copied from then on: the draft points to
 * it. */
struct draft *posting_batch_add(struct posting_batch *, enum posting_kind);

/* The spelling of a lot that has no record yet: that of the first line of the batch that names
 * it. */
struct str posting_batch_name_lot(struct posting_batch *, struct str item, struct str lot);

/* Adds the records of the lots that were named. */
void posting_batch_put_lots(struct batch *, const struct posting_batch *);

/* Whether one of its postings reverses that one. */
bool posting_batch_reverses(const struct posting_batch *, struct str posting_id);

#endif
