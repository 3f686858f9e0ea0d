/* inventory_rebuild.c - Tests rebuilding balances and sums from the ledger. */
#include "base/clock.h"
#include "base/decimal.h"
#include "base/mem.h"
#include "inventory/recount/rebuild.h"
#include "inventory/verify/verify.h"
#include "schema/json.h"
#include "t/between.h"
#include "t/books.h"

/* Receipts, issues and an opening of two items, one of them with a lot. */
static void
fill_ledger(void)
{
	struct posting_line l = books_line(MOVE_RECEIPT, "BOLT", "a", 5);

	books_ok(books_one(&books, "2026-02-10", MOVE_RECEIPT, "BOLT", "a", 10));
	books_ok(books_one(&books, "2026-03-10", MOVE_RECEIPT, "BOLT", "q", 6));
	books_ok(books_one(&books, NULL, MOVE_ISSUE, "BOLT", "a", 4));
	SET(&l, posting_line, lot, STR("L-1"));
	books_ok(books_post(&books, NULL, &l, 1));
	books_ok(books_one(&books, NULL, MOVE_OPENING, "LOW", "a", 3));
}

static struct rows
all_rows(const struct schema *s)
{
	const struct query q = {.schema = s, .limit = 20000};
	struct rows rows;

	books_ok(store_find(books.store, &q, &rows, &books.why));
	return rows;
}

/* All stored records of these schemas. */
static struct str
kept_rows(const struct schema *const *kinds)
{
	struct buf out = buf_init(books.mem);

	for (; *kinds != NULL; kinds++) {
		struct rows rows = all_rows(*kinds);

		for (size_t i = 0; i < rows.n; i++)
			json_put_stored(&out, *kinds, (char *)rows.v + i * (*kinds)->size, 0);
	}
	return buf_str(&out);
}

static const struct schema *const ledger[] = {&posting_schema, &stock_transaction_schema, NULL};
static const struct schema *const everything[] = {&posting_schema, &stock_transaction_schema,
    &balance_schema, &stock_day_schema, &stock_month_schema, &item_stock_schema, &opening_schema,
    &lot_schema, &series_schema, &audit_schema, NULL};

static void
add_to(const struct schema *s, const char *id, size_t field, int64_t units)
{
	struct batch x = batch_init(books.mem);
	void *rec = mem_new(books.mem, s->size);

	rec_set_text(rec, s, 0, str_of(id));
	op_increment(batch_add(&x, OP_ADD, s, rec), field, units * DEC_ONE);
	books_apply(&books, &x);
}

static void delete (const struct schema *s, struct str id)
{
	struct batch x = batch_init(books.mem);

	batch_add(&x, OP_DELETE, s, NULL)->id = id;
	books_apply(&books, &x);
}

static void
put_stock_day(struct batch *x, int day)
{
	struct stock_day *r = MEM_ONE(books.mem, struct stock_day);

	SET(r, stock_day, day, str_printf(books.mem, "day %05d", day));
	SET(r, stock_day, id, str_printf(books.mem, "low|a||%.*s", STRF(r->day)));
	SET(r, stock_day, item_id, STR("low"));
	SET(r, stock_day, location_id, STR("a"));
	SET(r, stock_day, lot, STR(""));
	SET(r, stock_day, quantity_in, DEC_ONE);
	SET(r, stock_day, quantity_out, 0);
	batch_add(x, OP_INSERT, &stock_day_schema, r);
}

/* Makes one row of each schema wrong, missing, or superfluous. */
static void
break_sums(void)
{
	struct batch x = batch_init(books.mem);

	add_to(&balance_schema, "bolt|a|", FIELD(balance, on_hand), 1);
	add_to(&stock_day_schema, "bolt|a||2026-03-15", FIELD(stock_day, quantity_out), 2);
	add_to(&stock_month_schema, "bolt|q||2026-03", FIELD(stock_month, quantity_in), 3);
	add_to(&item_stock_schema, "bolt", FIELD(item_stock, available), 4);
	add_to(&item_stock_schema, "bolt", FIELD(item_stock, min_stock_level), 2);
	delete (&balance_schema, STR("bolt|a|l-1"));
	delete (&stock_day_schema, STR("bolt|a||2026-02-10"));
	delete (&opening_schema, STR("low|a|"));
	delete (&lot_schema, STR("bolt|l-1"));
	delete (&item_stock_schema, STR("low"));
	put_stock_day(&x, 1);
	books_apply(&books, &x);
}

