/*
 * import_stock.c - Rows of opening stock become postings.
 *
 * Each row is first checked by itself as a posting, so that faults are reported for the row. Only
 * the sums of its balances are kept, which become postings of one batch.
 * The `opening` rows of the batch ensure that stock is opened once: a second import of the
 * file is refused.
 */
#include "import/opening.h"

#include "base/decimal.h"
#include "base/mem.h"
#include "inventory/stock/balance_key.h"
#include "inventory/posting/post.h"

static struct posting_line
opening_line(const struct opening_row *r)
{
	struct posting_line l = {0};

	SET(&l, posting_line, transaction_type, MOVE_OPENING);
	SET(&l, posting_line, item_id, r->item_id);
	SET(&l, posting_line, location_id, r->location_id);
	SET(&l, posting_line, quantity, r->quantity);
	if (HAS(r, opening_row, lot))
		SET(&l, posting_line, lot, r->lot);
	if (HAS(r, opening_row, unit_cost))
		SET(&l, posting_line, unit_cost, r->unit_cost);
	return l;
}

/* Converts to the system's currency; the cost may be omitted. */
static void
opening_convert_cost(struct stock_import *j, const struct import_row *row, struct opening_row *r)
{
	const struct str name = j->im->table.names[FIELD(opening_row, currency)];

	if (HAS(r, opening_row, unit_cost) &&
	    !cost_convert(&j->costs, row->no, name, r->currency, &r->unit_cost))
		rec_unset(r, FIELD(opening_row, unit_cost));
}

/* Checks the row as a posting of its own. */
static enum err
opening_check_line(struct stock_import *j, const struct import_row *row, struct posting_line *l)
{
	struct posting_batch pb = posting_batch_init(j->im->store, &j->cx);
	struct why mine;
	enum err e;

	pb.check_only = true;
	why_init(&mine, j->w->mem);
	e = draft_add_request(posting_batch_add(&pb, POSTING_PLAIN), l, 1, true, &mine);
	if (err_status(e) >= 500)
		return err_set(j->w, e, "%.*s", STRF(mine.text));
	if (e != OK)
		import_faults(j->im, row, &mine);
	return OK;
}

/* Checks that the balance was not opened before; reported at its first row. */
static enum err
opening_check_unopened(
    struct stock_import *j, const struct import_row *row, const struct opening_sum *s)
{
	struct opening was = {0};
	struct posting p = {0};
	struct why mine;
	enum err e;

	why_init(&mine, j->w->mem);
	e = store_get(j->im->store, &opening_schema, s->id, &was, &mine);
	if (e == OK)
		e = store_get(j->im->store, &posting_schema, was.posting_id, &p, &mine);
	if (e == ERR_NOT_FOUND)
		return OK;
	if (e != OK)
		return err_set(j->w, e, "%.*s", STRF(mine.text));
	j->im->existing++;
	findings_fault(&j->im->found, row->no, STR_NONE, STR_NONE,
	    "the opening stock of this item, location and lot is already posted, by %.*s",
	    STRF(p.number));
	return OK;
}

static struct opening_sum *
opening_sum_find(struct stock_import *j, const struct posting_line *l, bool *new)
{
	struct str id = balance_id(j->w->mem, l->item_id, l->location_id, l->lot);
	struct opening_sum *s;

	HASH_FIND(hh, j->sums, id.s, id.n, s);
	if ((*new = s == NULL)) {
		s = BLOCK_ONE(&j->block, struct opening_sum);
		s->id = block_put(&j->block, id);
		rec_pack_into(&j->block, &posting_line_schema, l, &s->line);
		s->line.quantity = 0;
		rec_unset(&s->line, FIELD(posting_line, unit_cost));
		HASH_ADD_KEYPTR(hh, j->sums, s->id.s, s->id.n, s);
	}
	return s;
}

