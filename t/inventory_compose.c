/*
 * inventory_compose.c - Tests that postings written in one batch give the same rows as the same
 * postings written one after the other.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <talloc.h>
#include <time.h>

#include "base/clock.h"
#include "base/decimal.h"
#include "base/mem.h"
#include "inventory/ledger/ledger.h"
#include "inventory/posting/post.h"
#include "inventory/stock/lot.h"
#include "store/batch_print.h"
#include "t/books.h"

enum { LINES_MAX = 3, POSTINGS_MAX = 8 };

#define DAY_MS INT64_C(86400000)

struct one_line {
	enum movement type;
	const char *item, *at, *to, *lot, *uom;
	int64_t units;
	int days_ago;
};

struct one_posting {
	struct one_line lines[LINES_MAX];
	size_t n;
	struct str reverses; /* id of a posting to reverse; then there are no lines */
};

static struct books composed, apart;

static void
open_both(int driver)
{
	books_open(&apart, driver);
	books_open(&composed, driver);
}

static void
compose_teardown(void)
{
	if (apart.mem != NULL)
		mem_free(apart.mem);
	if (composed.mem != NULL)
		books_close(&composed);
	apart.mem = composed.mem = NULL;
}

static void
compose_ok(enum err e)
{
	fixture_ok(e, &composed.why);
}

/* --- drafts --- */

static struct posting_line
request_line(const struct one_line *l)
{
	struct posting_line r = books_line(l->type, l->item, l->at, l->units);

	if (l->to != NULL)
		SET(&r, posting_line, to_location_id, str_of(l->to));
	if (l->lot != NULL)
		SET(&r, posting_line, lot, str_of(l->lot));
	if (l->uom != NULL)
		SET(&r, posting_line, uom, str_of(l->uom));
	return r;
}

static enum err
add_lines(struct books *s, struct draft *f, const struct one_posting *p)
{
	for (size_t i = 0; i < p->n; i++) {
		struct posting_line l = request_line(&p->lines[i]);
		enum err e;

		f->when = instant_at(&s->cx, books_now - p->lines[i].days_ago * DAY_MS);
		if ((e = draft_add_request(f, &l, 1, true, &s->why)) != OK)
			return e;
	}
	return OK;
}

/* Adds the lines as posting_reverse() does. */
static enum err
add_reversal(struct books *s, struct draft *f, struct str id)
{
	struct posting original;
	struct rows lines;

	SET(f->posting, posting, reverses_id, id);
	SET(f->posting, posting, kind, POSTING_REVERSAL);
	fixture_ok(store_get(s->store, &posting_schema, id, &original, &s->why), &s->why);
	fixture_ok(ledger_lines(s->store, &original, &lines, &s->why), &s->why);
	for (size_t i = 0; i < lines.n; i++) {
		const struct stock_transaction *was = (struct stock_transaction *)lines.v + i;
		struct item *item = MEM_ONE(s->mem, struct item);
		struct location *at = MEM_ONE(s->mem, struct location);
		struct str ids[] = {was->location_id};
		struct stock_transaction *t;

		fixture_ok(guards_read(
			       &f->batch->guards, s->store, s->mem, (struct list){ids, 1}, &s->why),
		    &s->why);
		fixture_ok(store_get(s->store, &item_schema, was->item_id, item, &s->why), &s->why);
		fixture_ok(
		    store_get(s->store, &location_schema, was->location_id, at, &s->why), &s->why);
		f->when = instant_at(&s->cx, was->transaction_date);
		t = draft_add_line(f, item, at);
		SET(t, stock_transaction, transaction_type, was->transaction_type);
		draft_set_lot(f, was->lot);
		SET(t, stock_transaction, quantity, -was->quantity);
		SET(t, stock_transaction, entered_quantity, -was->entered_quantity);
		SET(t, stock_transaction, entered_uom, was->entered_uom);
		SET(t, stock_transaction, reverses_id, was->id);
	}
	return OK;
}

static enum err
build(struct books *s, struct posting_batch *pb, const struct one_posting *v, size_t n,
    struct batch *x)
{
	for (size_t i = 0; i < n; i++) {
		struct draft *f = posting_batch_add(pb, POSTING_PLAIN);
		enum err e = v[i].reverses.n > 0 ? add_reversal(s, f, v[i].reverses)
						 : add_lines(s, f, &v[i]);

		if (e != OK)
			return e;
	}
	return post_add(pb, x, &s->why);
}

