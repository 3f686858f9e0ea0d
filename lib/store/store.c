/* store.c - the port: opens the driver that a URL names, and passes on to it. */
#include "store/store.h"

#include <assert.h>

#include "base/clock.h"
#include "base/mem.h"
#include "schema/terms.h"
#include "store/drivers.h"

enum { BATCH_FIRST = 16 };

static const struct {
	const char *scheme;
	const struct store_driver *driver;
} drivers[] = {
    {"sqlite:", &sqlite_driver},
    {"memory:", &memory_driver},
#ifdef HAVE_MONGO
    {"mongodb:", &mongo_driver},
    {"mongodb+srv:", &mongo_driver},
#endif
};

const char *const store_commands[STORE_COMMANDS] = {"find", "getMore", "aggregate", "insert",
    "update", "delete", "commitTransaction", "abortTransaction", "other"};

static int
close_store(struct store *s)
{
	s->driver->close(s);
	return 0;
}

enum err
store_open(struct store **out, const void *mem, struct str url, struct why *w)
{
	for (size_t i = 0; i < sizeof drivers / sizeof *drivers; i++) {
		enum err e;

		if (!str_starts(url, str_of(drivers[i].scheme)))
			continue;
		if ((e = drivers[i].driver->open(out, mem, str_dup(mem, url).s, w)) != OK)
			return e;
		(*out)->driver = drivers[i].driver;
		talloc_set_destructor(*out, close_store);
		return OK;
	}
	return err_set(w, ERR_UNAVAILABLE, "DATABASE_URL begins with no scheme that is known%s",
	    str_starts(url, STR("mongodb")) ? ": this program was built without MongoDB" : "");
}

enum err
store_get(struct store *s, const struct schema *of, struct str id, void *rec, struct why *w)
{
	return s->driver->get(s, of, id, rec, w);
}

enum err
store_find(struct store *s, const struct query *q, struct rows *rows, struct why *w)
{
	assert(q->limit > 0);
	return s->driver->find(s, q, rows, w);
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
	int64_t began = clock_monotonic();
	enum err e;

	if (n > OPS_MAX)
		return err_set(
		    w, ERR_TOO_LARGE, "%zu changes at once; at most %d are possible", n, OPS_MAX);
	if ((e = s->driver->apply(s, ops, n, w)) == OK)
		s->stats.applies++;
	s->stats.apply_us += clock_monotonic() - began;
	return e;
}

enum err
store_hold(struct store *s, struct why *w)
{
	return s->driver->hold(s, w);
}

void
store_release(struct store *s)
{
	s->driver->release(s);
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

void
store_idle(struct store *s)
{
	s->driver->idle(s);
}

/* --- where a query stands --- */

/* 0: the code itself was typed; 1: the code begins with it; 2: the rest. */
static int
rank_of(const void *mem, const struct query *q, const void *rec)
{
	int field = terms_code_field(q->schema);
	struct str code;

	if (q->words.n != 1 || field < 0 || !rec_has(rec, (size_t)field))
		return 2;
	code = str_fold(mem, rec_text(rec, &q->schema->fields[field]));
	return str_eq(code, q->words.v[0]) ? 0 : str_starts(code, q->words.v[0]) ? 1 : 2;
}

static struct after
after_search(const void *mem, const struct query *q, const void *rec)
{
	int name = terms_name_field(q->schema);
	struct after a = {.given = true, .rank = rank_of(mem, q, rec), .text = STR("")};

	if (name >= 0 && rec_has(rec, (size_t)name))
		a.text = str_fold(mem, rec_text(rec, &q->schema->fields[name]));
	return a;
}

struct after
query_after(const void *mem, const struct query *q, const void *rec)
{
	const struct field *f = &q->schema->fields[q->order.field];
	struct after a = {.given = true, .text = STR("")};

	if (q->words.n > 0)
		a = after_search(mem, q, rec);
	else if (q->order.field > 0 && field_is_text(f)) /* the id has a place of its own */
		a.text = rec_text(rec, f);
	else if (q->order.field > 0)
		a.number = rec_number(rec, f);
	a.id = rec_text(rec, &q->schema->fields[0]);
	return a;
}

/* --- batches --- */

struct batch
batch_init(const void *mem)
{
	return (struct batch){.mem = mem};
}

struct op *
batch_add(struct batch *b, enum opkind kind, const struct schema *s, void *rec)
{
	struct op *op;

	if (b->n == b->cap) {
		b->cap = b->cap == 0 ? BATCH_FIRST : 2 * b->cap;
		b->ops = mem_grow(b->mem, b->ops, b->cap * sizeof *b->ops);
	}
	op = &b->ops[b->n++];
	*op = (struct op){.kind = kind, .schema = s, .rec = rec};
	return op;
}

void
op_by(struct op *op, size_t field, int64_t amount)
{
	assert(op->nby < OP_BY_MAX);
	op->by[op->nby++] = (struct by){field, amount};
}

void
op_take(
    struct op *op, size_t field, size_t from_op, size_t from_field, const char *prefix, int digits)
{
	assert(op->ntake < OP_TAKE_MAX);
	op->take[op->ntake++] = (struct take){field, from_op, from_field, str_of(prefix), digits};
}
