/*
 * period_upgrade.c - Closes the books through the latest month that was closed, and removes
 * what an earlier program kept for each month.
 *
 * It stored a row for each month that was posted to, and sixteen gates for each month.
 */
#include "inventory/upgrade/period_upgrade.h"

#include "base/mem.h"
#include "inventory/period/period.h"

enum { MONTHS = 5000, SLICE = 1000 };

/* Rows made by a posting are deleted; a reopened month is closed with the others. */
static void
period_upgrade_month(struct batch *b, struct period *p, struct str through, struct buf *along)
{
	if (p->state == PERIOD_OPEN && period_is_closed(through, p->id)) {
		buf_printf(along, "%s%.*s", along->n == 0 ? "" : ", ", STRF(p->id));
		SET(p, period, state, PERIOD_CLOSED);
		SET(p, period, reason, str_printf(b->mem, "Closed with %.*s", STRF(through)));
		batch_add(b, OP_UPDATE, &period_schema, p)->version = p->version;
	} else if (p->state == PERIOD_OPEN && !HAS(p, period, reason)) {
		batch_add(b, OP_DELETE, &period_schema, NULL)->id = p->id;
	}
}

static struct str
period_upgrade_find_latest(const struct rows *rows)
{
	const struct period *p = rows->v;

	for (size_t i = rows->n; i-- > 0;)
		if (p[i].state == PERIOD_CLOSED)
			return p[i].id;
	return STR("");
}

static enum err
period_upgrade_close(struct store *st, struct buf *report, struct why *w)
{
	const struct query q = {.schema = &period_schema, .limit = MONTHS};
	const struct closing none = {.through = STR("")};
	struct buf along = buf_init(w->mem);
	struct batch b = batch_init(w->mem);
	struct str through;
	struct rows rows;
	enum err e;

	if ((e = store_find(st, &q, &rows, w)) != OK)
		return e;
	through = period_upgrade_find_latest(&rows);
	if (through.n > 0)
		period_put_through(&b, &none, through);
	for (size_t i = 0; i < rows.n; i++)
		period_upgrade_month(&b, (struct period *)rows.v + i, through, &along);
	if (b.n == 0 || (e = store_apply(st, b.ops, b.n, w)) != OK || through.n == 0)
		return e;
	buf_printf(report, "the books are closed through %.*s", STRF(through));
	if (along.n > 0)
		buf_printf(
		    report, "; until now these months were open: %.*s", STRF(buf_str(&along)));
	buf_puts(report, "\n");
	return OK;
}

/* Deletes the gates gate:2026-03:7 of all months. */
static enum err
period_upgrade_remove_gates(struct store *st, struct why *w)
{
	const struct filter old[] = {
	    {.field = FIELD(series, id), .cmp = CMP_GE, .text = STR("gate:0")},
	    {.field = FIELD(series, id), .cmp = CMP_LT, .text = STR("gate::")}};
	const struct query q = {
	    .schema = &series_schema, .where = old, .nwhere = 2, .limit = SLICE};
	struct rows rows;
	enum err e;

	while ((e = store_find(st, &q, &rows, w)) == OK && rows.n > 0) {
		struct batch b = batch_init(w->mem);

		for (size_t i = 0; i < rows.n; i++)
			batch_add(&b, OP_DELETE, &series_schema, NULL)->id =
			    ((const struct series *)rows.v)[i].id;
		if ((e = store_apply(st, b.ops, b.n, w)) != OK)
			return e;
	}
	return e;
}

enum err
period_upgrade(struct store *st, struct buf *report, struct why *w)
{
	struct closing now;
	enum err e;

	if ((e = period_closing(st, w->mem, &now, w)) != OK ||
	    (now.version == 0 && (e = period_upgrade_close(st, report, w)) != OK))
		return e;
	return period_upgrade_remove_gates(st, w);
}