/* Posts all in one batch. After a conflict it is rebuilt once with after_clash, which must succeed
 * or be refused. */
static enum err
post_together(struct books *s, const struct one_posting *v, size_t n)
{
	enum err e = ERR_CLASH;

	for (int again = 0; again < 2; again++) {
		struct posting_batch pb = posting_batch_init(s->store, &s->cx);
		struct batch x = batch_init(s->mem);

		pb.after_clash = again > 0;
		why_clear(&s->why);
		if ((e = build(s, &pb, v, n, &x)) != OK)
			return e;
		if (again > 0)
			fixture_apply(s->store, &x, &s->why);
		else
			e = store_apply(s->store, x.ops, x.n, &s->why);
		if (e != ERR_CLASH && e != ERR_BOUND && e != ERR_EXISTS)
			return e;
	}
	return e;
}

/* --- stored rows, without posting ids and versions --- */

static const struct schema *const compared[] = {&posting_schema, &stock_transaction_schema,
    &balance_schema, &stock_day_schema, &stock_month_schema, &item_stock_schema, &lot_schema,
    &opening_schema, &series_schema, &audit_schema};
enum { ONLY_SUMS_FROM = 2, ONLY_SUMS_TO = 8 };

static bool
is_compared(const struct schema *s, const struct field *f)
{
	static const char *const apart_from[] = {
	    "version", "updated_at", "posting_id", "reverses_id", "record_id", "after", "at"};

	if (f->flags & F_VIRTUAL)
		return false;
	for (size_t i = 0; i < sizeof apart_from / sizeof *apart_from; i++)
		if (strcmp(f->name, apart_from[i]) == 0)
			return false;
	return f != s->fields ||
	       (s != &posting_schema && s != &stock_transaction_schema && s != &audit_schema);
}

static struct str
row_text(struct books *s, const struct schema *of, const void *rec)
{
	struct buf t = buf_init(s->mem);

	buf_puts(&t, of->name);
	for (size_t i = 0; i < of->nfields; i++) {
		const struct field *f = &of->fields[i];

		if (!is_compared(of, f) || !rec_has(rec, i))
			continue;
		buf_printf(&t, " %s=", f->name);
		if (field_is_text(f))
			buf_put(&t, rec_text(rec, f));
		else if (f->type != T_LIST && f->type != T_LINES)
			buf_put_int(&t, rec_number(rec, f));
	}
	return buf_str(&t);
}

static int
compare_texts(const void *x, const void *y)
{
	return str_cmp(*(const struct str *)x, *(const struct str *)y);
}

static struct list
rows_of(struct books *s, const struct schema *of)
{
	const struct query q = {.schema = of, .limit = 10000};
	struct rows rows;
	struct list l = {0};

	fixture_ok(store_find(s->store, &q, &rows, &s->why), &s->why);
	l.v = MEM_MANY(s->mem, struct str, rows.n + 1);
	for (; l.n < rows.n; l.n++)
		l.v[l.n] = row_text(s, of, (char *)rows.v + l.n * of->size);
	qsort(l.v, l.n, sizeof *l.v, compare_texts);
	return l;
}

static void
assert_same_rows(bool only_sums)
{
	size_t n = sizeof compared / sizeof *compared;

	for (size_t i = only_sums ? ONLY_SUMS_FROM : 0; i < (only_sums ? ONLY_SUMS_TO : n); i++) {
		struct list x = rows_of(&composed, compared[i]), y = rows_of(&apart, compared[i]);

		for (size_t k = 0; k < x.n && k < y.n; k++)
			ck_assert_msg(str_eq(x.v[k], y.v[k]), "together %.*s\n   apart %.*s",
			    STRF(x.v[k]), STRF(y.v[k]));
		ck_assert_msg(x.n == y.n, "%s: %zu and %zu", compared[i]->plural, x.n, y.n);
	}
	books_verify(&composed);
}

/* Posts them in one batch, and one after the other in a second store, and compares the rows. */
static void
assert_composes(const struct one_posting *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		fixture_ok(post_together(&apart, &v[i], 1), &apart.why);
	compose_ok(post_together(&composed, v, n));
	assert_same_rows(false);
}

#define COMPOSES(v) assert_composes(v, sizeof(v) / sizeof *(v))

