/*
 * lot_upgrade.c - Upgrades lots by rewriting the affected rows, page by page. Does what `ccpl
 * rebuild` does for items with lots, but in several commits: each corrected row is final, and
 * no worker reads before the last.
 */
#include "inventory/upgrade/lot_upgrade.h"

#include "base/clock.h"
#include "base/mem.h"
#include "inventory/recount/rebuild.h"
#include "schema/records.h"

struct lot_upgrade_job {
	struct batch batch; /* of a page of items */
	size_t items, rows;
	struct buf *report;
};

static enum err
lot_upgrade_item(void *arg, const struct recount *r, struct why *w)
{
	struct lot_upgrade_job *j = arg;
	size_t before = j->batch.n;

	(void)w;
	if (!r->lots || r->n == 0)
		return OK;
	if (r->below_zero.n > 0) {
		buf_printf(j->report, "%.*s: unchanged, see `ccpl verify`\n", STRF(r->below_zero));
		return OK;
	}
	for (size_t i = 0; i < r->n; i++)
		if (r->v[i].schema != &item_stock_schema) /* differences there have another cause */
			rebuild_put(&j->batch, &r->v[i]);
	j->items += j->batch.n > before;
	return OK;
}

static enum err
lot_upgrade_write(struct store *st, struct lot_upgrade_job *j, struct why *w)
{
	struct batch *b = &j->batch;
	enum err e = OK;

	for (size_t from = 0; e == OK && from < b->n; from += REQUEST_OPS_MAX) {
		size_t n = b->n - from < REQUEST_OPS_MAX ? b->n - from : REQUEST_OPS_MAX;

		e = store_apply(st, b->ops + from, n, w);
	}
	j->rows += b->n;
	if (e == ERR_CLASH || e == ERR_EXISTS)
		return err_set(w, ERR_CONFLICT,
		    "Postings were made meanwhile: stop the programs and run it again");
	return e;
}

static enum err
lot_upgrade_page(
    struct store *st, struct recounter *k, struct lot_upgrade_job *j, struct why *outer)
{
	void *mem = mem_root("page of lots");
	struct why w;
	enum err e;

	why_init(&w, mem);
	j->batch = batch_init(mem);
	if ((e = recount_page(k, outer->mem, &w)) == OK)
		e = lot_upgrade_write(st, j, &w);
	if (e != OK)
		e = err_set(outer, e, "%.*s", STRF(w.text));
	mem_free(mem);
	return e;
}

enum err
lot_upgrade(struct store *st, struct buf *report, struct why *w)
{
	struct lot_upgrade_job j = {.report = report};
	struct recounter k = recounter_start(st, clock_now(), lot_upgrade_item, &j);
	enum err e = OK;

	while (e == OK && k.more)
		e = lot_upgrade_page(st, &k, &j, w);
	if (j.rows > 0)
		buf_printf(report,
		    "lots are now compared by folded case and width: %zu rows of %zu items were "
		    "rewritten\n",
		    j.rows, j.items);
	return e;
}
