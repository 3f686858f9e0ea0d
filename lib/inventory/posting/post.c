/* post.c - Computes effects, checks them, writes the batch and builds the answer. */
#include "inventory/posting/post.h"

#include <assert.h>

#include "base/mem.h"
#include "inventory/ledger/ledger.h"
#include "inventory/posting/posting_ops.h"

static void
post_fill_answer(const struct draft *f, struct posting *out)
{
	struct stock_transaction *t = mem_array(f->cx->mem, f->n, sizeof *t);

	for (size_t i = 0; i < f->n; i++)
		t[i] = *f->lines[i].t;
	*out = *f->posting;
	SET(out, posting, lines, ((struct lines){t, f->n}));
	ledger_set_top(out);
}

enum err
post_add(const struct posting_batch *pb, struct batch *b, struct why *w)
{
	struct effects fx;
	enum err e;

	if ((e = effects_build(pb, &fx, w)) != OK || (e = posting_check(pb, &fx, w)) != OK)
		return e;
	posting_ops_put(b, pb, &fx);
	return OK;
}

enum err
post_write(struct draft *f, struct posting *out, struct why *w)
{
	struct batch b = change_batch(f->cx, &posting_schema, f->posting->id, 201);
	enum err e;

	assert(f->batch->n == 1);
	if ((e = post_add(f->batch, &b, w)) != OK)
		return e;
	if (b.n > REQUEST_OPS_MAX)
		return err_field(w, loc_name(w, NULL, "body"), "too_long",
		    "The posting is too large to be made at once");
	if ((e = store_apply(f->store, b.ops, b.n, w)) == OK)
		post_fill_answer(f, out);
	return e;
}