#define ONE(...)                                                                                   \
	{                                                                                          \
		.lines = {{__VA_ARGS__}}, .n = 1                                                   \
	}

/* --- same rows as one after the other --- */

START_TEST(two_are_the_first_of_a_month)
{
	const struct one_posting v[] = {
	    ONE(MOVE_RECEIPT, "BOLT", "a", .units = 5), ONE(MOVE_RECEIPT, "LOW", "b", .units = 7)};

	open_both(_i);
	COMPOSES(v);
}
END_TEST

START_TEST(two_are_of_one_item)
{
	const struct one_posting v[] = {
	    ONE(MOVE_RECEIPT, "BOLT", "a", .units = 5), ONE(MOVE_ISSUE, "BOLT", "a", .units = 3)};

	open_both(_i);
	COMPOSES(v);
}
END_TEST

START_TEST(two_back_dated_are_of_one_item)
{
	const struct one_posting before[] = {
	    ONE(MOVE_RECEIPT, "BOLT", "a", .units = 10, .days_ago = 9),
	    ONE(MOVE_RECEIPT, "BOLT", "a", .units = 10)};
	const struct one_posting v[] = {ONE(MOVE_ISSUE, "BOLT", "a", .units = 3, .days_ago = 5),
	    ONE(MOVE_ISSUE, "BOLT", "a", .units = 4, .days_ago = 3)};
	const struct one_posting more[] = {ONE(MOVE_ISSUE, "BOLT", "a", .units = 2, .days_ago = 4),
	    ONE(MOVE_ISSUE, "BOLT", "a", .units = 2, .days_ago = 2)};

	open_both(_i);
	COMPOSES(before);
	COMPOSES(v);
	ck_assert_int_eq(post_together(&composed, more, 2), ERR_NEGATIVE_LATER);
	ck_assert(str_starts(buf_str(&composed.why.more), STR("\"day\":\"2026-03-13\"")));
	compose_ok(post_together(&composed, more, 1));
}
END_TEST

START_TEST(each_item_is_checked_from_its_own_day_on)
{
	const struct one_posting before[] = {
	    ONE(MOVE_RECEIPT, "BOLT", "a", .units = 10, .days_ago = 9),
	    ONE(MOVE_ISSUE, "BOLT", "a", .units = 8, .days_ago = 4),
	    ONE(MOVE_RECEIPT, "BOLT", "a", .units = 100, .days_ago = 3),
	    ONE(MOVE_RECEIPT, "LOW", "a", .units = 10, .days_ago = 9),
	    ONE(MOVE_RECEIPT, "LOW", "a", .units = 10)};
	const struct one_posting v[] = {ONE(MOVE_ISSUE, "LOW", "a", .units = 1, .days_ago = 1),
	    ONE(MOVE_ISSUE, "BOLT", "a", .units = 3, .days_ago = 6)};

	open_both(_i);
	COMPOSES(before);
	ck_assert_int_eq(post_together(&composed, v, 2), ERR_NEGATIVE_LATER);
	ck_assert(
	    str_is(composed.why.text, "Stock of BOLT at A at the end of 2026-03-11 would be -1"));
}
END_TEST

START_TEST(two_are_the_first_of_a_lot_which_is_spelled_as_by_the_first)
{
	const struct one_posting v[] = {ONE(MOVE_RECEIPT, "BOLT", "a", .lot = "l-1", .units = 5),
	    ONE(MOVE_RECEIPT, "BOLT", "b", .lot = "L-1", .units = 7),
	    ONE(MOVE_RECEIPT, "LOW", "b", .lot = "L-1", .units = 7)};
	struct lot r;

	open_both(_i);
	COMPOSES(v);
	compose_ok(store_get(composed.store, &lot_schema,
	    lot_id(composed.mem, STR("bolt"), STR("L-1")), &r, &composed.why));
	ck_assert(str_is(r.lot, "l-1"));
}
END_TEST

START_TEST(two_are_the_first_in_a_unit)
{
	const struct one_posting v[] = {ONE(MOVE_RECEIPT, "BOLT", "a", .uom = "DZ", .units = 5),
	    ONE(MOVE_RECEIPT, "LOW", "a", .uom = "DZ", .units = 1),
	    ONE(MOVE_RECEIPT, "OIL", "a", .uom = "ML", .units = 1000)};

	open_both(_i);
	COMPOSES(v);
	COMPOSES(v);
}
END_TEST

