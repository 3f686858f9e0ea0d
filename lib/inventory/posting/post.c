/* post.c - Computes the effects of drafts, checks them, and fills the batch. */
#include "inventory/posting/post.h"

#include <assert.h>

#include "base/mem.h"
#include "base/uuid.h"
#include "inventory/posting/posting_ops.h"
#include "schema/records.h"

struct change
post_change(struct store *st, const struct change_context *cx, enum err (*build)(struct change *),
    struct why *w)
{
	return (struct change){.store = st,
	    .cx = cx,
	    .w = w,
	    .build = build,
	    .schema = &posting_schema,
	    .record_id = uuid_v7(cx->mem),
	    .status = 201};
}

struct draft *
post_draft(struct posting_change *x)
{
	const struct change *c = &x->change;
	struct posting_batch *pb = MEM_ONE(c->cx->mem, struct posting_batch);
	struct draft *f;

	*pb = posting_batch_init(c->store, c->cx);
	pb->after_clash = c->tries > 0;
	f = posting_batch_add(pb, x->kind);
	SET(f->posting, posting, id, c->record_id);
	x->draft = f;
	return f;
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
post_build(struct draft *f, struct change *c)
{
	enum err e;

	assert(f->batch->n == 1);
	e = post_add(f->batch, &c->batch, c->w);
	if (e == OK && c->batch.n > REQUEST_OPS_MAX)
		return err_field(c->w, loc_name(c->w, NULL, "body"), "too_long",
		    "The posting is too large for one request");
	return e;
}
