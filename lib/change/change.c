/* change.c - The loop of every change, and the table of its outcomes. */
#include "change/change.h"

#include <assert.h>

#include "base/clock.h"
#include "change/etag.h"

/* Any other error is a failure. */
static const enum change_outcome outcomes[ERR__MAX] = {
    [OK] = CHANGE_DONE,
    [ERR_CLASH] = CHANGE_RETRY,
    [ERR_BOUND] = CHANGE_RETRY,
    [ERR_EXISTS] = CHANGE_RETRY,
};

enum err
change_build(struct change *c)
{
	if (c->deadline == 0)
		c->deadline = clock_monotonic() + CHANGE_DEADLINE_US;
	c->batch = change_batch(c->cx, c->schema, c->record_id, c->status);
	return c->build(c);
}

enum change_outcome
change_decide(struct change *c, enum err *e)
{
	const enum change_outcome o = outcomes[*e];

	if (o != CHANGE_RETRY)
		return o;
	if (change_key_clash(c->cx, *e, c->w))
		return CHANGE_REPLAY;
	why_clear(c->w);
	c->tries++;
	if (clock_monotonic() < c->deadline)
		return CHANGE_RETRY;
	*e = err_set(c->w, ERR_BUSY, "Too many concurrent changes");
	return CHANGE_FAILED;
}

static enum err
change_try(struct change *c)
{
	enum err e = change_build(c);

	if (e != OK || c->batch.n == 0)
		return e;
	return (c->large ? store_apply_large : store_apply)(
	    c->store, c->batch.ops, c->batch.n, c->w);
}

enum err
change_run(struct change *c)
{
	enum err e;

	assert(c->build != NULL && c->store != NULL && c->cx != NULL && c->w != NULL);
	do
		e = change_try(c);
	while (change_decide(c, &e) == CHANGE_RETRY);
	return e;
}

enum err
change_match(const struct change *c, int64_t version)
{
	const struct str asked = c->cx->if_match;

	if (asked.s == NULL || etag_list_has(asked, etag_of_version(c->w->mem, version)))
		return OK;
	buf_printf(&c->w->more, "\"version\":%lld", (long long)version);
	return err_set(c->w, ERR_STALE, "It has changed since you read it");
}
