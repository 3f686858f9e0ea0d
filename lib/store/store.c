/* store.c - Opens the driver a URL names and forwards each call to it. */
#include "store/store.h"

#include <assert.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "schema/terms.h"
#include "store/drivers.h"

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

/* Finds the records whose code begins with the word; *rest is the query for the others. */
static enum err
store_find_codes(struct store *s, struct query *rest, struct rows *rows, struct why *w)
{
	struct query codes = *rest;
	int64_t before;
	enum err e;

	codes.rank = RANK_CODE;
	if ((e = s->driver->find(s, &codes, rows, w)) != OK)
		return e;
	rest->limit -= rows->n;
	rest->after.given = false;
	if (rows->n > 0 || rest->skip == 0) { /* everything skipped was in this part */
		rest->skip = 0;
		return OK;
	}
	if ((e = store_count(s, &codes, &before, w)) == OK) /* others may be new */
		rest->skip -= (size_t)before < rest->skip ? (size_t)before : rest->skip;
	return e;
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

/* Two queries, so that each uses the index of its order; the second one is rarely needed. */
static enum err
store_search(struct store *s, const struct query *q, struct rows *rows, struct why *w)
{
	struct query rest = *q;
	struct rows more = {0};
	enum err e = OK;

	assert(q->skip == 0 || !q->after.given);
	rest.order = (struct order){0};
	*rows = (struct rows){0};
	if (search_has_codes(q) && !(q->after.given && q->after.rank == RANK_REST))
		e = store_find_codes(s, &rest, rows, w);
	if (e != OK || rest.limit == 0)
		return e;
	rest.rank = RANK_REST;
	if ((e = s->driver->find(s, &rest, &more, w)) == OK)
		store_append_rows(rows, &more, q->schema->size, w->mem);
	return e;
}

enum err
store_find(struct store *s, const struct query *q, struct rows *rows, struct why *w)
{
	assert(q->schema->stored && q->limit > 0 && q->rank == RANK_ALL);
	assert(q->words.n == 0 || terms_searchable(q->schema));
	return q->words.n > 0 ? store_search(s, q, rows, w) : s->driver->find(s, q, rows, w);
}

enum err
store_sum(struct store *s, const struct query *q, const size_t *group, size_t ngroup,
    const size_t *fields, size_t nfields, struct sums *sums, struct why *w)
{
	assert(ngroup <= SUM_GROUP_MAX && nfields <= SUM_FIELD_MAX);
	return s->driver->sum(s, q, group, ngroup, fields, nfields, sums, w);
}

enum err
store_count(struct store *s, const struct query *q, int64_t *n, struct why *w)
{
	struct sums sums;
	enum err e = s->driver->sum(s, q, NULL, 0, NULL, 0, &sums, w);

	if (e == OK)
		*n = sums.v[0].count;
	return e;
}

enum err
store_apply(struct store *s, struct op *ops, size_t n, struct why *w)
{
	if (n > REQUEST_OPS_MAX)
		return err_set(w, ERR_TOO_LARGE, "%zu ops in one batch; at most %d are allowed", n,
		    REQUEST_OPS_MAX);
	return store_apply_large(s, ops, n, w);
}

/* Else no driver could make sense of it: a bug of who built the batch. */
static bool
op_is_sound(const struct op *op)
{
	const bool by_id = op->kind == OP_DELETE || op->kind == OP_EXPECT;
	const bool by_rec = !by_id && op->kind != OP_NONE;

	return op->schema->stored && op->version >= 0 && (!by_id || op->id.n > 0) &&
	       (!by_rec || op->rec != NULL);
}

enum err
store_apply_large(struct store *s, struct op *ops, size_t n, struct why *w)
{
	int64_t began = clock_monotonic();
	enum err e;

	for (size_t i = 0; i < n; i++)
		assert(op_is_sound(&ops[i]));
	if ((e = s->driver->apply(s, ops, n, w)) == OK)
		s->stats.applies++;
	s->stats.apply_us += clock_monotonic() - began;
	return e;
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
		s->stats.applies++;
	s->stats.apply_us += clock_monotonic() - began;
	return e;
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

void
store_idle(struct store *s)
{
	s->driver->idle(s);
}