static enum err
opening_sum_add(struct stock_import *j, const struct import_row *row, const struct posting_line *l)
{
	bool new;
	struct opening_sum *s = opening_sum_find(j, l, &new);

	if (!dec_add(s->line.quantity, l->quantity, &s->line.quantity)) {
		import_table_fault(&j->im->found, &j->im->table, row, FIELD(opening_row, quantity),
		    STR("the stock would be too large"));
		return OK;
	}
	if (HAS(l, posting_line, unit_cost))
		cost_mean_add(&s->cost, l->quantity, l->unit_cost);
	return new ? opening_check_unopened(j, row, s) : OK;
}

static enum err
import_stock_row(struct stock_import *j, const struct import_row *row)
{
	struct opening_row r;
	struct posting_line l;
	size_t before = j->im->found.nfaults;
	bool good;
	enum err e;

	if ((e = import_record(j->im, row, &r, &good, j->w)) != OK)
		return e;
	opening_convert_cost(j, row, &r);
	if (!good)
		return OK;
	if (r.quantity == 0) {
		findings_note(&j->im->found, row->no, STR_NONE, STR_NONE,
		    "the quantity is 0: the row is skipped");
		return OK;
	}
	l = opening_line(&r);
	if ((e = opening_check_line(j, row, &l)) != OK || j->im->found.nfaults > before)
		return e;
	j->im->created++;
	return opening_sum_add(j, row, &l);
}

static void
import_stock_result(struct stock_import *j)
{
	const size_t n = HASH_COUNT(j->sums);
	size_t means = 0;

	for (const struct opening_sum *s = j->sums; s != NULL; s = s->hh.next)
		means += s->cost.differs;
	if (n > 0)
		j->im->created_text = str_printf(j->im->found.mem, "%zu balances", n);
	if (means > 0)
		j->im->created_text = str_printf(j->im->found.mem,
		    "%zu balances, %zu of them with the mean of their rows' costs", n, means);
}

static void
import_stock_use(struct stock_import *j, struct why *w)
{
	j->cx = *j->im->cx;
	j->cx.mem = w->mem;
	j->w = w;
}

/* Each row in memory of its own. */
static enum err
import_stock_read(struct stock_import *j, struct why *w)
{
	const struct import_table *t = &j->im->table;
	enum err e = OK;

	for (size_t i = 0; i < t->n && e == OK; i++) {
		void *mem = mem_root("row");
		struct why mine;

		why_init(&mine, mem);
		import_stock_use(j, &mine);
		if ((e = import_stock_row(j, import_table_row(t, i, mem))) != OK)
			err_set(w, e, "%.*s", STRF(mine.text));
		mem_free(mem);
		import_progress(j->im, i + 1, t->n);
	}
	return e;
}

static void
import_stock_set_date(struct stock_import *j)
{
	struct import *im = j->im;
	struct why mine;

	why_init(&mine, im->found.mem);
	if (instant_read(im->cx, im->date, NULL, &j->when, &mine) != OK)
		findings_fault(&im->found, 0, STR_NONE, im->date, "the opening date %s",
		    mine.nfaults > 0 ? mine.faults->msg.s : mine.text.s);
}

/* The rows are read once: writing begins with their sums. */
enum err
import_stock_begin(struct import *im, struct why *w)
{
	struct stock_import *j = im->state;
	enum err e;

	if (!im->writing) {
		j = im->state = MEM_ONE(im->found.mem, struct stock_import);
		*j = (struct stock_import){.im = im,
		    .block.mem = im->found.mem,
		    .costs = {.map = &im->map, .found = &im->found, .ours = im->currency}};
		import_stock_set_date(j);
		if ((e = import_stock_read(j, w)) != OK)
			return e;
		import_stock_result(j);
	}
	j->next = im->found.nfaults > 0 ? NULL : j->sums;
	j->nposted = 0;
	return OK;
}

enum err
import_stock_part(struct import *im, struct batch *b, struct why *w)
{
	struct stock_import *j = im->state;
	enum err e;

	import_stock_use(j, w);
	e = j->next == NULL ? OK : opening_post(j, b);
	im->done = j->next == NULL;
	if (im->writing)
		import_progress(im, j->nposted, HASH_COUNT(j->sums));
	return e;
}
