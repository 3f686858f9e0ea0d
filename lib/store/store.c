/* store.c - Opens the driver a URL names and forwards each call to it. */
#include "store/store.h"

#include <assert.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "store/drivers.h"
#include "store/op.h"

static const struct {
	const char *scheme;
	const struct store_driver *driver;
} store_drivers[] = {
    {"sqlite:", &sqlite_driver},
    {"memory:", &memory_driver},
#ifdef HAVE_MONGO
    {"mongodb:", &mongo_driver},
    {"mongodb+srv:", &mongo_driver},
#endif
};

static int
store_close(struct store *s)
{
	s->driver->close(s);
	return 0;
}

enum err
store_open(struct store **out, const void *mem, struct str url, struct why *w)
{
	for (size_t i = 0; i < sizeof store_drivers / sizeof *store_drivers; i++) {
		enum err e;

		if (!str_starts(url, str_of(store_drivers[i].scheme)))
			continue;
		if ((e = store_drivers[i].driver->open(out, mem, str_dup(mem, url).s, w)) != OK)
			return e;
		(*out)->driver = store_drivers[i].driver;
		talloc_set_destructor(*out, store_close);
		return OK;
	}
	return err_set(w, ERR_UNAVAILABLE, "DATABASE_URL has an unknown scheme%s",
	    str_starts(url, STR("mongodb")) ? ": this program was built without MongoDB" : "");
}

enum err
store_track_sessions(struct store *s, const char *file, struct why *w)
{
	return s->driver->track_sessions == NULL ? OK : s->driver->track_sessions(s, file, w);
}

enum err
store_get(struct store *s, const struct schema *of, struct str id, void *rec, struct why *w)
{
	assert(of->stored);
	return s->driver->get(s, of, id, rec, w);
}

static void
store_append_rows(struct rows *rows, const struct rows *more, size_t size, const void *mem)
{
	char *v = mem_array(mem, rows->n + more->n, size);

	if (rows->n > 0)
		memcpy(v, rows->v, rows->n * size);
	if (more->n > 0)
		memcpy(v + rows->n * size, more->v, more->n * size);
	*rows = (struct rows){v, rows->n + more->n};
}

/* Drops from `skip` the rows of a part that was skipped altogether. */
static enum err
store_skip_part(struct store *s, const struct query *part, size_t *skip, struct why *w)
{
	struct sums sums;
	enum err e = s->driver->sum(s, part, NULL, 0, NULL, 0, &sums, w);

	if (e == OK) /* others may be new */
		*skip -= (size_t)sums.v->count < *skip ? (size_t)sums.v->count : *skip;
	return e;
}

static enum err
store_search_part(struct store *s, struct query *part, struct rows *rows, struct why *w)
{
	struct rows more;
	enum err e = s->driver->find(s, part, &more, w);

	if (e != OK)
		return e;
	store_append_rows(rows, &more, part->schema->size, w->mem);
	part->limit -= more.n;
	part->after.given = false;
	if (more.n > 0)
		part->skip = 0;
	return part->skip == 0 ? OK : store_skip_part(s, part, &part->skip, w);
}

/* A query for each part, so that each uses the index of its order; most stop at the first few. */
static enum err
store_search(struct store *s, const struct query *q, struct rows *rows, struct why *w)
{
	struct query part = *q;
	enum err e = OK;

	assert(q->skip == 0 || !q->after.given);
	part.order = (struct order){0};
	part.rank = q->after.given ? q->after.rank : RANK_EXACT;
	*rows = (struct rows){0};
	for (; e == OK && part.rank <= RANK_REST && part.limit > 0; part.rank++)
		e = store_search_part(s, &part, rows, w);
	return e;
}

enum err
store_find(struct store *s, const struct query *q, struct rows *rows, struct why *w)
{
	assert(q->schema->stored && q->limit > 0 && q->rank == RANK_ALL);
	assert(!q->search.given || terms_searchable(q->schema));
	if (!q->search.given)
		return s->driver->find(s, q, rows, w);
	*rows = (struct rows){0};
	return q->search.words.n == 0 ? OK : store_search(s, q, rows, w);
}

enum err
store_sum(struct store *s, const struct query *q, const size_t *group, size_t ngroup,
    const size_t *fields, size_t nfields, struct sums *sums, struct why *w)
{
	assert(ngroup <= SUM_GROUP_MAX && nfields <= SUM_FIELD_MAX && !q->search.given);
	return s->driver->sum(s, q, group, ngroup, fields, nfields, sums, w);
}

