/*
 * import_stock.c - rows of opening stock become postings of one batch.
 *
 * Each row is first checked by itself as a posting, so that faults are reported for the row.
 * The `opening` rows of the batch ensure that stock is opened once: a second import of the
 * file is refused.
 */
#include "import/import_cost.h"
#include "import/import.h"

#include "base/decimal.h"
#include "base/mem.h"
#include "inventory/stock/balance_key.h"
#include "inventory/posting/post.h"

#define uthash_malloc(n)  mem_new(j->im->found.mem, (n))
#define uthash_free(p, n) ((void)(p))
#include <uthash.h>

/* So that a request can reverse each posting: that takes up to eight ops a line. */
enum { POSTING_LINES = 1200 };
_Static_assert(8 * POSTING_LINES + 100 <= REQUEST_OPS_MAX, "a posting can be reversed");

struct opening_sum {   /* of the rows of one balance */
	struct str id; /* item|location|lot */
	struct posting_line line;
	struct cost_mean cost;
	UT_hash_handle hh;
};

struct stock_import {
	struct import *im;
	struct costs costs;
	struct opening_sum *sums; /* in the order of their first rows */
	size_t nmeans;
	struct instant when;
	struct why *w;
};

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
	struct posting_batch pb = posting_batch_init(j->im->store, j->im->cx);
	struct why mine;
	enum err e;

	pb.check_only = true;
	why_init(&mine, j->im->found.mem);
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

	why_init(&mine, j->im->found.mem);
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
	struct str id = balance_id(j->im->found.mem, l->item_id, l->location_id, l->lot);
	struct opening_sum *s;

	HASH_FIND(hh, j->sums, id.s, id.n, s);
	if ((*new = s == NULL)) {
		s = MEM_ONE(j->im->found.mem, struct opening_sum);
		*s = (struct opening_sum){.id = id, .line = *l};
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

static size_t
opening_sum_lines(struct stock_import *j, struct posting_line **lines)
{
	size_t n = 0;

	*lines = MEM_MANY(j->im->found.mem, struct posting_line, HASH_COUNT(j->sums) + 1);
	for (struct opening_sum *s = j->sums; s != NULL; s = s->hh.next) {
		if (s->cost.any)
			SET(&s->line, posting_line, unit_cost, cost_mean_value(&s->cost));
		j->nmeans += s->cost.differs;
		(*lines)[n++] = s->line;
	}
	return n;
}

static enum err
import_stock_draft(struct stock_import *j, struct posting_batch *pb, struct posting_line *lines,
    size_t n, struct why *mine)
{
	struct draft *f = posting_batch_add(pb, POSTING_PLAIN);

	f->when = j->when;
	SET(f->posting, posting, remarks, STR("Opening stock"));
	if (j->im->reference.n > 0)
		SET(f->posting, posting, reference, j->im->reference);
	return draft_add_request(f, lines, n, false, mine);
}

/* All of it in one batch: what can still be wrong concerns the file as a whole. */
static enum err
import_stock_post(struct stock_import *j)
{
	struct posting_batch pb = posting_batch_init(j->im->store, j->im->cx);
	struct posting_line *lines;
	size_t n = opening_sum_lines(j, &lines);
	struct why mine;
	enum err e = OK;

	if (n == 0)
		return OK;
	why_init(&mine, j->im->found.mem);
	for (size_t i = 0; i < n && e == OK; i += POSTING_LINES)
		e = import_stock_draft(
		    j, &pb, lines + i, n - i < POSTING_LINES ? n - i : POSTING_LINES, &mine);
	if (e == OK)
		e = post_add(&pb, &j->im->batch, &mine);
	if (err_status(e) >= 500)
		return err_set(j->w, e, "%.*s", STRF(mine.text));
	if (e != OK)
		findings_fault(&j->im->found, 0, STR_NONE, STR_NONE, "%.*s", STRF(mine.text));
	j->im->created_text = str_printf(j->im->found.mem, "%zu balances", n);
	if (j->nmeans > 0)
		j->im->created_text = str_printf(j->im->found.mem,
		    "%zu balances, %zu of them with the mean of their rows' costs", n, j->nmeans);
	return OK;
}

enum err
import_stock(struct import *im, struct why *w)
{
	struct stock_import j = {.im = im,
	    .costs = {.map = &im->map, .found = &im->found, .ours = im->currency},
	    .w = w};
	struct why mine;
	enum err e = OK;

	why_init(&mine, im->found.mem);
	if (instant_read(im->cx, im->date, NULL, &j.when, &mine) != OK)
		findings_fault(&im->found, 0, STR_NONE, im->date, "the opening date %s",
		    mine.nfaults > 0 ? mine.faults->msg.s : mine.text.s);
	for (size_t i = 0; i < im->table.n && e == OK; i++) {
		e = import_stock_row(&j, &im->table.rows[i]);
		import_progress(im, i + 1);
	}
	return e != OK || im->found.nfaults > 0 ? e : import_stock_post(&j);
}
