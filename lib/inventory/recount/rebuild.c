/*
 * rebuild.c - Finds the items that differ, page by page, then rewrites their rows in one batch
 * from one snapshot.
 */
#include "inventory/recount/rebuild.h"

#include <assert.h>

#include "base/mem.h"
#include "inventory/posting/retry.h"
#include "schema/json.h"
#include "schema/records.h"
#include "store/rows.h"

enum { AUDIT_ROWS = 500 }; /* most rows listed in the audit row */

struct rebuild_job {
	struct store *store;
	const struct change_context *cx;
	struct batch batch;
	struct buf before, after; /* of the audit row: objects without their braces */
	struct str below_zero;
	struct rebuild_result *out;
	struct why *w;
};

void
rebuild_put(struct batch *b, const struct recount_diff *a)
{
	const enum opkind kind = a->due == NULL ? OP_DELETE : a->kept ? OP_UPDATE : OP_INSERT;
	void *rec = NULL;
	struct op *op;

	assert(a->kept || (a->due != NULL && a->version == 0));
	if (a->due != NULL) {
		rec = mem_new(b->mem, a->schema->size);
		rec_copy(b->mem, a->schema, a->due, rec);
	}
	op = batch_add(b, kind, a->schema, rec);
	op->id = str_dup(b->mem, a->id);
	op->version = a->version;
}

/* --- items that differ --- */

static enum err
rebuild_note_item(void *arg, const struct recount *r, struct why *w)
{
	struct id_set *ids = arg;

	(void)w;
	if (r->n > 0 || r->below_zero.n > 0)
		id_set_add(ids, str_dup(ids->mem, r->item->id));
	return OK;
}

static enum err
rebuild_find_items(struct rebuild_job *j, struct id_set *ids)
{
	struct recounter k = recounter_start(j->store, j->cx->now, rebuild_note_item, ids);
	enum err e = OK;

	while (e == OK && k.more)
		e = recount_page(&k, j->w->mem, j->w);
	return e;
}

/* --- rewriting --- */

static void
rebuild_put_member(struct buf *b, size_t n, const struct recount_diff *a, struct str value)
{
	if (n > 1)
		buf_putc(b, ',');
	json_put_str(b, str_printf(b->mem, "%zu %.*s", n, STRF(a->what)));
	buf_putc(b, ':');
	json_put_str(b, value);
}

static void
rebuild_report_row(struct rebuild_job *j, const struct recount_diff *a)
{
	j->out->rows++;
	buf_printf(&j->out->report, "%.*s: stored: %.*s, from the ledger: %.*s\n", STRF(a->what),
	    STRF(a->is), STRF(a->should));
	if (j->out->rows > AUDIT_ROWS)
		return;
	rebuild_put_member(&j->before, j->out->rows, a, a->is);
	rebuild_put_member(&j->after, j->out->rows, a, a->should);
}

/* Expects the item's total, unless it is itself written. */
static void
rebuild_expect_total(struct batch *b, const struct recount *r)
{
	struct op *op;

	for (size_t i = 0; i < r->n; i++)
		if (r->v[i].schema == &item_stock_schema)
			return;
	if (r->version == 0)
		return;
	op = batch_add(b, OP_EXPECT, &item_stock_schema, NULL);
	op->id = str_dup(b->mem, r->item->id);
	op->version = r->version;
}

static enum err
rebuild_put_item(void *arg, const struct recount *r, struct why *w)
{
	struct rebuild_job *j = arg;

	(void)w;
	if (r->below_zero.n > 0 && j->below_zero.n == 0)
		j->below_zero = str_dup(j->w->mem, r->below_zero);
	if (r->n == 0)
		return OK;
	j->out->items++;
	rebuild_expect_total(&j->batch, r);
	for (size_t i = 0; i < r->n; i++) {
		rebuild_put(&j->batch, &r->v[i]);
		rebuild_report_row(j, &r->v[i]);
	}
	return OK;
}

static void
rebuild_put_audit(struct rebuild_job *j)
{
	const void *mem = j->w->mem;
	struct str label = str_printf(mem, "%zu rows of %zu items", j->out->rows, j->out->items);
	struct audit *a = change_audit(
	    &j->batch, j->cx, "rebuild", &item_stock_schema, STR(""), label, NULL, NULL)
			      ->rec;

	SET(a, audit, before, str_printf(mem, "{%.*s}", STRF(buf_str(&j->before))));
	SET(a, audit, after, str_printf(mem, "{%.*s}", STRF(buf_str(&j->after))));
}

/* Recounts all of them in one snapshot. */
static enum err
rebuild_recount_items(struct rebuild_job *j, const struct list *ids)
{
	struct recounter k = recounter_start(j->store, j->cx->now, rebuild_put_item, j);
	enum err e = store_snapshot_begin(j->store, j->w);

	if (e != OK)
		return e;
	for (size_t i = 0; i < ids->n && e == OK; i++)
		e = recount_one(&k, ids->v[i], j->w);
	store_snapshot_end(j->store);
	return e;
}

static enum err
rebuild_write_once(struct rebuild_job *j, const struct list *ids, bool dry)
{
	enum err e;

	j->batch = batch_init(j->w->mem);
	j->before = j->after = buf_init(j->w->mem);
	*j->out = (struct rebuild_result){.report = buf_init(j->w->mem)};
	if ((e = rebuild_recount_items(j, ids)) != OK)
		return e;
	if (j->below_zero.n > 0)
		return err_set(j->w, ERR_CONFLICT,
		    "%.*s. That is no matter of sums: post what is missing there, as an "
		    "adjustment, "
		    "and rebuild then",
		    STRF(j->below_zero));
	if (dry || j->out->rows == 0)
		return OK;
	rebuild_put_audit(j);
	return store_apply_large(j->store, j->batch.ops, j->batch.n, j->w);
}

enum err
rebuild(struct store *st, const struct change_context *cx, bool dry, struct rebuild_result *out,
    struct why *w)
{
	struct rebuild_job j = {.store = st, .cx = cx, .out = out, .w = w};
	struct id_set ids = {.mem = w->mem};
	struct retry retry;
	enum err e;

	*out = (struct rebuild_result){.report = buf_init(w->mem)};
	if ((e = rebuild_find_items(&j, &ids)) != OK)
		return e;
	retry = retry_start();
	do
		e = rebuild_write_once(&j, &ids.list, dry);
	while (retry_needed(&retry, cx, &e, w));
	return e;
}
