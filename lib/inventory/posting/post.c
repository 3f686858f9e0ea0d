/* post.c - Computes effects, checks them, and fills the batch. */
#include "inventory/posting/post.h"

#include "base/mem.h"
#include "base/uuid.h"
#include "inventory/posting/posting_batch.h"

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
	struct draft *f = MEM_ONE(c->cx->mem, struct draft);

	*f = draft_init(c->store, c->cx, x->kind);
	f->after_clash = c->tries > 0;
	SET(f->posting, posting, id, c->record_id);
	x->draft = f;
	return f;
}

enum err
post_add(struct draft *f, struct batch *b, struct why *w)
{
	struct effects fx;
	enum err e;

	if ((e = effects_build(f, &fx, w)) != OK || (e = posting_check(f, &fx, w)) != OK)
		return e;
	posting_batch_add(b, f, &fx);
	return OK;
}

enum err
post_build(struct draft *f, struct change *c)
{
	enum err e = post_add(f, &c->batch, c->w);

	if (e == OK && c->batch.n > OPS_MAX)
		return err_field(c->w, loc_name(c->w, NULL, "body"), "too_long",
		    "The posting is too large to be made at once");
	return e;
}