enum err
store_count(struct store *s, const struct query *q, int64_t *n, struct why *w)
{
	const bool searches = q->search.given;
	struct query part = *q;
	struct sums sums;
	enum err e = OK;

	*n = 0;
	if (searches && q->search.words.n == 0)
		return OK;
	for (part.rank = searches ? RANK_EXACT : RANK_ALL;
	     e == OK && part.rank <= (searches ? RANK_REST : RANK_ALL); part.rank++)
		if ((e = s->driver->sum(s, &part, NULL, 0, NULL, 0, &sums, w)) == OK)
			*n += sums.v->count;
	return e;
}

static void
store_assert_ops(const struct op *ops, size_t n)
{
	for (size_t i = 0; i < n; i++)
		assert(op_is_sound(&ops[i]));
}

static void
store_count_commit(struct store *s, int64_t batches)
{
	s->stats.batches += batches;
	s->stats.commits += batches > 0;
}

enum err
store_apply(struct store *s, struct op *ops, size_t n, struct why *w)
{
	if (n > REQUEST_OPS_MAX)
		return err_set(w, ERR_TOO_LARGE, "%zu ops in one batch; at most %d are allowed", n,
		    REQUEST_OPS_MAX);
	return store_apply_large(s, ops, n, w);
}

enum err
store_apply_large(struct store *s, struct op *ops, size_t n, struct why *w)
{
	int64_t began = clock_monotonic();
	enum err e;

	store_assert_ops(ops, n);
	if ((e = s->driver->apply(s, ops, n, w)) == OK)
		store_count_commit(s, 1);
	s->stats.apply_us += clock_monotonic() - began;
	return e;
}

void
store_apply_many(struct store *s, struct grouped_batch *v, size_t n)
{
	int64_t began = clock_monotonic(), written = 0;

	if (s->driver->apply_many == NULL || n <= 1) {
		for (size_t i = 0; i < n; i++)
			v[i].result = store_apply(s, v[i].ops, v[i].n, v[i].w);
		return;
	}
	for (size_t i = 0; i < n; i++) {
		assert(v[i].n <= REQUEST_OPS_MAX);
		store_assert_ops(v[i].ops, v[i].n);
	}
	s->driver->apply_many(s, v, n);
	for (size_t i = 0; i < n; i++)
		written += v[i].result == OK;
	store_count_commit(s, written);
	s->stats.apply_us += clock_monotonic() - began;
}

bool
store_takes_parts(const struct store *s)
{
	return s->driver->apply_parts != NULL;
}

enum err
store_apply_parts(struct store *s, struct batch_parts *parts, struct why *w)
{
	int64_t began = clock_monotonic();
	enum err e;

	if ((e = s->driver->apply_parts(s, parts, w)) == OK)
		store_count_commit(s, 1);
	s->stats.apply_us += clock_monotonic() - began;
	return e;
}

void
store_reads_begin(struct store *s)
{
	if (s->driver->reads_begin != NULL)
		s->driver->reads_begin(s);
}

void
store_reads_end(struct store *s)
{
	if (s->driver->reads_end != NULL)
		s->driver->reads_end(s);
}

enum err
store_snapshot_begin(struct store *s, struct why *w)
{
	return s->driver->snapshot_begin(s, w);
}

void
store_snapshot_end(struct store *s)
{
	s->driver->snapshot_end(s);
}

enum err
store_migrate(struct store *s, const char *dir, int64_t to, struct buf *report, struct why *w)
{
	return s->driver->migrate(s, dir, to, report, w);
}

enum err
store_ready(struct store *s, struct why *w)
{
	return s->driver->ready(s, w);
}

enum err
store_advise(struct store *s, struct buf *said, struct why *w)
{
	return s->driver->advise == NULL ? OK : s->driver->advise(s, said, w);
}

bool
store_is_locked(const struct store *s)
{
	return s->driver->is_locked != NULL && s->driver->is_locked(s);
}

void
store_idle(struct store *s)
{
	if (s->driver->idle != NULL)
		s->driver->idle(s, false);
}

void
store_keep_up(struct store *s)
{
	if (s->driver->idle != NULL)
		s->driver->idle(s, true);
}