START_TEST(twenty_of_one_item_and_lot_on_ten_days)
{
	struct one_posting v[20];

	open_both(_i);
	for (int i = 0; i < 20; i++)
		v[i] = (struct one_posting)ONE(i % 2 == 0 ? MOVE_RECEIPT : MOVE_ISSUE, "BOLT",
		    i % 4 < 2 ? "a" : "b", .lot = "L-1", .units = i % 2 == 0 ? 9 : 4,
		    .days_ago = 40 - 4 * (i / 2));
	COMPOSES(v);
	COMPOSES(v);
	ck_assert_int_eq(books_item(&composed, "BOLT").on_hand, 100 * DEC_ONE);
}
END_TEST

START_TEST(twenty_are_the_first_of_a_month_lot_and_unit)
{
	struct one_posting v[20];

	open_both(_i);
	for (int i = 0; i < 20; i++)
		v[i] = (struct one_posting)ONE(MOVE_RECEIPT, i % 3 == 0 ? "BOLT" : "LOW", "a",
		    .lot = i % 2 == 0 ? "X" : "x", .uom = i < 10 ? "DZ" : NULL, .units = i + 1,
		    .days_ago = i % 5);
	COMPOSES(v);
}
END_TEST

/* --- checks of the net effect --- */

START_TEST(out_before_in_works_within_a_batch)
{
	const struct one_posting v[] = {
	    ONE(MOVE_ISSUE, "BOLT", "a", .units = 5), ONE(MOVE_RECEIPT, "BOLT", "a", .units = 5)};

	open_both(_i);
	ck_assert_int_eq(post_together(&apart, v, 1), ERR_INSUFFICIENT_STOCK);
	compose_ok(post_together(&composed, v, 2));
	compose_ok(post_together(&apart, &v[1], 1));
	compose_ok(post_together(&apart, &v[0], 1));
	assert_same_rows(true);
	ck_assert_int_eq(books_balance(&composed, "BOLT", "a"), 0);
}
END_TEST

START_TEST(each_day_must_end_above_zero_by_all_of_them)
{
	const struct one_posting early[] = {ONE(MOVE_ISSUE, "BOLT", "a", .units = 5, .days_ago = 1),
	    ONE(MOVE_RECEIPT, "BOLT", "a", .units = 9)};
	const struct one_posting between[] = {
	    ONE(MOVE_RECEIPT, "BOLT", "a", .units = 5, .days_ago = 3),
	    ONE(MOVE_ISSUE, "BOLT", "a", .units = 6, .days_ago = 2),
	    ONE(MOVE_RECEIPT, "BOLT", "a", .units = 1, .days_ago = 1)};
	const struct one_posting short_now[] = {
	    ONE(MOVE_RECEIPT, "BOLT", "a", .units = 5, .days_ago = 3),
	    ONE(MOVE_ISSUE, "BOLT", "a", .units = 6)};

	open_both(_i);
	ck_assert_int_eq(post_together(&composed, early, 2), ERR_NEGATIVE_LATER);
	ck_assert(str_starts(buf_str(&composed.why.more), STR("\"day\":\"2026-03-14\"")));
	ck_assert(
	    str_is(composed.why.text, "Stock of BOLT at A at the end of 2026-03-14 would be -5"));
	ck_assert_int_eq(post_together(&composed, between, 3), ERR_NEGATIVE_LATER);
	ck_assert(
	    str_is(composed.why.text, "Stock of BOLT at A at the end of 2026-03-13 would be -1"));
	ck_assert_int_eq(post_together(&composed, short_now, 2), ERR_INSUFFICIENT_STOCK);
	ck_assert_int_eq(books_balance(&composed, "BOLT", "a"), -1);
}
END_TEST

START_TEST(a_balance_is_opened_once)
{
	const struct one_posting v[] = {ONE(MOVE_OPENING, "BOLT", "a", .lot = "l1", .units = 5),
	    ONE(MOVE_OPENING, "BOLT", "b", .lot = "L1", .units = 5),
	    ONE(MOVE_OPENING, "BOLT", "a", .lot = "L1", .units = 5)};

	open_both(_i);
	ck_assert_int_eq(post_together(&composed, v, 3), ERR_OPENING_EXISTS);
	assert_composes(v, 2);
	ck_assert_int_eq(post_together(&composed, &v[2], 1), ERR_OPENING_EXISTS);
}
END_TEST

