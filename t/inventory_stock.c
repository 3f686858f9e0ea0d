/* inventory_stock.c - Tests stock reports, now and at a past time, history, and verify. */
#include <stdlib.h>
#include <time.h>

#include "base/clock.h"
#include "base/decimal.h"
#include "base/mem.h"
#include "inventory/stock/history.h"
#include "inventory/stock/stock.h"
#include "inventory/verify/verify.h"
#include "t/books.h"

/* "item@location=quantity ..." of a page, in whole units. */
static struct str
page_text(const struct stock_page *page)
{
	struct buf out = buf_init(books.mem);
	const struct stock_row *r = page->rows.v;

	for (size_t i = 0; i < page->rows.n; i++)
		buf_printf(&out, "%s%.*s@%.*s=%lld/%lld", i == 0 ? "" : " ", STRF(r[i].item_code),
		    STRF(r[i].location_code), (long long)(r[i].on_hand / DEC_ONE),
		    (long long)(r[i].available / DEC_ONE));
	return buf_str(&out);
}

static void
check_page(struct stock_query q, const char *expected)
{
	struct stock_page page;

	q.limit = q.limit == 0 ? 100 : q.limit;
	books_ok(stock_find(books.store, &q, &page, &books.why));
	ck_assert_msg(
	    str_is(page_text(&page), expected), "%.*s, not %s", STRF(page_text(&page)), expected);
}

static void
fill_stock(void)
{
	books_ok(books_one(&books, NULL, MOVE_RECEIPT, "BOLT", "a", 10));
	books_ok(books_one(&books, NULL, MOVE_RECEIPT, "BOLT", "q", 5));
	books_ok(books_one(&books, NULL, MOVE_RECEIPT, "LOW", "a", 4));
	books_ok(books_one(&books, NULL, MOVE_RECEIPT, "OIL", "b", 1));
	books_ok(books_one(&books, NULL, MOVE_ISSUE, "OIL", "b", 1));
}

START_TEST(stock_is_listed_by_item_location_and_lot)
{
	struct str a = STR("a"), cat = STR("cat-001"), none = STR("none");

	BOOKS_OPEN();
	fill_stock();
	check_page((struct stock_query){0}, "BOLT@A=10/10 BOLT@Q=5/0 LOW@A=4/4");
	check_page((struct stock_query){.include_zero = true},
	    "BOLT@A=10/10 BOLT@Q=5/0 LOW@A=4/4 OIL@B=0/0");
	check_page((struct stock_query){.item_id = STR("bolt")}, "BOLT@A=10/10 BOLT@Q=5/0");
	check_page((struct stock_query){.at_locations = true, .locations = {&a, 1}},
	    "BOLT@A=10/10 LOW@A=4/4");
	check_page((struct stock_query){.in_categories = true, .categories = {&cat, 1}},
	    "BOLT@A=10/10 BOLT@Q=5/0 LOW@A=4/4");
	check_page((struct stock_query){.in_categories = true, .categories = {&none, 1}}, "");
	check_page((struct stock_query){.skip = 1, .limit = 1}, "BOLT@Q=5/0");
	check_page((struct stock_query){.by_item = true}, "BOLT@=15/10 LOW@=4/4");
	check_page(
	    (struct stock_query){.by_item = true, .at_locations = true, .locations = {&a, 1}},
	    "BOLT@=10/10 LOW@=4/4");
	check_page((struct stock_query){.below_min = true}, "LOW@=4/4");
}
END_TEST

