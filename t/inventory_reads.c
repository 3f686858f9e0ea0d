/*
 * inventory_reads.c - Counts what reports of stock read: as many calls whether an answer has a few
 * rows or many, and of the past no more than lies between then and the nearer end of the ledger.
 */
#include <stdio.h>

#include "base/clock.h"
#include "base/decimal.h"
#include "base/mem.h"
#include "inventory/ledger/ledger_mark.h"
#include "inventory/stock/stock.h"
#include "t/books.h"

enum { FEW = 10, MANY = 160, MONTHS = 24 };

static struct between counted;

static struct str
nth_item(size_t n)
{
	return str_printf(books.mem, "item-%04zu", n);
}

static struct posting_line
receipt_of(size_t n, const char *at, int64_t units)
{
	struct posting_line l = books_line(MOVE_RECEIPT, "", at, units);

	rec_unset(&l, FIELD(posting_line, item_code));
	SET(&l, posting_line, item_id, nth_item(n));
	return l;
}

/* Items with a receipt at each of two locations on one day. */
static void
receive_items(size_t items, const char *day)
{
	struct posting_line *lines;
	struct batch b;

	books_open(&books, 1);
	b = batch_init(books.mem);
	lines = MEM_MANY(books.mem, struct posting_line, 2 * items);
	for (size_t n = 0; n < items; n++) {
		struct item *i = MEM_ONE(books.mem, struct item);

		SET(i, item, id, nth_item(n));
		SET(i, item, item_code, nth_item(n));
		SET(i, item, item_name, nth_item(n));
		SET(i, item, category_id, STR("cat-001"));
		SET(i, item, uom, STR("PCS"));
		SET(i, item, is_active, true);
		SET(i, item, created_at, books_now);
		SET(i, item, updated_at, books_now);
		batch_add(&b, OP_INSERT, &item_schema, i);
		for (size_t k = 0; k < 2; k++)
			lines[2 * n + k] = receipt_of(n, k == 0 ? "a" : "q", 5);
	}
	books_apply(&books, &b);
	books_ok(books_post(&books, day, lines, 2 * items));
	between_init(&counted, books.store, NULL, NULL);
}

/* Whole units of all rows of the list. */
static int64_t
total_of(const struct stock_query *q)
{
	struct stock_page page;
	int64_t sum = 0;

	counted.reads = 0;
	counted.summed = 0;
	books_ok(stock_find(&counted.store, q, &page, &books.why));
	for (size_t i = 0; i < page.rows.n; i++)
		sum += ((const struct stock_row *)page.rows.v)[i].on_hand / DEC_ONE;
	return sum;
}

static struct asof
end_of(const char *day)
{
	const struct str d = str_of(day);

	return (struct asof){.at = day_end(d), .day = d, .whole = true};
}

/* --- calls --- */

static const struct report {
	const char *name;
	bool then, by_item, in_category, at_location;
} reports[] = {
    {"by balance", false, false, false, false},
    {"by balance, of a category", false, false, true, false},
    {"by balance, as of a day", true, false, false, false},
    {"by balance, as of a day, of a category", true, false, true, false},
    {"by item", false, true, false, false},
    {"by item, at a location", false, true, false, true},
    {"by item, as of a day", true, true, false, false},
    {"by item, as of a day, at a location", true, true, true, true},
};

static int
reads_of(const struct report *r, size_t items)
{
	struct str category = STR("cat-001"), place = STR("a");
	struct stock_query q = {.limit = 1000,
	    .then = r->then,
	    .asof = end_of("2026-03-01"),
	    .by_item = r->by_item,
	    .in_categories = r->in_category,
	    .categories = {&category, 1},
	    .at_locations = r->at_location,
	    .locations = {&place, r->at_location}};

	q.asof.locations = q.locations;
	ck_assert_int_eq(total_of(&q), (int64_t)items * (r->at_location ? 5 : 10));
	return counted.reads;
}

/* A page of items becomes a larger one: a few calls more for 16 times the items. */
START_TEST(a_report_makes_as_many_calls_for_many_items_as_for_few)
{
	enum { REPORTS = sizeof reports / sizeof *reports };
	int few[REPORTS];

	receive_items(FEW, "2026-03-01");
	for (size_t i = 0; i < REPORTS; i++)
		few[i] = reads_of(&reports[i], FEW);
	books_teardown();
	receive_items(MANY, "2026-03-01");
	for (size_t i = 0; i < REPORTS; i++) {
		int many = reads_of(&reports[i], MANY);

		printf("# %s: %d calls for %d items, %d for %d\n", reports[i].name, few[i], FEW,
		    many, MANY);
		ck_assert_int_le(few[i], 8);
		ck_assert_int_le(many, few[i] + 16);
	}
}
END_TEST