START_TEST(what_is_taken_back_is_opened_anew_in_any_order)
{
	struct one_posting v[] = {ONE(MOVE_OPENING, "BOLT", "a", .units = 7), {.n = 0}};

	open_both(_i);
	compose_ok(books_one(&composed, NULL, MOVE_OPENING, "BOLT", "a", 5));
	v[1].reverses = composed.last.id;
	compose_ok(post_together(&composed, v, 2));
	ck_assert_int_eq(books_balance(&composed, "BOLT", "a"), 7);
	ck_assert_int_eq(post_together(&composed, v, 1), ERR_OPENING_EXISTS);
	books_verify(&composed);
}
END_TEST

START_TEST(a_posting_is_reversed_once)
{
	struct one_posting v[3] = {0};

	open_both(_i);
	compose_ok(books_one(&composed, NULL, MOVE_RECEIPT, "BOLT", "a", 5));
	v[0].reverses = composed.last.id;
	compose_ok(books_one(&composed, NULL, MOVE_RECEIPT, "BOLT", "a", 5));
	v[1].reverses = composed.last.id;
	v[2].reverses = composed.last.id;
	ck_assert_int_eq(post_together(&composed, v, 3), ERR_ALREADY_REVERSED);
	compose_ok(post_together(&composed, v, 2));
	ck_assert_int_eq(post_together(&composed, v, 2), ERR_ALREADY_REVERSED);
	ck_assert_int_eq(books_balance(&composed, "BOLT", "a"), 0);
	books_verify(&composed);
}
END_TEST

START_TEST(all_of_them_or_none)
{
	const struct one_posting v[] = {ONE(MOVE_RECEIPT, "BOLT", "a", .units = 5),
	    ONE(MOVE_ISSUE, "LOW", "a", .units = 5), ONE(MOVE_RECEIPT, "BOLT", "q", .units = 5)};
	const struct one_posting blocked[] = {
	    ONE(MOVE_RECEIPT, "BOLT", "a", .units = 5), ONE(MOVE_ISSUE, "BOLT", "q", .units = 5)};

	open_both(_i);
	ck_assert_int_eq(post_together(&composed, v, 3), ERR_INSUFFICIENT_STOCK);
	ck_assert_int_eq(post_together(&composed, blocked, 2), ERR_BLOCKED_STOCK);
	ck_assert_int_eq(books_balance(&composed, "BOLT", "a"), -1);
}
END_TEST

/* --- dates of lines --- */

START_TEST(each_line_has_its_date_and_the_posting_the_latest)
{
	const struct one_posting v[] = {{.n = 3,
	    .lines = {{MOVE_ADJUSTMENT, "BOLT", "a", .units = 5, .days_ago = 20},
		{MOVE_ADJUSTMENT, "BOLT", "b", .units = 6, .days_ago = 2},
		{MOVE_ADJUSTMENT, "LOW", "a", .units = 7, .days_ago = 18}}}};
	const struct query q = {.schema = &posting_schema, .limit = 1};
	const struct stock_transaction *t;
	struct stock_month m;
	struct posting p;
	struct rows rows;

	open_both(_i);
	COMPOSES(v);
	compose_ok(store_find(composed.store, &q, &rows, &composed.why));
	compose_ok(ledger_get(composed.store, ((struct posting *)rows.v)->id, &p, &composed.why));
	t = p.lines.v;
	ck_assert_int_eq(p.transaction_date, books_now - 2 * DAY_MS);
	ck_assert_int_eq(t[0].transaction_date, books_now - 20 * DAY_MS);
	ck_assert_int_eq(t[2].transaction_date, books_now - 18 * DAY_MS);
	ck_assert(str_is(books_item(&composed, "BOLT").last_day, "2026-03-13"));
	ck_assert(str_is(books_item(&composed, "LOW").last_day, "2026-02-25"));
	compose_ok(books_reverse(&composed, p.id, NULL));
	t = composed.last.lines.v;
	ck_assert_int_eq(composed.last.transaction_date, p.transaction_date);
	ck_assert_int_eq(t[0].transaction_date, books_now - 20 * DAY_MS);
	compose_ok(store_get(
	    composed.store, &stock_month_schema, STR("bolt|a||2026-02"), &m, &composed.why));
	ck_assert_int_eq(m.quantity_in, m.quantity_out);
	books_verify(&composed);
}
END_TEST

