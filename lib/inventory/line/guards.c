/* guards.c - Reads gates once each and adds their expected versions to a batch. */
#include "inventory/line/guards.h"

#include <assert.h>
#include <stdlib.h>

#include "base/mem.h"
#include "inventory/line/master_cache.h"
#include "inventory/period/period.h"

/* With one series all postings conflict at its counter anyway, so they share a gate. */
struct guards
guards_init(const struct change_context *cx)
{
	return (struct guards){
	    .n = cx->series_by_location ? (int)arc4random_uniform(GATES_PER_SUBJECT) : 0};
}

static bool
guards_has(const struct guards *g, struct str id)
{
	for (size_t i = 0; i < g->ngates; i++)
		if (str_eq(g->gates[i].id, id))
			return true;
	return false;
}

/* The rows still to be read, without duplicates, sorted. */
static struct list
guards_list_ids(const struct guards *g, const void *mem, struct list locations)
{
	struct id_set w = {.mem = mem};
	struct list *ids = &w.list;
	size_t n = 0;

	if (g->ngates == 0) {
		id_set_add(&w, gate_id(mem, STR(PERIOD_GATE), g->n));
		id_set_add(&w, STR(PERIOD_THROUGH));
	}
	for (size_t i = 0; i < locations.n; i++)
		id_set_add(
		    &w, gate_id(mem, gate_subject(mem, &location_schema, locations.v[i]), g->n));
	list_sort_distinct(ids);
	for (size_t i = 0; i < ids->n; i++)
		if (!guards_has(g, ids->v[i]))
			ids->v[n++] = ids->v[i];
	ids->n = n;
	return w.list;
}

static void
guards_add_row(struct guards *g, const void *mem, struct str id, const struct series *row)
{
	if (str_is(id, PERIOD_THROUGH))
		g->closed_through = period_through_of(mem, row);
	else
		g->gates[g->ngates++] = (struct gate){id, row == NULL ? 0 : row->version};
}

enum err
guards_read(
    struct guards *g, struct store *st, const void *mem, struct list locations, struct why *w)
{
	const struct list ids = guards_list_ids(g, mem, locations);
	struct rows rows;
	enum err e = rows_find_in(st, &series_schema, FIELD(series, id), ids, &rows, w);

	if (e != OK)
		return e;
	g->gates = mem_grow(mem, g->gates, g->ngates + ids.n + 1, sizeof *g->gates);
	for (size_t i = 0; i < ids.n; i++)
		guards_add_row(g, mem, ids.v[i],
		    rows_lookup(&rows, &series_schema, FIELD(series, id), ids.v[i]));
	return OK;
}

void
guards_expect(struct batch *b, const struct guards *g)
{
	assert(g->n >= 0 && g->n < GATES_PER_SUBJECT);
	for (size_t i = 0; i < g->ngates; i++)
		gate_expect(b, &g->gates[i]);
}
