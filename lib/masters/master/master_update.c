/* master_update.c - changes of masters that are there: what differs decides what is written. */
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "masters/edit/edit.h"
#include "masters/master/master.h"

/* Makes `after` what it shall be. */
static enum err
master_apply_patch(struct edit *c, const void *patch)
{
	const struct schema *s = c->master->schema;

	if (c->kind == EDIT_UPDATE)
		rec_merge(s, c->after, patch);
	else
		rec_set_number(c->after, s, (size_t)s->is_active, c->kind == EDIT_RESTORE);
	master_mark_lists(s, c->after);
	return edit_normalize(c);
}

static bool
edit_has_changes(const struct edit *c)
{
	for (size_t i = 0; i < c->master->schema->nfields; i++)
		if (edit_differs(c, i))
			return true;
	return false;
}

static enum err
master_change_once(struct edit *c, struct str id, int64_t version, const void *patch)
{
	const struct schema *s = c->master->schema;
	void *before = mem_new(c->w->mem, s->size);
	struct batch b = batch_init(c->w->mem);
	enum err e;

	if ((e = master_get(c->store, s, id, before, c->w)) != OK)
		return e;
	if (version != 0 && version != rec_version(s, before))
		return err_set(c->w, ERR_STALE, "%s", err_title(ERR_STALE));
	memcpy(c->after, before, s->size);
	c->before = before;
	c->batch = &b;
	if ((e = master_apply_patch(c, patch)) != OK)
		return e;
	if (!edit_has_changes(c)) {
		memcpy(c->after, before, s->size);
		return OK;
	}
	rec_set_number(c->after, s, (size_t)s->updated_at, c->cx->now);
	if ((e = edit_build(c)) != OK)
		return e;
	return store_apply(c->store, b.ops, b.n, c->w);
}

static enum err
master_change(
    struct edit *c, const struct schema *s, struct str id, int64_t version, const void *patch)
{
	const int64_t deadline = clock_monotonic() + CHANGE_DEADLINE_US;
	int duplicates = 0;
	enum err e;

	c->master = master_of(s);
	do
		e = master_change_once(c, id, version, patch);
	while (change_again(e, deadline, &duplicates, c->w));
	return change_outcome(e, c->w);
}

enum err
master_update(struct store *st, const struct change_context *cx, const struct schema *s,
    struct str id, int64_t version, const void *patch, void *rec, struct why *w)
{
	struct edit c = {.store = st, .cx = cx, .kind = EDIT_UPDATE, .after = rec, .w = w};

	return master_change(&c, s, id, version, patch);
}

enum err
master_deactivate(struct store *st, const struct change_context *cx, const struct schema *s,
    struct str id, int64_t version, void *rec, struct why *w)
{
	struct edit c = {.store = st, .cx = cx, .kind = EDIT_DEACTIVATE, .after = rec, .w = w};

	return master_change(&c, s, id, version, NULL);
}

enum err
master_restore(struct store *st, const struct change_context *cx, const struct schema *s,
    struct str id, int64_t version, void *rec, struct why *w)
{
	struct edit c = {.store = st, .cx = cx, .kind = EDIT_RESTORE, .after = rec, .w = w};

	return master_change(&c, s, id, version, NULL);
}