/* --- concurrent changes --- */

static void
other_issues_two_days_ago(void *arg)
{
	struct books other = books_second(&composed);

	(void)arg;
	fixture_ok(books_one(&other, "2026-03-13", MOVE_ISSUE, "BOLT", "a", 6), &other.why);
}

/* The batch is built when the last day is 2026-03-10; a later movement must still be noticed. */
START_TEST(a_day_between_two_of_the_batch_is_not_overlooked)
{
	const struct one_posting v[] = {ONE(MOVE_ISSUE, "BOLT", "a", .units = 6, .days_ago = 3),
	    ONE(MOVE_RECEIPT, "BOLT", "a", .units = 20)};

	open_both(_i);
	compose_ok(books_one(&composed, "2026-03-10", MOVE_RECEIPT, "BOLT", "a", 10));
	books_let(&composed, other_issues_two_days_ago, NULL);
	ck_assert_int_eq(post_together(&composed, v, 2), ERR_NEGATIVE_LATER);
	ck_assert(
	    str_is(composed.why.text, "Stock of BOLT at A at the end of 2026-03-13 would be -2"));
	ck_assert_int_eq(books_balance(&composed, "BOLT", "a"), 4);
	books_verify(&composed);
}
END_TEST

/* --- numbers --- */

START_TEST(each_has_the_next_number)
{
	const struct one_posting v[] = {ONE(MOVE_RECEIPT, "BOLT", "a", .units = 5),
	    ONE(MOVE_RECEIPT, "BOLT", "b", .units = 5), ONE(MOVE_RECEIPT, "BOLT", "a", .units = 5)};
	static const char *const numbers[2][3] = {
	    {"MV-2026-000002", "MV-2026-000003", "MV-2026-000004"},
	    {"MV-A-2026-000002", "MV-B-2026-000001", "MV-A-2026-000003"}};

	for (int at_each = 0; at_each < 2; at_each++) {
		struct posting_batch pb;
		struct batch x;

		open_both(_i);
		composed.cx.series_by_location = at_each;
		compose_ok(books_one(&composed, NULL, MOVE_RECEIPT, "BOLT", "a", 1));
		composed.cx.now += 1; /* seqs of the same millisecond may collide */
		pb = posting_batch_init(composed.store, &composed.cx);
		x = batch_init(composed.mem);
		compose_ok(build(&composed, &pb, v, 3, &x));
		fixture_apply(composed.store, &x, &composed.why);
		for (size_t i = 0; i < 3; i++) {
			const struct posting *p = pb.drafts[i]->posting;

			ck_assert(str_is(p->number, numbers[at_each][i]));
			ck_assert(str_eq(p->number, pb.drafts[i]->lines[0].t->posting_number));
			ck_assert_int_eq(p->seq, pb.drafts[i]->lines[0].t->seq);
			ck_assert(i == 0 || p->seq > pb.drafts[i - 1]->posting->seq);
			ck_assert(at_each || p->seq == (int64_t)i + 2);
		}
		books_verify(&composed);
		if (at_each == 0)
			compose_teardown();
	}
}
END_TEST

/* --- printing and size of a batch --- */

START_TEST(a_batch_is_printed_op_by_op)
{
	const struct one_posting v[] = {ONE(MOVE_RECEIPT, "BOLT", "a", .lot = "L", .units = 5),
	    ONE(MOVE_ISSUE, "BOLT", "a", .lot = "L", .units = 2)};
	static const char *const says[] = {" insert series gate:period:0\n",
	    " expect item bolt at version 1\n", " insert lot bolt|l\n",
	    " add series posting value +1\n", " add balance bolt|a|l on_hand +3\n",
	    " add stock_day bolt|a|l|2026-03-15 quantity_in +5 quantity_out +2\n",
	    " last_day up to 2026-03-15\n", " seq from op "};
	struct posting_batch pb;
	struct batch x;
	struct buf t;

	open_both(_i);
	pb = posting_batch_init(composed.store, &composed.cx);
	x = batch_init(composed.mem);
	compose_ok(build(&composed, &pb, v, 2, &x));
	t = buf_init(composed.mem);
	batch_print(&t, x.ops, x.n, NULL);
	for (size_t i = 0; i < sizeof says / sizeof *says; i++)
		ck_assert_msg(strstr(t.s, says[i]) != NULL, "no%sin\n%s", says[i], t.s);
	ck_assert_ptr_null(strchr(t.s, '>'));
	fixture_apply(composed.store, &x, &composed.why);
	ck_assert_int_eq(store_apply(composed.store, x.ops, x.n, &composed.why), ERR_EXISTS);
	buf_clear(&t);
	batch_print(&t, x.ops, x.n, &composed.why);
	ck_assert(strstr(t.s, ">   0 insert series gate:location:a:0: duplicate at id\n") != NULL);
}
END_TEST

