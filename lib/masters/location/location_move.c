/*
 * location_move.c - Checks and records the move of a location to another parent or to the top;
 * see location_tree.h.
 *
 * Stock must not change its top-level location by a mere move: only a location without stock
 * at it and its descendants can move under another one.
 *
 * The check reads a lot: both paths to the top, all descendants, their stock. Concurrent
 * changes of the tree are excluded by one row that every such change ADDs to; concurrent
 * postings by the gates of the locations.
 */
#include "masters/location/location.h"

#include <assert.h>

#include "base/clock.h"
#include "base/mem.h"
#include "masters/tree/tree.h"
#include "schema/json.h"
#include "store/batch_index.h"
#include "store/gate.h"
#include "store/series.h"

#define LOCATION_TREE_GUARD STR("tree:location")

/* Most locations moved under another top-level location at once. */
enum { MOVE_LOCATIONS_MAX = 500 };

static const size_t location_parent_field = FIELD(location, parent_location);

static bool
location_is_moved(const struct edit *c)
{
	return c->kind == EDIT_UPDATE && edit_differs(c, location_parent_field);
}

/* --- checks --- */

/* Expects that the tree does not change from here on. */
static enum err
location_expect_tree(struct edit *c)
{
	struct series row = {0};
	enum err e = store_get(c->store, &series_schema, LOCATION_TREE_GUARD, &row, c->w);

	if (e != OK && e != ERR_NOT_FOUND)
		return e;
	if (e == ERR_NOT_FOUND)
		why_clear(c->w);
	batch_expect(c->batch, &series_schema, LOCATION_TREE_GUARD, row.version);
	return OK;
}

/* The top-level location of a location. */
static enum err
location_find_top(struct edit *c, const struct location *of, struct str *top)
{
	struct location l = *of;
	enum err e;

	for (int depth = 0; HAS(&l, location, parent_location) && depth < TREE_DEPTH_MAX; depth++)
		if ((e = edit_get(c, &location_schema, l.parent_location, &l)) != OK)
			return e;
	*top = l.id;
	return OK;
}

static enum err
location_top_differs(struct edit *c, bool *elsewhere)
{
	struct str from, to;
	enum err e;

	if ((e = location_find_top(c, c->before, &from)) != OK ||
	    (e = location_find_top(c, c->after, &to)) != OK)
		return e;
	*elsewhere = !str_eq(from, to);
	return OK;
}

static enum err
location_in_use(struct edit *c, const struct balance *there)
{
	const struct loc *loc = edit_loc(c, location_parent_field);
	struct location at = {0};
	struct item item = {0};
	enum err e;

	if ((e = edit_get(c, &item_schema, there->item_id, &item)) != OK ||
	    (e = edit_get(c, &location_schema, there->location_id, &at)) != OK)
		return e;
	buf_puts(&c->w->more, "\"loc\":[");
	json_put_loc(&c->w->more, loc);
	buf_puts(&c->w->more, "],");
	return edit_in_use(c, &item_schema, &item,
	    str_printf(c->w->mem,
		"is on hand at %.*s, and only a transfer moves stock below another top-level "
		"location",
		STRF(at.code))
		.s);
}

/* Expects no stock until the move is applied: earlier postings are found by the batch itself
 * (NONE), concurrent ones expect a gate. */
static enum err
location_expect_empty(struct edit *c, const struct list *ids)
{
	const struct filter where[] = {
	    {.field = FIELD(balance, location_id), .cmp = CMP_IN, .in = *ids},
	    {.field = FIELD(balance, on_hand), .cmp = CMP_GT, .number = 0},
	};
	struct balance there = {0};
	bool any;
	enum err e;

	if ((e = edit_find_any(c, &balance_schema, where, 2, &there, &any)) != OK)
		return e;
	if (any)
		return location_in_use(c, &there);
	batch_none(c->batch, &balance_schema, where, 2);
	for (size_t i = 0; i < ids->n; i++)
		gate_change_all(c->batch, gate_subject(c->w->mem, &location_schema, ids->v[i]));
	return OK;
}

enum err
location_move_check(struct edit *c)
{
	struct list ids;
	bool elsewhere;
	enum err e;

	if (!location_is_moved(c) || c->w->nfaults > 0)
		return OK;
	if ((e = location_expect_tree(c)) != OK ||
	    (e = location_top_differs(c, &elsewhere)) != OK || !elsewhere ||
	    (e = tree_descendants(c->store, &location_schema, edit_id(c), &ids, c->w)) != OK)
		return e;
	if (ids.n > MOVE_LOCATIONS_MAX)
		return err_field(c->w, edit_loc(c, location_parent_field), "too_many",
		    "With its descendants it has %zu locations; at most %d can move under another "
		    "top-level location at once: move those below first",
		    ids.n, MOVE_LOCATIONS_MAX);
	return location_expect_empty(c, &ids);
}

/* --- recording --- */

/* The latest move; .has 0: none. */
static enum err
location_last_move(struct edit *c, struct location_move *last)
{
	const struct filter where = {
	    .field = FIELD(location_move, location_id), .text = edit_id(c)};
	const struct query q = {.schema = &location_move_schema,
	    .where = &where,
	    .nwhere = 1,
	    .order = {FIELD(location_move, from_day), true},
	    .limit = 1};
	struct rows rows;
	enum err e = store_find(c->store, &q, &rows, c->w);

	*last = (struct location_move){0};
	if (e == OK && rows.n > 0)
		*last = *(const struct location_move *)rows.v;
	return e;
}

static void
location_move_set_parents(
    struct location_move *m, const struct location *before, const struct location *after)
{
	if (HAS(before, location, parent_location))
		SET(m, location_move, former_parent, before->parent_location);
	if (HAS(after, location, parent_location))
		SET(m, location_move, parent_location, after->parent_location);
}

/* One row per day, with the parent before the first move of the day. Its day is never before
 * that of an earlier move, whatever the clock says. */
static enum err
location_move_insert(struct edit *c)
{
	struct location_move *m = MEM_ONE(c->w->mem, struct location_move), last;
	struct str day = day_of(c->w->mem, c->cx->now);
	enum err e;

	if ((e = location_last_move(c, &last)) != OK)
		return e;
	location_move_set_parents(m, c->before, c->after);
	if (last.has != 0 && str_cmp(last.from_day, day) >= 0) {
		day = last.from_day;
		m->former_parent = last.former_parent;
		m->has = (m->has & ~FIELD_BIT(location_move, former_parent)) |
			 (last.has & FIELD_BIT(location_move, former_parent));
		batch_add(c->batch, OP_DELETE, &location_move_schema, NULL)->id = last.id;
	}
	SET(m, location_move, location_id, edit_id(c));
	SET(m, location_move, from_day, day);
	SET(m, location_move, id, str_printf(c->w->mem, "%.*s|%.*s", STRF(edit_id(c)), STRF(day)));
	batch_add(c->batch, OP_INSERT, &location_move_schema, m);
	return OK;
}

enum err
location_move_write(struct edit *c)
{
	enum err e;

	assert(c->schema == &location_schema);
	if (c->kind == EDIT_CREATE ? !edit_differs(c, location_parent_field)
				   : !location_is_moved(c))
		return OK;
	if (location_is_moved(c) && (e = location_move_insert(c)) != OK)
		return e;
	/* Once, for an import with many moves. */
	if (!batch_has_op(c->batch, OP_ADD, &series_schema, LOCATION_TREE_GUARD))
		series_add(c->batch, LOCATION_TREE_GUARD, 0, 1);
	return OK;
}
