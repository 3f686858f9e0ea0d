/*
 * survey_rows.c - Adds the stored rows of an item to what its lines leave: lines with days, days
 * with months, months with balances, openings with their guards.
 */
#include <stdlib.h>
#include <string.h>

#include "inventory/recount/survey_parts.h"
#include "schema/records.h"
#include "store/rows.h"

enum { MONTH = 7 };

static int
survey_compare_tally(const void *id, const void *tally)
{
	return str_cmp(*(const struct str *)id, ((const struct survey_tally *)tally)->item->id);
}

struct survey_tally *
survey_tally_of(const struct survey_pass *p, struct str id)
{
	struct str item;

	str_cut(id, '|', &item);
	return bsearch(&item, p->v, p->n, sizeof *p->v, survey_compare_tally);
}

bool
survey_id_is(struct str id, const struct str *parts, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && (id.n == 0 || *id.s != '|'))
			return false;
		id = str_from(id, i > 0);
		if (!str_starts(id, parts[i]))
			return false;
		id = str_from(id, parts[i].n);
	}
	return id.n == 0;
}

/* The spelling of a lot in the item's lines; NULL: not known. */
static const struct str *
survey_spelling(const struct survey_pass *p, struct str item, struct str folded)
{
	static const struct str none = {"", 0};
	const struct lot *lot;

	if (folded.n == 0)
		return &none;
	lot = rows_lookup(&p->lots, &lot_schema, FIELD(lot, id),
	    str_printf(p->w->mem, "%.*s|%.*s", STRF(item), STRF(folded)));
	return lot == NULL ? NULL : &lot->lot;
}

static uint64_t
survey_balance_key(const struct survey_pass *p, struct str location, struct str folded)
{
	const struct str parts[] = {location, folded};

	return fingerprint_key(p->survey->seed, parts, 2);
}

static void
survey_add_day(struct survey_pass *p, struct survey_tally *t, const void *rec)
{
	const struct stock_day *d = rec;
	const struct str id[] = {d->item_id, d->location_id, d->lot, d->day};
	const struct str *lot = survey_spelling(p, d->item_id, d->lot);
	struct survey_place at = {d->location_id, d->lot, {d->day.s, MONTH}};

	if (lot == NULL || d->day.n != SURVEY_DAY || d->quantity_in < 0 || d->quantity_out < 0 ||
	    (d->quantity_in == 0 && d->quantity_out == 0) || !survey_id_is(d->id, id, 4)) {
		t->differs = true;
		return;
	}
	fingerprint_add(&t->months, survey_day_key(p->survey, &at, false), d->quantity_in);
	fingerprint_add(&t->months, survey_day_key(p->survey, &at, true), d->quantity_out);
	at = (struct survey_place){d->location_id, *lot, d->day};
	fingerprint_add(&t->days, survey_day_key(p->survey, &at, false), -d->quantity_in);
	fingerprint_add(&t->days, survey_day_key(p->survey, &at, true), -d->quantity_out);
	if (memcmp(d->day.s, t->last_day, SURVEY_DAY) > 0)
		memcpy(t->last_day, d->day.s, SURVEY_DAY);
	t->moved = true;
}

static void
survey_add_month(struct survey_pass *p, struct survey_tally *t, const void *rec)
{
	const struct stock_month *m = rec;
	const struct str id[] = {m->item_id, m->location_id, m->lot, m->month};
	const struct survey_place at = {m->location_id, m->lot, m->month};
	const uint64_t key = survey_balance_key(p, m->location_id, m->lot);

	if (m->quantity_in < 0 || m->quantity_out < 0 || !survey_id_is(m->id, id, 4)) {
		t->differs = true;
		return;
	}
	fingerprint_add(&t->months, survey_day_key(p->survey, &at, false), -m->quantity_in);
	fingerprint_add(&t->months, survey_day_key(p->survey, &at, true), -m->quantity_out);
	fingerprint_add(&t->balances, key, m->quantity_in);
	fingerprint_add(&t->balances, key, -m->quantity_out);
	if (p->last_key != (key ^ (uintptr_t)t)) /* the first month of this balance */
		fingerprint_add(&t->keys, key, 1);
	p->last_key = key ^ (uintptr_t)t;
}

static void
survey_add_balance(struct survey_pass *p, struct survey_tally *t, const void *rec)
{
	const struct balance *b = rec;
	const struct str folded = lot_fold(p->w->mem, b->lot);
	const struct str id[] = {b->item_id, b->location_id, folded};
	const struct str *lot = survey_spelling(p, b->item_id, folded);
	const struct location *at = rows_lookup(
	    &p->survey->locations, &location_schema, FIELD(location, id), b->location_id);
	const int64_t available = at != NULL && at->usage == USAGE_STOCK ? b->on_hand : 0;
	const uint64_t key = survey_balance_key(p, b->location_id, folded);

	t->differs |= lot == NULL || !str_eq(*lot, b->lot) || !survey_id_is(b->id, id, 3) ||
		      __builtin_add_overflow(t->on_hand, b->on_hand, &t->on_hand) ||
		      __builtin_add_overflow(t->available, available, &t->available);
	fingerprint_add(&t->balances, key, -b->on_hand);
	fingerprint_add(&t->keys, key, -1);
}

static void
survey_subtract_opening(struct survey_pass *p, struct survey_tally *t, const void *rec)
{
	const struct opening *o = rec;

	fingerprint_add(&t->openings, survey_opening_key(p->survey, o->id, o->posting_id), -1);
}

const struct survey_source survey_sources[] = {
    {&stock_day_schema, survey_add_day},
    {&stock_month_schema, survey_add_month},
    {&balance_schema, survey_add_balance},
    {&opening_schema, survey_subtract_opening},
    {NULL, NULL},
};