/* The memory that an import of opening stock needs per op, in the worst case. */
START_TEST(an_op_takes_less_than_a_kilobyte)
{
	enum { LINES = 1000 };
	struct posting_line *l;
	struct posting_batch pb;
	struct draft *f;
	struct batch x;
	size_t before, each;

	open_both(_i);
	composed.cx.mem = mem_root("plan");
	before = talloc_total_size(composed.cx.mem);
	pb = posting_batch_init(composed.store, &composed.cx);
	x = batch_init(composed.cx.mem);
	f = posting_batch_add(&pb, POSTING_PLAIN);
	f->when = instant_at(&composed.cx, books_now);
	l = MEM_MANY(composed.cx.mem, struct posting_line, LINES);
	for (int i = 0; i < LINES; i++) {
		l[i] = books_line(MOVE_OPENING, "BOLT", "a", 1);
		SET(&l[i], posting_line, lot, str_printf(composed.cx.mem, "L%d", i));
	}
	compose_ok(draft_add_request(f, l, LINES, false, &composed.why));
	compose_ok(post_add(&pb, &x, &composed.why));
	each = (talloc_total_size(composed.cx.mem) - before) / x.n;
	printf("# %zu ops of opening stock: %zu bytes each, %zu of them the op\n", x.n, each,
	    sizeof(struct op));
	fflush(stdout);
	ck_assert_uint_lt(each, 1024);
	mem_free(composed.cx.mem);
}
END_TEST

/* --- a random mix --- */

static uint64_t random_state;

static int
compose_random_below(int n)
{
	random_state = random_state * UINT64_C(6364136223846793005) + 1442695040888963407;
	return (int)(random_state >> 33) % n;
}

static const char *const mix_items[] = {"BOLT", "LOW", "OIL"}, *const mix_places[] = {"a", "b"},
			 *const mix_lots[] = {NULL, "K", "M", "k"};

/* Opens both stores with stock of every item, location and lot of the mix. */
static void
open_stocked(int driver)
{
	struct one_posting v[18];
	size_t n = 0;

	open_both(driver);
	for (int item = 0; item < 3; item++)
		for (int place = 0; place < 2; place++)
			for (int lot = 0; lot < 3; lot++)
				v[n++] = (struct one_posting)ONE(MOVE_RECEIPT, mix_items[item],
				    mix_places[place], .lot = mix_lots[lot], .units = 6,
				    .days_ago = 45);
	assert_composes(v, n);
}

/* All lines of a posting have one direction, so that an accepted batch also has a valid order: in
 * before out. */
static struct one_line
compose_random_line(bool in, bool transfer)
{
	static const enum movement ins[] = {MOVE_RECEIPT, MOVE_ADJUSTMENT, MOVE_RETURN},
				   outs[] = {MOVE_ISSUE, MOVE_SUPPLIER_RETURN};
	int place = compose_random_below(2);
	struct one_line l = {
	    .type = in ? ins[compose_random_below(3)] : outs[compose_random_below(2)],
	    .item = mix_items[compose_random_below(3)],
	    .at = mix_places[place],
	    .lot = mix_lots[compose_random_below(4)],
	    .units = 1 + compose_random_below(in ? 9 : 6),
	    .days_ago = compose_random_below(3) == 0 ? 0 : compose_random_below(40)};

	if (transfer) {
		l.units = 1 + compose_random_below(3);
		l.type = MOVE_TRANSFER;
		l.to = mix_places[1 - place];
	}
	if (in && compose_random_below(40) == 0)
		l.type = MOVE_OPENING;
	if (compose_random_below(20) == 0 && strcmp(l.item, "OIL") != 0)
		l.uom = "DZ";
	return l;
}