START_TEST(pages_follow_one_another_without_gap_or_overlap)
{
	struct str cat = STR("cat-001");

	BOOKS_OPEN();
	fill_stock();
	for (int mode = 0; mode < 4; mode++) {
		struct stock_query q = {.limit = 1,
		    .in_categories = mode & 1,
		    .categories = {&cat, 1},
		    .by_item = (mode & 2) != 0};
		struct buf all = buf_init(books.mem);
		struct stock_page page;
		int64_t n;

		books_ok(stock_count(books.store, &q, &n, &books.why));
		ck_assert_int_eq(n, q.by_item ? 2 : 3);
		for (;;) {
			books_ok(stock_find(books.store, &q, &page, &books.why));
			if (page.rows.n == 0)
				break;
			buf_put(&all, page_text(&page));
			buf_putc(&all, ' ');
			q.after = page.places[0];
		}
		ck_assert(str_is(buf_str(&all),
		    q.by_item ? "BOLT@=15/10 LOW@=4/4 " : "BOLT@A=10/10 BOLT@Q=5/0 LOW@A=4/4 "));
	}
}
END_TEST

/* The items of all pages of one row, in that order. */
static struct str
sorted_pages(size_t field, bool desc)
{
	struct stock_query q = {.by_item = true,
	    .include_zero = true,
	    .order = stock_order(&stock_row_schema, (struct order){field, desc}),
	    .limit = 1};
	struct buf all = buf_init(books.mem);
	struct stock_page page;

	for (;;) {
		books_ok(stock_find(books.store, &q, &page, &books.why));
		if (page.rows.n == 0)
			return buf_str(&all);
		buf_printf(&all, "%.*s ", STRF(((struct stock_row *)page.rows.v)->item_code));
		q.after = page.places[0];
	}
}

START_TEST(items_are_sorted_by_their_totals)
{
	static const struct {
		size_t field;
		const char *up, *down;
	} orders[] = {
	    {FIELD(stock_row, item_code), "BOLT LOW OIL ", "OIL LOW BOLT "},
	    {FIELD(stock_row, on_hand), "OIL LOW BOLT ", "BOLT LOW OIL "},
	    {FIELD(stock_row, available), "OIL LOW BOLT ", "BOLT LOW OIL "},
	    {FIELD(stock_row, min_stock_level), "BOLT OIL LOW ", "LOW OIL BOLT "},
	    {FIELD(stock_row, shortage), "BOLT OIL LOW ", "LOW OIL BOLT "},
	    {FIELD(stock_row, last_movement), "LOW BOLT OIL ", "OIL BOLT LOW "},
	};

	BOOKS_OPEN();
	books_ok(books_one(&books, "2026-03-10", MOVE_RECEIPT, "LOW", "a", 4));
	books_ok(books_one(&books, "2026-03-12", MOVE_RECEIPT, "BOLT", "a", 10));
	books_ok(books_one(&books, "2026-03-13", MOVE_RECEIPT, "OIL", "b", 1));
	books_ok(books_one(&books, "2026-03-14", MOVE_ISSUE, "OIL", "b", 1));
	for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
		ck_assert_str_eq(sorted_pages(orders[i].field, false).s, orders[i].up);
		ck_assert_str_eq(sorted_pages(orders[i].field, true).s, orders[i].down);
	}
}
END_TEST

START_TEST(sums_of_items_are_sorted)
{
	struct str at[] = {STR("a"), STR("b")};
	struct stock_query q = {.by_item = true,
	    .at_locations = true,
	    .locations = {at, 2},
	    .order.field = FIELD(item_stock, on_hand)};

	BOOKS_OPEN();
	fill_stock();
	books_ok(books_one(&books, NULL, MOVE_RECEIPT, "OIL", "b", 7));
	check_page(q, "LOW@=4/4 OIL@=7/7 BOLT@=10/10");
	q.order.desc = true;
	check_page(q, "BOLT@=10/10 OIL@=7/7 LOW@=4/4");
	q.after = (struct query_position){
	    .given = true, .number = 10 * DEC_ONE, .text = STR(""), .id = STR("bolt")};
	check_page(q, "OIL@=7/7 LOW@=4/4");
	q.skip = 1;
	check_page(q, "LOW@=4/4");
}
END_TEST