static struct verify_result
run_verify(void)
{
	struct verify_result v;

	why_clear(&books.why);
	books_ok(verify(books.store, &v, &books.why));
	return v;
}

static struct rebuild_result
run_rebuild(bool dry)
{
	struct rebuild_result r;

	why_clear(&books.why);
	books_ok(rebuild(books.store, &books.cx, dry, &r, &books.why));
	return r;
}

static const struct audit *
last_audit(void)
{
	const struct filter where = {.field = FIELD(audit, action), .text = STR("rebuild")};
	const struct query q = {.schema = &audit_schema, .where = &where, .nwhere = 1, .limit = 10};
	struct rows rows;

	books_ok(store_find(books.store, &q, &rows, &books.why));
	ck_assert_uint_eq(rows.n, 1);
	return rows.v;
}

START_TEST(whatever_differs_is_made_anew_and_told)
{
	static const char *const told[] = {
	    "the balance of BOLT at A: stored: 7, from the ledger: 6\n",
	    "the day of BOLT at A, 2026-03-15: stored: 0 in and 6 out, from the ledger: 0 in and 4 "
	    "out\n",
	    "the month of BOLT at Q, 2026-03: stored: 9 in and 0 out, from the ledger: 6 in and 0 "
	    "out\n",
	    "the stock of BOLT: stored: 17 on hand, 15 available, 11 above the minimum of 2, "
	    "last day '2026-03-15', from the ledger: 17 on hand, 11 available, 11 above the "
	    "minimum of 0, ",
	    "the balance of BOLT at A, lot L-1: stored: nothing, from the ledger: 5 of lot L-1\n",
	    "the day of BOLT at A, 2026-02-10: stored: nothing, from the ledger: 10 in and 0 out\n",
	    "the guard of the opening of LOW, low|a|: stored: nothing, from the ledger: posting ",
	    "the record of lot L-1 of BOLT: stored: nothing, ",
	    "the stock of LOW: stored: 0 on hand, 0 available, 0 above the minimum of 0, "
	    "last day '', ",
	    "the day of LOW at A, day 00001: stored: 1 in and 0 out, from the ledger: nothing\n",
	};
	struct str before, report;
	struct rebuild_result r;

	BOOKS_OPEN();
	fill_ledger();
	before = kept_rows(ledger);
	break_sums();
	ck_assert(run_verify().rebuildable);
	r = run_rebuild(false);
	ck_assert_uint_eq(r.rows, 10);
	ck_assert_uint_eq(r.items, 2);
	report = buf_str(&r.report);
	for (size_t i = 0; i < sizeof told / sizeof *told; i++)
		ck_assert_msg(
		    strstr(report.s, told[i]) != NULL, "%s is not in\n%.*s", told[i], STRF(report));
	books_verify(&books);
	ck_assert(str_eq(kept_rows(ledger), before));
	ck_assert_int_eq(books_item(&books, "LOW").on_hand, 3 * DEC_ONE);
	ck_assert_int_eq(books_one(&books, NULL, MOVE_OPENING, "LOW", "a", 3), ERR_OPENING_EXISTS);
	books_ok(books_one(&books, NULL, MOVE_ISSUE, "BOLT", "a", 6));
	books_verify(&books);
}
END_TEST

START_TEST(the_audit_says_what_differed)
{
	const struct audit *a;

	BOOKS_OPEN();
	fill_ledger();
	add_to(&balance_schema, "bolt|a|", FIELD(balance, on_hand), 1);
	add_to(&stock_day_schema, "bolt|a||2026-03-15", FIELD(stock_day, quantity_out), 2);
	run_rebuild(false);
	a = last_audit();
	ck_assert(str_is(a->label, "2 rows of 1 items"));
	ck_assert_msg(
	    str_is(a->before, "{\"1 the day of BOLT at A, 2026-03-15\":\"0 in and 6 out\","
			      "\"2 the balance of BOLT at A\":\"7\"}"),
	    "%.*s", STRF(a->before));
	ck_assert(str_is(a->after, "{\"1 the day of BOLT at A, 2026-03-15\":\"0 in and 4 out\","
				   "\"2 the balance of BOLT at A\":\"6\"}"));
}
END_TEST

