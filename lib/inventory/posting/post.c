/* post.c - effects, judgement, batch; and the posting as its maker sees it. */
#include "inventory/posting/post.h"

#include "base/mem.h"
#include "inventory/posting/posting_batch.h"
#include "inventory/ledger/ledger.h"

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

static enum err
post_prepare(struct draft *f, struct effects *fx, struct why *w)
{
	enum err e = effects_build(f, fx, w);

	return e != OK ? e : posting_check(f, fx, w);
}

enum err
post_write(struct draft *f, struct posting *out, struct why *w)
{
	struct effects fx;
	enum err e;

	if ((e = post_prepare(f, &fx, w)) != OK || (e = posting_batch_write(f, &fx, w)) != OK)
		return e;
	post_fill_answer(f, out);
	return OK;
}

enum err
post_add(struct draft *f, struct batch *b, struct why *w)
{
	struct effects fx;
	enum err e;

	if ((e = post_prepare(f, &fx, w)) == OK)
		posting_batch_add(b, f, &fx);
	return e;
}