START_TEST(items_with_stock_that_did_not_move_since_a_day)
{
	struct stock_query q = {.last_before = STR("2026-03-12")};

	BOOKS_OPEN();
	books_ok(books_one(&books, "2026-03-10", MOVE_RECEIPT, "LOW", "a", 4));
	books_ok(books_one(&books, "2026-03-12", MOVE_RECEIPT, "BOLT", "a", 10));
	books_ok(books_one(&books, "2026-03-11", MOVE_RECEIPT, "OIL", "b", 1));
	books_ok(books_one(&books, "2026-03-11", MOVE_ISSUE, "OIL", "b", 1));
	check_page(q, "LOW@=4/4");
	q.last_before = STR("2026-03-13");
	check_page(q, "BOLT@=10/10 LOW@=4/4");
	books_ok(books_one(&books, "2026-03-14", MOVE_ISSUE, "LOW", "a", 1));
	check_page(q, "BOLT@=10/10");
	q.include_zero = true;
	check_page(q, "BOLT@=10/10 OIL@=0/0");
}
END_TEST

START_TEST(one_item_is_shown_with_its_locations)
{
	struct item_stock_answer a;

	BOOKS_OPEN();
	fill_stock();
	books_ok(stock_of_item(books.store, STR("bolt"), &a, &books.why));
	ck_assert_int_eq(a.on_hand, 15 * DEC_ONE);
	ck_assert_int_eq(a.available, 10 * DEC_ONE);
	ck_assert_uint_eq(a.locations.n, 2);
	ck_assert(!a.below_min);
	books_ok(stock_of_item(books.store, STR("low"), &a, &books.why));
	ck_assert(a.below_min);
	books_ok(stock_of_item(books.store, STR("old"), &a, &books.why));
	ck_assert_int_eq(a.on_hand, 0);
	ck_assert_int_eq(stock_of_item(books.store, STR("none"), &a, &books.why), ERR_NOT_FOUND);
}
END_TEST

START_TEST(the_history_has_a_point_for_each_day_and_month)
{
	struct rows rows;
	const struct history_point *h;

	BOOKS_OPEN();
	books_ok(books_one(&books, "2026-01-31", MOVE_RECEIPT, "BOLT", "a", 10));
	books_ok(books_one(&books, "2026-03-02", MOVE_ISSUE, "BOLT", "a", 3));
	books_ok(books_one(&books, "2026-03-02", MOVE_RECEIPT, "BOLT", "b", 1));
	books_ok(history_find(books.store, STR("bolt"), STR("2026-03-01"), STR("2026-03-03"),
	    STEP_DAY, &rows, &books.why));
	h = rows.v;
	ck_assert_uint_eq(rows.n, 3);
	ck_assert_int_eq(h[0].on_hand, 10 * DEC_ONE);
	ck_assert_int_eq(h[1].quantity_in, 1 * DEC_ONE);
	ck_assert_int_eq(h[1].quantity_out, 3 * DEC_ONE);
	ck_assert_int_eq(h[2].on_hand, 8 * DEC_ONE);
	books_ok(history_find(books.store, STR("bolt"), STR("2026-01"), STR("2026-03"), STEP_MONTH,
	    &rows, &books.why));
	h = rows.v;
	ck_assert_uint_eq(rows.n, 3);
	ck_assert_int_eq(h[0].on_hand, 10 * DEC_ONE);
	ck_assert_int_eq(h[1].on_hand, 10 * DEC_ONE);
	ck_assert_int_eq(h[2].on_hand, 8 * DEC_ONE);
	ck_assert_int_eq(history_find(books.store, STR("bolt"), STR("2020-01-01"),
			     STR("2026-03-03"), STEP_DAY, &rows, &books.why),
	    ERR_INVALID);
}
END_TEST

/* --- at a past instant --- */

enum { MOVES = 60, PROBES = 40 };

static struct past_move {
	int64_t at, quantity;
	int place;
} made[MOVES + 1]; /* and the stock before */
static size_t nmade;

static const char *const places[] = {"a", "b", "q"};

