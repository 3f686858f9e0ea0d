/* tree.c - Reads a tree from the store, one level per query. */
#include "masters/tree/tree.h"

#include <assert.h>
#include <string.h>

#include "base/mem.h"

enum { TREE_IN_MAX = 500, TREE_SLICE = 1000 };

int
tree_field(const struct schema *s)
{
	for (size_t i = 0; i < s->nfields; i++)
		if (s->fields[i].type == T_REF && s->fields[i].ref == s)
			return (int)i;
	return -1;
}

struct str
tree_parent(const struct schema *s, const void *rec)
{
	int f = tree_field(s);

	return f >= 0 && rec_has(rec, (size_t)f) ? rec_text(rec, &s->fields[f]) : STR("");
}

static void
rows_append(const void *mem, const struct schema *s, struct rows *into, const struct rows *more)
{
	into->v = mem_grow(mem, into->v, into->n + more->n + 1, s->size);
	memcpy((char *)into->v + into->n * s->size, more->v, more->n * s->size);
	into->n += more->n;
}

enum err
tree_find_all(struct store *st, const struct schema *s, const struct filter *where,
    struct rows *rows, struct why *w)
{
	struct query q = {.schema = s, .where = where, .nwhere = 1, .limit = TREE_SLICE};
	struct rows slice;
	enum err e;

	do {
		if ((e = store_find(st, &q, &slice, w)) != OK)
			return e;
		if (slice.n == 0)
			break;
		rows_append(w->mem, s, rows, &slice);
		q.after.given = true;
		q.after.id = rec_text((char *)slice.v + (slice.n - 1) * s->size, &s->fields[0]);
	} while (slice.n == TREE_SLICE);
	return OK;
}

enum err
tree_children(struct store *st, const struct schema *s, const struct list *ids, struct rows *rows,
    struct why *w)
{
	enum err e = OK;

	assert(tree_field(s) >= 0);
	*rows = (struct rows){NULL, 0};
	for (size_t i = 0; i < ids->n && e == OK; i += TREE_IN_MAX) {
		size_t n = ids->n - i < TREE_IN_MAX ? ids->n - i : TREE_IN_MAX;
		const struct filter where = {
		    .field = (size_t)tree_field(s), .cmp = CMP_IN, .in = {ids->v + i, n}};

		e = tree_find_all(st, s, &where, rows, w);
	}
	return e;
}

enum err
tree_descendants(
    struct store *st, const struct schema *s, struct str id, struct list *ids, struct why *w)
{
	struct list level;
	struct rows rows;
	enum err e;

	*ids = (struct list){MEM_ONE(w->mem, struct str), 1};
	ids->v[0] = id;
	level = *ids;
	for (int depth = 0; level.n > 0 && depth < TREE_DEPTH_MAX; depth++) {
		if ((e = tree_children(st, s, &level, &rows, w)) != OK)
			return e;
		ids->v = mem_grow(w->mem, ids->v, ids->n + rows.n, sizeof *ids->v);
		for (size_t i = 0; i < rows.n; i++)
			ids->v[ids->n + i] = rec_text((char *)rows.v + i * s->size, &s->fields[0]);
		ids->n += rows.n;
		level = (struct list){MEM_MANY(w->mem, struct str, rows.n + 1), rows.n};
		memcpy(level.v, ids->v + ids->n - rows.n, rows.n * sizeof *ids->v);
	}
	return OK;
}
