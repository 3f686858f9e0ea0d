/* between.c - Passes calls to the store below and runs the other client before one apply. */
#include "t/between.h"

#include "base/buf.h"

static struct store *
between_below(struct store *st)
{
	return ((struct between *)st)->below;
}

static struct store *
between_read(struct store *st)
{
	((struct between *)st)->reads++;
	return between_below(st);
}

static enum err
between_get(struct store *st, const struct schema *s, struct str id, void *rec, struct why *w)
{
	struct id_set *gets = ((struct between *)st)->gets;

	if (gets != NULL)
		id_set_add(gets, str_printf(gets->mem, "%s:%.*s", s->name, STRF(id)));
	return store_get(between_read(st), s, id, rec, w);
}

static enum err
between_find(struct store *st, const struct query *q, struct rows *r, struct why *w)
{
	return store_find(between_read(st), q, r, w);
}

static enum err
between_sum(struct store *st, const struct query *q, const size_t *group, size_t ngroup,
    const size_t *fields, size_t nfields, struct sums *sums, struct why *w)
{
	enum err e = store_sum(between_read(st), q, group, ngroup, fields, nfields, sums, w);

	for (size_t i = 0; e == OK && i < sums->n; i++)
		((struct between *)st)->summed += sums->v[i].count;
	return e;
}

static enum err
between_hold(struct store *st, struct why *w)
{
	return store_snapshot_begin(between_below(st), w);
}

static void
between_release(struct store *st)
{
	store_snapshot_end(between_below(st));
}

static enum err
between_apply(struct store *st, struct op *ops, size_t n, struct why *w)
{
	struct between *b = (struct between *)st;
	void (*what)(void *) = b->what;

	b->what = NULL;
	b->applies++;
	if (what != NULL)
		what(b->arg);
	return store_apply(b->below, ops, n, w);
}

void
between_init(struct between *b, struct store *real, void (*what)(void *), void *arg)
{
	static const struct store_driver driver = {.name = "between",
	    .get = between_get,
	    .find = between_find,
	    .sum = between_sum,
	    .apply = between_apply,
	    .snapshot_begin = between_hold,
	    .snapshot_end = between_release};

	*b =
	    (struct between){.store = {.driver = &driver}, .below = real, .what = what, .arg = arg};
}