static void
random_history_until(void)
{
	nmade = 0;
	for (int i = 0; i < MOVES; i++) {
		int64_t at = books_now - (int64_t)(rand() % (70 * 24 * 60)) * 60000;
		int place = rand() % 3;
		bool in = rand() % 3 > 0;
		int64_t n = 1 + rand() % 20;

		if (books_one(&books, time_str(books.mem, at).s, in ? MOVE_RECEIPT : MOVE_ISSUE,
			"BOLT", places[place], n) != OK)
			continue;
		made[nmade++] = (struct past_move){at, in ? n : -n, place};
	}
}

static int64_t
sum_until(int64_t at, int place)
{
	int64_t sum = 0;

	for (size_t i = 0; i < nmade; i++)
		if (made[i].at <= at && made[i].place == place)
			sum += made[i].quantity;
	return sum;
}

/* All of a category, which has only BOLT with stock, and at two of its places. */
static void
probe_category_until(struct stock_query q, int64_t at)
{
	struct str category = STR("cat-001"), ab[] = {STR("a"), STR("b")};
	struct stock_page page;
	const struct stock_row *r;

	q.in_categories = true;
	q.categories = (struct list){&category, 1};
	q.include_zero = q.by_item = false;
	books_ok(stock_find(books.store, &q, &page, &books.why));
	r = page.rows.v;
	for (size_t i = 0, p = 0; i < page.rows.n; i++, p++) {
		while (!str_is(r[i].location_id, places[p]))
			ck_assert_int_eq(sum_until(at, (int)p++), 0);
		ck_assert_int_eq(r[i].on_hand, sum_until(at, (int)p) * DEC_ONE);
	}
	q.by_item = q.include_zero = q.at_locations = true;
	q.item_id = STR("bolt");
	q.locations = q.asof.locations = (struct list){ab, 2};
	books_ok(stock_find(books.store, &q, &page, &books.why));
	ck_assert_uint_eq(page.rows.n, 1);
	r = page.rows.v;
	ck_assert_int_eq(r->on_hand, (sum_until(at, 0) + sum_until(at, 1)) * DEC_ONE);
}

static void
probe_until(int64_t at, bool whole)
{
	struct stock_query q = {.limit = 100,
	    .then = true,
	    .include_zero = true,
	    .asof = {.at = at, .day = day_of(books.mem, at), .whole = whole}};
	struct stock_page page;
	const struct stock_row *r;

	books_ok(stock_find(books.store, &q, &page, &books.why));
	r = page.rows.v;
	for (size_t i = 0; i < page.rows.n; i++)
		for (int p = 0; p < 3; p++)
			if (str_is(r[i].location_id, places[p]))
				ck_assert_int_eq(r[i].on_hand, sum_until(at, p) * DEC_ONE);
	q.by_item = true;
	q.item_id = STR("bolt");
	books_ok(stock_find(books.store, &q, &page, &books.why));
	r = page.rows.v;
	ck_assert_uint_eq(page.rows.n, 1);
	ck_assert_int_eq(
	    r->on_hand, (sum_until(at, 0) + sum_until(at, 1) + sum_until(at, 2)) * DEC_ONE);
	ck_assert_int_eq(r->available, (sum_until(at, 0) + sum_until(at, 1)) * DEC_ONE);
	probe_category_until(q, at);
}

START_TEST(stock_as_of_any_moment_is_the_sum_of_what_had_happened)
{
	const char *given = getenv("SEED");
	unsigned seed = given != NULL ? (unsigned)atoi(given) : (unsigned)time(NULL);

	BOOKS_OPEN();
	srand(seed);
	printf("# SEED=%u\n", seed);
	books_ok(books_one(&books, "2025-12-01", MOVE_RECEIPT, "BOLT", "a", 1));
	random_history_until();
	made[nmade++] = (struct past_move){books_instant("2025-12-01T23:59:59.999Z"), 1, 0};
	ck_assert_uint_gt(nmade, 20);
	for (int i = 0; i < PROBES; i++) {
		int64_t at = books_now - (int64_t)(rand() % (80 * 24 * 60)) * 60000;

		probe_until(at, false);
		probe_until(made[(size_t)rand() % nmade].at, false);
		probe_until(day_end(day_of(books.mem, at)), true);
	}
	books_verify(&books);
}
END_TEST

