/* rows.c - Queries rows by a set of keys and looks them up in the result. */
#include "store/rows.h"

#include <string.h>

#include "base/mem.h"

void
id_set_add(struct id_set *a, struct str v)
{
	if (v.n == 0)
		return;
	MEM_RESERVE(a->mem, a->list.v, a->list.n + 1, a->cap);
	a->list.v[a->list.n++] = v;
}

/* Each key once: many rows of an answer share a few, and a driver pays for each. */
static struct list
rows_distinct_keys(const void *mem, struct list in)
{
	struct list a = {MEM_MANY(mem, struct str, in.n), in.n};

	memcpy(a.v, in.v, in.n * sizeof *in.v);
	list_sort_distinct(&a);
	return a;
}

enum err
rows_find_in(struct store *st, const struct schema *s, size_t field, struct list in,
    struct rows *rows, struct why *w)
{
	struct filter where = {.field = field, .cmp = CMP_IN};
	const struct query q = {
	    .schema = s, .where = &where, .nwhere = 1, .order.field = field, .limit = in.n};

	*rows = (struct rows){0};
	if (in.n == 0)
		return OK;
	where.in = rows_distinct_keys(w->mem, in);
	return store_find(st, &q, rows, w);
}

/* Merges two sorted sets of rows without a key in common. */
static struct rows
rows_merge(const void *mem, const struct schema *s, size_t field, struct rows a, struct rows b)
{
	const struct field *f = &s->fields[field];
	struct rows all = {mem_array(mem, a.n + b.n, s->size), 0};
	size_t i = 0, k = 0;

	while (i < a.n || k < b.n) {
		const char *x = (const char *)a.v + i * s->size,
			   *y = (const char *)b.v + k * s->size;
		bool first = k == b.n || (i < a.n && str_cmp(rec_text(x, f), rec_text(y, f)) < 0);

		memcpy((char *)all.v + all.n++ * s->size, first ? x : y, s->size);
		i += first;
		k += !first;
	}
	return all;
}

enum err
rows_find_more(struct store *st, const struct schema *s, size_t field, struct list in,
    struct rows *rows, struct why *w)
{
	struct id_set unknown = {.mem = w->mem};
	struct rows more;
	enum err e;

	for (size_t i = 0; i < in.n; i++)
		if (rows_lookup(rows, s, field, in.v[i]) == NULL)
			id_set_add(&unknown, in.v[i]);
	if ((e = rows_find_in(st, s, field, unknown.list, &more, w)) == OK && more.n > 0)
		*rows = rows->n == 0 ? more : rows_merge(w->mem, s, field, *rows, more);
	return e;
}

void *
rows_lookup(const struct rows *rows, const struct schema *s, size_t field, struct str key)
{
	size_t low = 0, high = rows->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		void *rec = (char *)rows->v + mid * s->size;
		int c = str_cmp(rec_text(rec, &s->fields[field]), key);

		if (c == 0)
			return rec;
		if (c < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}
