/* change.c - The loop of every change, alone or with others, and the table of its outcomes. */
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

/* A new batch, filled by build. When empty, there is nothing to apply. */
static enum err
change_build(struct change *c)
{
	assert(c->build != NULL && c->store != NULL && c->cx != NULL && c->w != NULL);
	if (c->deadline == 0)
		c->deadline = clock_monotonic() + CHANGE_DEADLINE_US;
	c->batch = change_batch(c->cx, c->schema, c->record_id, c->status);
	return c->build(c);
}

/* After the deadline, a change that would be retried has failed. */
static void
change_decide(struct change *c, enum err e)
{
	c->err = e;
	c->outcome = outcomes[e];
	if (c->outcome != CHANGE_RETRY)
		return;
	if (change_key_clash(c->cx, e, c->w)) {
		c->outcome = CHANGE_REPLAY;
		return;
	}
	why_clear(c->w);
	c->tries++;
	if (clock_monotonic() < c->deadline)
		return;
	c->err = err_set(c->w, ERR_BUSY, "Too many concurrent changes");
	c->outcome = CHANGE_FAILED;
}

static enum err
change_apply_alone(struct change *c)
{
	return (c->large ? store_apply_large : store_apply)(
	    c->store, c->batch.ops, c->batch.n, c->w);
}

static bool
change_is_grouped(const struct change *c)
{
	return !c->large && c->batch.n <= CHANGE_GROUPED_OPS_MAX;
}

size_t
change_round(struct change *const *v, size_t n)
{
	struct grouped_batch group[CHANGE_GROUP_MAX];
	struct change *of[CHANGE_GROUP_MAX];
	size_t grouped = 0, retried = 0;

	assert(n > 0 && n <= CHANGE_GROUP_MAX);
	store_reads_begin(v[0]->store);
	for (size_t i = 0; i < n; i++) {
		struct change *c = v[i];
		enum err e = change_build(c);

		assert(c->store == v[0]->store);
		if (e != OK || c->batch.n == 0) {
			change_decide(c, e);
		} else if (!change_is_grouped(c)) {
			change_decide(c, change_apply_alone(c));
		} else {
			of[grouped] = c;
			group[grouped++] =
			    (struct grouped_batch){.ops = c->batch.ops, .n = c->batch.n, .w = c->w};
		}
	}
	store_reads_end(v[0]->store);
	store_apply_many(v[0]->store, group, grouped);
	for (size_t i = 0; i < grouped; i++)
		change_decide(of[i], group[i].result);
	for (size_t i = 0; i < n; i++)
		retried += v[i]->outcome == CHANGE_RETRY;
	return retried;
}

enum err
change_run(struct change *c)
{
	while (change_round(&c, 1) > 0)
		;
	return c->err;
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