/* --- verify --- */

static struct str
verify_difference(void)
{
	struct verify_result v;

	why_clear(&books.why);
	books_ok(verify(books.store, &v, &books.why));
	return v.difference;
}

static void
tamper(const struct schema *s, void *rec, size_t field)
{
	struct batch x = batch_init(books.mem);

	op_increment(batch_add(&x, OP_ADD, s, rec), field, DEC_ONE);
	books_apply(&books, &x);
}

START_TEST(verify_finds_whatever_was_changed)
{
	struct balance balance = {0};
	struct stock_day day = {0};
	struct stock_month month = {0};
	struct item_stock item = {0};
	struct series series = {0};

	BOOKS_OPEN();
	fill_stock();
	ck_assert_uint_eq(verify_difference().n, 0);
	SET(&balance, balance, id, STR("bolt|a|"));
	tamper(&balance_schema, &balance, FIELD(balance, on_hand));
	ck_assert(str_starts(verify_difference(), STR("the balance of BOLT")));
	books_close(&books);
	BOOKS_OPEN();
	fill_stock();
	SET(&day, stock_day, id, STR("bolt|a||2026-03-15"));
	tamper(&stock_day_schema, &day, FIELD(stock_day, quantity_in));
	ck_assert(str_starts(verify_difference(), STR("the day of BOLT")));
	books_close(&books);
	BOOKS_OPEN();
	fill_stock();
	SET(&month, stock_month, id, STR("low|a||2026-03"));
	tamper(&stock_month_schema, &month, FIELD(stock_month, quantity_out));
	ck_assert(str_starts(verify_difference(), STR("the month of LOW")));
	books_close(&books);
	BOOKS_OPEN();
	fill_stock();
	SET(&item, item_stock, id, STR("bolt"));
	tamper(&item_stock_schema, &item, FIELD(item_stock, available));
	ck_assert(str_starts(
	    verify_difference(), STR("the stock of BOLT: stored: 15 on hand, 11 available")));
	books_close(&books);
	BOOKS_OPEN();
	fill_stock();
	item = (struct item_stock){0};
	SET(&item, item_stock, id, STR("bolt"));
	tamper(&item_stock_schema, &item, FIELD(item_stock, min_stock_level));
	ck_assert(str_starts(
	    verify_difference(), STR("the stock of BOLT: stored: 15 on hand, 10 available, 10 above "
				     "the minimum of 1")));
	books_close(&books);
	BOOKS_OPEN();
	fill_stock();
	SET(&series, series, id, STR("posting"));
	tamper(&series_schema, &series, FIELD(series, value));
	ck_assert(str_starts(verify_difference(), STR("the last posting is 5, but")));
}
END_TEST

START_TEST(verify_finds_an_opening_without_its_guard)
{
	struct batch x;

	BOOKS_OPEN();
	books_ok(books_one(&books, NULL, MOVE_OPENING, "BOLT", "a", 3));
	books_ok(books_one(&books, NULL, MOVE_OPENING, "LOW", "a", 3));
	books_ok(books_reverse(&books, books.last.id, NULL));
	ck_assert_uint_eq(verify_difference().n, 0);
	x = batch_init(books.mem);
	batch_add(&x, OP_DELETE, &opening_schema, NULL)->id = STR("bolt|a|");
	books_apply(&books, &x);
	ck_assert(str_starts(verify_difference(),
	    STR("the guard of the opening of BOLT, bolt|a|: stored: nothing, ")));
}
END_TEST