/* --- rows --- */

/* A receipt of each item and place in each of the months before. */
static void
receive_monthly(size_t items)
{
	receive_items(items, "2024-03-01");
	for (int m = 1; m < MONTHS; m++) {
		struct posting_line *lines = MEM_MANY(books.mem, struct posting_line, items);
		struct str day =
		    str_printf(books.mem, "%d-%02d-10", 2024 + (m + 2) / 12, (m + 2) % 12 + 1);

		for (size_t n = 0; n < items; n++)
			lines[n] = receipt_of(n, "a", 1);
		books_ok(books_post(&books, day.s, lines, items));
	}
}

START_TEST(the_past_is_read_from_its_nearer_end)
{
	static const struct {
		const char *day;
		int64_t units, rows; /* of an item: its stock, its totals that are read */
	} cases[] = {{"2026-03-14", 33, 0}, {"2026-02-09", 32, 1}, {"2024-03-31", 10, 2},
	    {"2024-04-30", 11, 3}, {"2025-03-31", 22, 11}};

	receive_monthly(FEW);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		for (int by_item = 0; by_item < 2; by_item++) {
			struct stock_query q = {.limit = 1000,
			    .then = true,
			    .asof = end_of(cases[i].day),
			    .by_item = by_item};

			ck_assert_int_eq(total_of(&q), FEW * cases[i].units);
			ck_assert_int_eq(counted.summed, FEW * cases[i].rows);
		}
}
END_TEST

/* --- the postings of today --- */

static int64_t
count_today(struct ledger_mark *m)
{
	int64_t n;

	counted.reads = 0;
	counted.summed = 0;
	books_ok(
	    ledger_count_since(&counted.store, m, day_start(STR("2026-03-15")), &n, &books.why));
	ck_assert_int_eq(counted.summed, 0);
	return n;
}

static void
post_at(const char *clock)
{
	books.cx.now = books_instant(clock);
	books_ok(books_one(&books, "2026-03-14", MOVE_RECEIPT, "BOLT", "a", 1));
}

START_TEST(todays_postings_are_read_once)
{
	struct ledger_mark m = {0}, other = {0};

	books_open(&books, _i);
	between_init(&counted, books.store, NULL, NULL);
	ck_assert_int_eq(count_today(&m), 0);
	post_at("2026-03-14T23:59:59.999Z");
	ck_assert_int_eq(count_today(&m), 0);
	post_at("2026-03-15T00:00:00Z");
	post_at("2026-03-15T08:00:00Z");
	ck_assert_int_eq(count_today(&m), 2);
	ck_assert_int_eq(count_today(&m), 2);
	ck_assert_int_eq(counted.reads, 1); /* the last posting, which was seen */
	post_at("2026-03-15T09:00:00Z");
	ck_assert_int_eq(count_today(&m), 3);
	ck_assert_int_eq(count_today(&other), 3);
	post_at(
	    "2026-03-14T12:00:00Z"); /* a clock that was set back: as if all before it were older */
	ck_assert_int_eq(count_today(&m), 0);
	post_at("2026-03-15T10:00:00Z");
	ck_assert_int_eq(count_today(&m), 1);
	ck_assert_int_eq(count_today(&other), 1);
}
END_TEST

START_TEST(where_seq_is_an_instant_todays_postings_are_counted)
{
	struct ledger_mark m = {0};
	int64_t n;

	books_open(&books, _i);
	books.cx.series_by_location = true;
	post_at("2026-03-14T23:59:59.999Z");
	post_at("2026-03-15T08:00:00Z");
	post_at("2026-03-15T08:00:01Z");
	for (int i = 0; i < 2; i++) {
		books_ok(ledger_count_since(
		    books.store, &m, day_start(STR("2026-03-15")), &n, &books.why));
		ck_assert_int_eq(n, 2);
	}
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("inventory_reads");
	TCase *c = tcase_create("all");

	tcase_add_checked_fixture(c, NULL, books_teardown);
	tcase_add_test(c, a_report_makes_as_many_calls_for_many_items_as_for_few);
	tcase_add_test(c, the_past_is_read_from_its_nearer_end);
	tcase_add_loop_test(c, todays_postings_are_read_once, 0, FIXTURE_DRIVERS);
	tcase_add_loop_test(
	    c, where_seq_is_an_instant_todays_postings_are_counted, 0, FIXTURE_DRIVERS);
	suite_add_tcase(s, c);
	return fixture_run(s);
}
