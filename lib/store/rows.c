/* rows.c - Queries rows by a set of keys and looks them up in the result. */
#include "store/rows.h"

#include "base/mem.h"

void
id_set_add(struct id_set *a, struct str v)
{
	if (v.n == 0)
		return;
	MEM_RESERVE(a->mem, a->list.v, a->list.n + 1, a->cap);
	a->list.v[a->list.n++] = v;
}

enum err
rows_find_in(struct store *st, const struct schema *s, size_t field, struct list in,
    struct rows *rows, struct why *w)
{
	const struct filter where = {.field = field, .cmp = CMP_IN, .in = in};
	const struct query q = {
	    .schema = s, .where = &where, .nwhere = 1, .order.field = field, .limit = in.n};

	*rows = (struct rows){0};
	return in.n == 0 ? OK : store_find(st, &q, rows, w);
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