START_TEST(verify_finds_a_missing_posting_and_a_missing_line)
{
	struct batch x;
	struct str line;

	BOOKS_OPEN();
	fill_stock();
	x = batch_init(books.mem);
	line = ((const struct stock_transaction *)books.last.lines.v)->id;
	batch_add(&x, OP_DELETE, &stock_transaction_schema, NULL)->id = line;
	books_apply(&books, &x);
	ck_assert(str_is(verify_difference(), "posting MV-2026-000005 has no lines"));
	x = batch_init(books.mem);
	batch_add(&x, OP_DELETE, &posting_schema, NULL)->id = books.last.id;
	books_apply(&books, &x);
	ck_assert(str_starts(verify_difference(), STR("the last posting is 4, but 5")));
}
END_TEST

START_TEST(verify_tells_of_stock_at_a_location_that_was_deactivated)
{
	struct batch x;
	struct location at;

	books_open(&books, _i);
	ck_assert_int_eq(books_one(&books, NULL, MOVE_RECEIPT, "BOLT", "a", 5), OK);
	ck_assert_uint_eq(verify_difference().n, 0);
	fixture_ok(store_get(books.store, &location_schema, STR("a"), &at, &books.why), &books.why);
	SET(&at, location, is_active, false);
	x = batch_init(books.mem);
	batch_add(&x, OP_UPDATE, &location_schema, &at);
	books_apply(&books, &x);
	ck_assert(str_is(verify_difference(), "the inactive location A holds stock: restore it"));
}
END_TEST

START_TEST(verify_tells_of_items_in_a_category_that_was_deactivated)
{
	struct batch x;
	struct item bolt;
	struct item_category of;

	books_open(&books, _i);
	fixture_ok(
	    store_get(books.store, &item_schema, STR("bolt"), &bolt, &books.why), &books.why);
	fixture_ok(store_get(books.store, &item_category_schema, bolt.category_id, &of, &books.why),
	    &books.why);
	SET(&of, item_category, is_active, false);
	x = batch_init(books.mem);
	batch_add(&x, OP_UPDATE, &item_category_schema, &of);
	books_apply(&books, &x);
	ck_assert(str_is(verify_difference(),
	    "the inactive item_category CAT-001 has active items: restore it"));
}
END_TEST

START_TEST(verify_finds_a_month_that_is_not_closed_as_it_says)
{
	struct batch x;
	struct period *p;

	books_open(&books, _i);
	x = batch_init(books.mem);
	p = MEM_ONE(books.mem, struct period);
	SET(p, period, id, STR("2026-01"));
	SET(p, period, state, PERIOD_CLOSED);
	SET(p, period, changed_at, books_now);
	batch_add(&x, OP_INSERT, &period_schema, p);
	books_apply(&books, &x);
	ck_assert(str_is(verify_difference(),
	    "the month 2026-01 is stored as closed, but the books are closed through no month"));
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("inventory_stock");
	TCase *c = tcase_create("all");

	tcase_add_checked_fixture(c, NULL, books_teardown);
#define TEST(name) tcase_add_loop_test(c, name, 0, FIXTURE_DRIVERS)
	TEST(stock_is_listed_by_item_location_and_lot);
	TEST(pages_follow_one_another_without_gap_or_overlap);
	TEST(items_are_sorted_by_their_totals);
	TEST(sums_of_items_are_sorted);
	TEST(items_with_stock_that_did_not_move_since_a_day);
	TEST(one_item_is_shown_with_its_locations);
	TEST(the_history_has_a_point_for_each_day_and_month);
	TEST(stock_as_of_any_moment_is_the_sum_of_what_had_happened);
	TEST(verify_finds_whatever_was_changed);
	TEST(verify_finds_an_opening_without_its_guard);
	TEST(verify_finds_a_missing_posting_and_a_missing_line);
	TEST(verify_tells_of_stock_at_a_location_that_was_deactivated);
	TEST(verify_tells_of_items_in_a_category_that_was_deactivated);
	TEST(verify_finds_a_month_that_is_not_closed_as_it_says);
	suite_add_tcase(s, c);
	return fixture_run(s);
}
