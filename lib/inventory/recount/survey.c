/* survey.c - Keeps fingerprints of the lines of each item. */
#include "inventory/recount/survey.h"

#include <stdlib.h>

#include "base/mem.h"
#include "inventory/recount/survey_parts.h"
#include "schema/records.h"

enum { PAGE = 5000 };

/* Appends a page of ids after the last one; *n: how many. */
static enum err
survey_read_ids(struct survey *s, struct store *st, size_t *n, struct why *outer)
{
	struct query q = {.schema = &item_schema, .fields = FIELD_BIT(item, id), .limit = PAGE};
	void *mem = mem_root("ids");
	struct rows rows;
	struct why w;
	enum err e;

	why_init(&w, mem);
	if (s->n > 0)
		q.after = (struct query_position){.given = true, .id = s->items[s->n - 1].id};
	if ((e = store_find(st, &q, &rows, &w)) != OK)
		e = err_set(outer, e, "%.*s", STRF(w.text));
	*n = e == OK ? rows.n : 0;
	for (size_t i = 0; i < *n; i++) {
		MEM_RESERVE(s->mem, s->items, s->n + 1, s->cap);
		s->items[s->n++] = (struct survey_item){
		    .id = str_dup(s->mem, ((const struct item *)rows.v)[i].id)};
	}
	mem_free(mem);
	return e;
}

static enum err
survey_read_locations(struct survey *s, struct store *st, struct why *w)
{
	const struct query q = {.schema = &location_schema,
	    .fields = FIELD_BIT(location, usage),
	    .limit = SURVEY_LOCATIONS_MAX};

	return store_find(st, &q, &s->locations, w);
}

enum err
survey_begin(struct survey *s, struct store *st, const void *mem, struct why *w)
{
	size_t n;
	enum err e;

	*s = (struct survey){.mem = mem};
	arc4random_buf(&s->seed, sizeof s->seed);
	do
		if ((e = survey_read_ids(s, st, &n, w)) != OK)
			return e;
	while (n == PAGE);
	return survey_read_locations(s, st, w);
}

static int
survey_compare_ids(const void *id, const void *item)
{
	return str_cmp(*(const struct str *)id, ((const struct survey_item *)item)->id);
}

struct survey_item *
survey_find_item(const struct survey *s, struct str id)
{
	return s->n == 0 ? NULL
			 : bsearch(&id, s->items, s->n, sizeof *s->items, survey_compare_ids);
}

uint64_t
survey_day_key(const struct survey *s, const struct survey_place *at, bool out)
{
	const struct str parts[] = {at->location, at->lot, at->when, out ? STR("out") : STR("in")};

	return fingerprint_key(s->seed, parts, sizeof parts / sizeof *parts);
}

uint64_t
survey_opening_key(const struct survey *s, struct str balance_id, struct str posting_id)
{
	const struct str parts[] = {balance_id, posting_id};

	return fingerprint_key(s->seed, parts, 2);
}

static void
survey_add_opening(const struct survey *s, struct survey_item *to,
    const struct stock_transaction *t, int64_t times, struct why *w)
{
	struct str id = balance_id(w->mem, t->item_id, t->location_id, t->lot);

	fingerprint_add(&to->openings, survey_opening_key(s, id, t->posting_id), times);
}

void
survey_add_line(struct survey *s, const struct stock_transaction *t,
    const struct stock_transaction *reversed, struct why *w)
{
	const struct survey_place at = {t->location_id, t->lot, t->day};
	struct survey_item *to = survey_find_item(s, t->item_id);

	if (to == NULL)
		return;
	fingerprint_add(&to->lines, survey_day_key(s, &at, t->quantity < 0),
	    t->quantity < 0 ? -t->quantity : t->quantity);
	if (t->transaction_type != MOVE_OPENING)
		return;
	if (!HAS(t, stock_transaction, reverses_id))
		survey_add_opening(s, to, t, 1, w);
	else if (reversed != NULL)
		survey_add_opening(s, to, reversed, -1, w);
}