static size_t
random_postings(struct one_posting *v, bool transfers)
{
	size_t n = 2 + (size_t)compose_random_below(6);

	for (size_t i = 0; i < n; i++) {
		bool in = compose_random_below(2) == 0;

		v[i] = (struct one_posting){.n = 1 + (size_t)compose_random_below(LINES_MAX)};
		for (size_t k = 0; k < v[i].n; k++)
			v[i].lines[k] =
			    compose_random_line(in, transfers && compose_random_below(3) == 0);
	}
	return n;
}

/* Posts them one after the other, in any order that is accepted; false when there is none.
 * *in_order: the given order was accepted. */
static bool
post_apart(const struct one_posting *v, size_t n, bool *in_order)
{
	bool done[POSTINGS_MAX] = {false};
	size_t left = n, before;

	*in_order = true;
	do {
		before = left;
		for (size_t i = 0; i < n; i++) {
			if (done[i] || post_together(&apart, &v[i], 1) != OK) {
				*in_order &= done[i];
				continue;
			}
			done[i] = true;
			left--;
		}
	} while (left > 0 && left < before);
	return left == 0;
}

static void
run_random(int driver, bool transfers)
{
	const char *rounds = getenv("ROUNDS");
	const int n_rounds = rounds != NULL ? atoi(rounds) : fixture_is_nx() ? 4 : 30;
	struct one_posting v[POSTINGS_MAX];
	int written = 0, in_turn = 0, refused = 0;
	bool fresh = true;

	for (int round = 0; round < n_rounds; round++) {
		size_t n = random_postings(v, transfers);
		bool in_order, one_by_one, together;

		if (fresh)
			open_stocked(driver);
		together = post_together(&composed, v, n) == OK;
		one_by_one = post_apart(v, n, &in_order);
		ck_assert_msg(together || !one_by_one, "round %d: only apart: %.*s", round,
		    STRF(composed.why.text));
		ck_assert_msg(!together || one_by_one || transfers, "round %d: only together: %.*s",
		    round, STRF(apart.why.text));
		if (together && one_by_one)
			assert_same_rows(!in_order);
		written += together;
		in_turn += together && in_order;
		refused += !together;
		fresh = !together || !one_by_one || !in_order || round % 8 == 7;
		if (fresh)
			compose_teardown();
	}
	printf("# %s: %d batches written, %d of them also in turn, %d refused\n",
	    fixture_drivers[driver], written, in_turn, refused);
	ck_assert(n_rounds < 30 || (in_turn > 0 && refused > 0));
}

START_TEST(a_random_mix_is_as_one_after_the_other)
{
	const char *seed = getenv("SEED");

	random_state = seed == NULL ? (uint64_t)time(NULL) : strtoull(seed, NULL, 10);
	printf("# SEED=%llu\n", (unsigned long long)random_state);
	fflush(stdout);
	run_random(_i, false);
	compose_teardown();
	run_random(_i, true);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("inventory_compose");
	TCase *c = tcase_create("all");
	const TTest *tests[] = {
	    two_are_the_first_of_a_month,
	    two_are_of_one_item,
	    two_back_dated_are_of_one_item,
	    each_item_is_checked_from_its_own_day_on,
	    two_are_the_first_of_a_lot_which_is_spelled_as_by_the_first,
	    two_are_the_first_in_a_unit,
	    twenty_of_one_item_and_lot_on_ten_days,
	    twenty_are_the_first_of_a_month_lot_and_unit,
	    out_before_in_works_within_a_batch,
	    each_day_must_end_above_zero_by_all_of_them,
	    a_balance_is_opened_once,
	    what_is_taken_back_is_opened_anew_in_any_order,
	    a_posting_is_reversed_once,
	    all_of_them_or_none,
	    each_line_has_its_date_and_the_posting_the_latest,
	    a_day_between_two_of_the_batch_is_not_overlooked,
	    each_has_the_next_number,
	    a_batch_is_printed_op_by_op,
	    an_op_takes_less_than_a_kilobyte,
	    a_random_mix_is_as_one_after_the_other,
	};

	tcase_add_checked_fixture(c, NULL, compose_teardown);
	tcase_set_timeout(c, 600);
	for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
		tcase_add_loop_test(c, tests[i], 0, FIXTURE_DRIVERS);
	suite_add_tcase(s, c);
	return fixture_run(s);
}
