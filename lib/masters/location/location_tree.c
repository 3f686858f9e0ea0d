/* location_tree.c - Computes the descendants of a location on a past day by undoing later moves. */
#include "masters/location/location_tree.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "masters/tree/tree.h"
#include "schema/records.h"

/* --- locations moved since a day --- */

static int
location_move_compare(const void *x, const void *y)
{
	const struct location_move *a = x, *b = y;
	int c = str_cmp(a->location_id, b->location_id);

	return c != 0 ? c : str_cmp(a->from_day, b->from_day);
}

/* The first move since then of each location moved, which has its previous parent. Sorted by
 * location. */
static enum err
location_find_first_moves(struct store *st, struct str day, struct rows *moves, struct why *w)
{
	const struct filter since = {
	    .field = FIELD(location_move, from_day), .cmp = CMP_GT, .text = day};
	struct location_move *m;
	size_t n = 0;
	enum err e;

	*moves = (struct rows){0};
	if ((e = tree_find_all(st, &location_move_schema, &since, moves, w)) != OK || moves->n == 0)
		return e;
	m = moves->v;
	qsort(m, moves->n, sizeof *m, location_move_compare);
	for (size_t i = 0; i < moves->n; i++)
		if (n == 0 || !str_eq(m[i].location_id, m[n - 1].location_id))
			m[n++] = m[i];
	moves->n = n;
	return OK;
}

static bool
location_was_moved(const struct rows *moves, struct str id)
{
	const struct location_move key = {.location_id = id};
	const struct location_move *m = moves->v;
	size_t low = 0, high = moves->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (location_move_compare(&m[mid], &key) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low < moves->n && str_eq(m[low].location_id, id);
}

/* --- one level --- */

/* The children on that day: current children that were there already, and those moved away
 * since. */
static struct list
location_children_on_day(
    const void *mem, const struct rows *now, const struct rows *moves, const struct list *at)
{
	const struct location *l = now->v;
	const struct location_move *m = moves->v;
	struct list ids = {MEM_MANY(mem, struct str, now->n + moves->n + 1), 0};

	for (size_t i = 0; i < now->n; i++)
		if (!location_was_moved(moves, l[i].id))
			ids.v[ids.n++] = l[i].id;
	for (size_t i = 0; i < moves->n; i++)
		if (HAS(&m[i], location_move, former_parent) && list_has(at, m[i].former_parent))
			ids.v[ids.n++] = m[i].location_id;
	return ids;
}

/* The depth is bounded, as a clock that was set back can produce a cycle in the past tree. */
static enum err
location_descendants_on_day(
    struct store *st, struct str id, const struct rows *moves, struct list *ids, struct why *w)
{
	struct list level = {MEM_ONE(w->mem, struct str), 1};
	struct rows now;
	enum err e;

	level.v[0] = id;
	*ids = (struct list){0};
	for (int depth = 0; level.n > 0 && depth < TREE_DEPTH_MAX; depth++) {
		ids->v = mem_grow(w->mem, ids->v, ids->n + level.n, sizeof *ids->v);
		memcpy(ids->v + ids->n, level.v, level.n * sizeof *ids->v);
		ids->n += level.n;
		if ((e = tree_children(st, &location_schema, &level, &now, w)) != OK)
			return e;
		level = location_children_on_day(w->mem, &now, moves, &level);
	}
	return OK;
}

enum err
location_tree_descendants(
    struct store *st, struct str id, struct str day, struct list *ids, struct why *w)
{
	struct rows moves = {0};
	enum err e;

	if (day.n > 0 && (e = location_find_first_moves(st, day, &moves, w)) != OK)
		return e;
	return moves.n == 0 ? tree_descendants(st, &location_schema, id, ids, w)
			    : location_descendants_on_day(st, id, &moves, ids, w);
}