START_TEST(a_dry_run_writes_nothing_and_so_does_one_that_finds_nothing)
{
	struct str before;

	BOOKS_OPEN();
	fill_ledger();
	before = kept_rows(everything);
	ck_assert_uint_eq(run_rebuild(false).rows, 0);
	ck_assert(str_eq(kept_rows(everything), before));
	break_sums();
	before = kept_rows(everything);
	ck_assert_uint_eq(run_rebuild(true).rows, 10);
	ck_assert(str_eq(kept_rows(everything), before));
}
END_TEST

static void
post_meanwhile(void *arg)
{
	struct books c = books_second(&books);

	(void)arg;
	fixture_ok(books_one(&c, NULL, MOVE_RECEIPT, "BOLT", "q", 1), &c.why);
}

START_TEST(a_posting_meanwhile_is_counted)
{
	struct between between;
	struct store *real;
	struct rebuild_result r;

	BOOKS_OPEN();
	fill_ledger();
	break_sums();
	between_init(&between, real = books.store, post_meanwhile, NULL);
	books_ok(rebuild(&between.store, &books.cx, false, &r, &books.why));
	ck_assert_ptr_eq(books.store, real);
	ck_assert_int_eq(between.applies, 2);
	ck_assert_uint_eq(r.rows, 10);
	books_verify(&books);
	ck_assert_int_eq(books_balance(&books, "BOLT", "q"), 7);
}
END_TEST

START_TEST(a_balance_below_nothing_is_named_and_nothing_is_written)
{
	struct str before;
	struct rebuild_result r;
	struct verify_result v;

	BOOKS_OPEN();
	books_ok(books_one(&books, NULL, MOVE_RECEIPT, "BOLT", "a", 5));
	delete (
	    &stock_transaction_schema, ((const struct stock_transaction *)books.last.lines.v)->id);
	books_ok(books_one(&books, NULL, MOVE_ISSUE, "BOLT", "a", 2));
	books_ok(books_one(&books, NULL, MOVE_RECEIPT, "LOW", "a", 1));
	add_to(&balance_schema, "low|a|", FIELD(balance, on_hand), 1);
	before = kept_rows(everything);
	ck_assert_int_eq(rebuild(books.store, &books.cx, false, &r, &books.why), ERR_CONFLICT);
	ck_assert(str_starts(books.why.text,
	    STR("the balance of BOLT at A: its lines add up to -2. Rebuilding cannot "
		"correct that")));
	ck_assert_uint_gt(r.rows, 0);
	ck_assert(str_eq(kept_rows(everything), before));
	v = run_verify();
	ck_assert(!v.rebuildable && v.difference.n > 0);
	/* Following its message: post what is missing, then it succeeds. */
	books_ok(books_one(&books, NULL, MOVE_ADJUSTMENT, "BOLT", "a", 2));
	run_rebuild(false);
	ck_assert_int_eq(books_balance(&books, "BOLT", "a"), 0);
	ck_assert_int_eq(books_balance(&books, "LOW", "a"), 1);
}
END_TEST

START_TEST(more_rows_than_a_batch_has_ops_are_one_commit)
{
	enum { DAYS = REQUEST_OPS_MAX + 1 };
	struct batch x;

	BOOKS_OPEN();
	fill_ledger();
	for (int day = 0; day < DAYS;) {
		x = batch_init(books.mem);
		while (day < DAYS && x.n < REQUEST_OPS_MAX)
			put_stock_day(&x, day++);
		books_apply(&books, &x);
	}
	ck_assert_uint_eq(run_rebuild(false).rows, DAYS);
	books_verify(&books);
	ck_assert(str_is(last_audit()->label, "10001 rows of 1 items"));
	ck_assert_uint_lt(last_audit()->before.n, 65536);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("inventory_rebuild");
	TCase *c = tcase_create("all");

	tcase_add_checked_fixture(c, NULL, books_teardown);
#define TEST(name) tcase_add_loop_test(c, name, 0, FIXTURE_DRIVERS)
	TEST(whatever_differs_is_made_anew_and_told);
	TEST(the_audit_says_what_differed);
	TEST(a_dry_run_writes_nothing_and_so_does_one_that_finds_nothing);
	TEST(a_posting_meanwhile_is_counted);
	TEST(a_balance_below_nothing_is_named_and_nothing_is_written);
	TEST(more_rows_than_a_batch_has_ops_are_one_commit);
	suite_add_tcase(s, c);
	return fixture_run(s);
}
