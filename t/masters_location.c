/* masters_location.c - Tests moving locations: past stock stays where it was. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/decimal.h"
#include "base/mem.h"
#include "inventory/stock/stock.h"
#include "masters/location/location_tree.h"
#include "masters/master/master.h"
#include "t/between.h"
#include "t/books.h"

static const int64_t day_ms = INT64_C(86400000);

/* Sets the clock n days before the fifteenth. */
static void
on_day(int n)
{
	books.cx.now = books_now + n * day_ms;
}

static struct str
name_of_day(int n)
{
	return day_of(books.mem, books_now + n * day_ms);
}

/* Below that parent; NULL: at the top. Its id is its code. */
static struct location *
new_location(const char *code, const char *parent)
{
	struct location *l = MEM_ONE(books.mem, struct location);

	SET(l, location, id, str_of(code));
	SET(l, location, code, str_of(code));
	SET(l, location, name, str_of(code));
	SET(l, location, kind, KIND_BIN);
	SET(l, location, usage, USAGE_STOCK);
	if (parent != NULL)
		SET(l, location, parent_location, str_of(parent));
	return l;
}

static enum err
move_in(struct store *st, const char *id, const char *parent)
{
	struct location patch = {0}, now = {0};

	if (parent != NULL)
		SET(&patch, location, parent_location, str_of(parent));
	else
		patch.null = FIELD_BIT(location, parent_location);
	why_clear(&books.why);
	return master_update(st, &books.cx, &location_schema, str_of(id), &patch, &now, &books.why);
}

static void
make_location(const char *code, const char *parent)
{
	why_clear(&books.why);
	books_ok(master_create(
	    books.store, &books.cx, &location_schema, new_location(code, parent), &books.why));
}

static enum err
move_location(const char *id, const char *parent)
{
	return move_in(books.store, id, parent);
}

/* Stock of BOLT at the location and its descendants, in whole units: at the end of that day;
 * NULL: now. */
static int64_t
stock_below(const char *id, const char *day)
{
	struct stock_query q = {.item_id = STR("bolt"),
	    .by_item = true,
	    .include_zero = true,
	    .at_locations = true,
	    .then = day != NULL,
	    .limit = 1};
	struct stock_page page;

	if (q.then)
		q.asof =
		    (struct asof){.at = day_end(str_of(day)), .day = str_of(day), .whole = true};
	books_ok(location_tree_descendants(
	    books.store, str_of(id), q.asof.day, &q.locations, &books.why));
	q.asof.locations = q.locations;
	books_ok(stock_find(books.store, &q, &page, &books.why));
	ck_assert_uint_eq(page.rows.n, 1);
	return ((const struct stock_row *)page.rows.v)->on_hand / DEC_ONE;
}

/* A warehouse W with two zones, and a bin with ten in the first since the tenth. */
static void
make_warehouse(void)
{
	on_day(-10);
	make_location("W", NULL);
	make_location("Z1", "W");
	make_location("Z2", "W");
	make_location("N", "Z1");
	on_day(0);
	books_ok(books_one(&books, "2026-03-10", MOVE_RECEIPT, "BOLT", "N", 10));
}

/* --- past stock --- */

START_TEST(moving_a_location_changes_no_figure_of_a_past_day)
{
	BOOKS_OPEN();
	make_warehouse();
	for (int moved = 0; moved < 2; moved++) {
		ck_assert_int_eq(stock_below("Z1", "2026-03-09"), 0);
		ck_assert_int_eq(stock_below("Z1", "2026-03-10"), 10);
		ck_assert_int_eq(stock_below("Z1", "2026-03-14"), 10);
		ck_assert_int_eq(stock_below("Z2", "2026-03-14"), 0);
		ck_assert_int_eq(stock_below("W", "2026-03-14"), 10);
		ck_assert_int_eq(stock_below("Z1", NULL), moved ? 0 : 10);
		ck_assert_int_eq(stock_below("Z2", NULL), moved ? 10 : 0);
		if (moved == 0)
			books_ok(move_location("N", "Z2"));
	}
	on_day(1);
	ck_assert_int_eq(stock_below("Z1", "2026-03-14"), 10);
	ck_assert_int_eq(stock_below("Z1", "2026-03-15"), 0);
	ck_assert_int_eq(stock_below("Z2", "2026-03-15"), 10);
}
END_TEST

START_TEST(what_lies_below_goes_along_and_back)
{
	BOOKS_OPEN();
	make_warehouse();
	books_ok(move_location("Z1", "Z2"));
	on_day(2);
	books_ok(move_location("N", "W"));
	on_day(3);
	books_ok(move_location("Z1", "W"));
	on_day(5);
	books_ok(move_location("N", "Z1"));
	ck_assert_int_eq(stock_below("Z1", NULL), 10);
	ck_assert_int_eq(stock_below("Z2", "2026-03-14"), 0);
	ck_assert_int_eq(stock_below("Z2", "2026-03-16"), 10);
	ck_assert_int_eq(stock_below("Z1", "2026-03-16"), 10);
	ck_assert_int_eq(stock_below("Z1", "2026-03-17"), 0);
	ck_assert_int_eq(stock_below("Z2", "2026-03-17"), 0);
	ck_assert_int_eq(stock_below("W", "2026-03-17"), 10);
	ck_assert_int_eq(stock_below("Z1", "2026-03-20"), 10);
}
END_TEST

START_TEST(of_several_moves_on_one_day_the_last_counts)
{
	BOOKS_OPEN();
	make_warehouse();
	make_location("Z3", "W");
	books_ok(move_location("N", "Z2"));
	books_ok(move_location("N", "Z3"));
	on_day(1);
	ck_assert_int_eq(stock_below("Z1", "2026-03-14"), 10);
	ck_assert_int_eq(stock_below("Z1", "2026-03-15"), 0);
	ck_assert_int_eq(stock_below("Z2", "2026-03-15"), 0);
	ck_assert_int_eq(stock_below("Z3", "2026-03-15"), 10);
	books_ok(move_location("N", "Z2"));
	books_ok(move_location("N", "Z3"));
	on_day(2);
	ck_assert_int_eq(stock_below("Z2", "2026-03-16"), 0);
	ck_assert_int_eq(stock_below("Z3", "2026-03-16"), 10);
}
END_TEST

START_TEST(a_clock_that_was_set_back_keeps_what_was_before_it)
{
	BOOKS_OPEN();
	make_warehouse();
	on_day(5);
	books_ok(move_location("N", "Z2"));
	on_day(2);
	books_ok(move_location("N", "W"));
	ck_assert_int_eq(stock_below("Z1", "2026-03-14"), 10);
	ck_assert_int_eq(stock_below("Z1", "2026-03-19"), 10);
	ck_assert_int_eq(stock_below("Z2", "2026-03-20"), 0);
	ck_assert_int_eq(stock_below("W", "2026-03-20"), 10);
	ck_assert_int_eq(stock_below("Z1", NULL), 0);
}
END_TEST

/* --- under another top-level location --- */

static bool
answer_has(const char *text)
{
	return strstr(str_dup(books.mem, buf_str(&books.why.more)).s, text) != NULL;
}

START_TEST(stock_goes_under_another_top_level_location_by_transfer_only)
{
	BOOKS_OPEN();
	make_warehouse();
	make_location("V", NULL);
	make_location("E", "V");
	ck_assert_int_eq(move_location("Z1", "V"), ERR_IN_USE);
	ck_assert_msg(
	    str_is(books.why.text, "Z1 is in use: item BOLT is on hand at N, and only a transfer "
				   "moves stock below another top-level location"),
	    "%.*s", STRF(books.why.text));
	ck_assert(answer_has("\"loc\":[\"body\",\"parent_location\"]"));
	ck_assert(answer_has("\"record_id\":\"bolt\""));
	ck_assert_int_eq(move_location("N", "E"), ERR_IN_USE);
	ck_assert_int_eq(move_location("N", NULL), ERR_IN_USE);
	ck_assert_int_eq(move_location("W", "V"), ERR_IN_USE);
	ck_assert_int_eq(move_location("V", "W"), OK);
	ck_assert_int_eq(move_location("V", NULL), OK);
	ck_assert_int_eq(move_location("Z2", "V"), OK);
	books_ok(books_one(&books, NULL, MOVE_ISSUE, "BOLT", "N", 10));
	ck_assert_int_eq(move_location("Z1", "V"), OK);
	ck_assert_int_eq(stock_below("W", "2026-03-14"), 10);
	ck_assert_int_eq(stock_below("V", "2026-03-14"), 0);
	ck_assert_int_eq(move_location("N", NULL), OK);
	ck_assert_int_eq(stock_below("Z1", "2026-03-14"), 10);
	books_verify(&books);
}
END_TEST

START_TEST(a_move_that_would_make_a_ring_is_told_as_that)
{
	BOOKS_OPEN();
	make_warehouse();
	ck_assert_int_eq(move_location("W", "N"), ERR_INVALID);
	ck_assert(books_fault(&books, "body.parent_location", "cycle"));
	ck_assert_int_eq(move_location("N", "nowhere"), ERR_INVALID);
	ck_assert(books_fault(&books, "body.parent_location", "not_found"));
}
END_TEST

/* In one batch, as an import would. */
static void
make_many(int n, const char *parent)
{
	struct batch x = batch_init(books.mem);

	for (int i = 0; i < n; i++) {
		struct location *l = new_location(str_printf(books.mem, "N%d", i).s, parent);

		books_ok(master_add(books.store, &books.cx, &x, &location_schema, l, &books.why));
	}
	books_apply(&books, &x);
}

START_TEST(no_more_go_under_another_top_level_location_than_one_change_holds)
{
	BOOKS_OPEN();
	make_location("W", NULL);
	make_location("V", NULL);
	make_location("Z", "W");
	make_many(499, "Z");
	books_ok(move_location("Z", "V"));
	make_location("N499", "Z");
	ck_assert_int_eq(move_location("Z", "W"), ERR_INVALID);
	ck_assert(books_fault(&books, "body.parent_location", "too_many"));
	make_location("Y", "V");
	books_ok(move_location("Z", "Y"));
}
END_TEST

/* --- races --- */

static struct store *
location_let_other(struct between *between, void (*other)(void *))
{
	between_init(between, books.store, other, NULL);
	return &between->store;
}

static void
other_brings_stock_below(void *arg)
{
	(void)arg;
	books_ok(move_location("FULL", "Z2"));
}

static void
other_makes_a_bin_with_stock(void *arg)
{
	(void)arg;
	make_location("NEW", "Z2");
	books_ok(books_one(&books, NULL, MOVE_RECEIPT, "BOLT", "NEW", 1));
}

static void
other_moves_what_it_is_in(void *arg)
{
	(void)arg;
	books_ok(move_location("Z2", "V"));
	make_location("NEW", "E");
	books_ok(books_one(&books, NULL, MOVE_RECEIPT, "BOLT", "NEW", 1));
}

static void
other_receives_there(void *arg)
{
	(void)arg;
	books_ok(books_one(&books, NULL, MOVE_RECEIPT, "BOLT", "Z2", 1));
}

START_TEST(what_comes_there_or_below_in_between_is_seen)
{
	void (*const others[])(void *) = {
	    other_receives_there, other_brings_stock_below, other_makes_a_bin_with_stock};

	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		struct between between;

		BOOKS_OPEN();
		make_warehouse();
		make_location("V", NULL);
		make_location("FULL", "W");
		books_ok(books_one(&books, NULL, MOVE_RECEIPT, "BOLT", "FULL", 1));
		ck_assert_int_eq(
		    move_in(location_let_other(&between, others[i]), "Z2", "V"), ERR_IN_USE);
		ck_assert_int_eq(stock_below("V", NULL), 0);
		if (i < 2)
			books_close(&books);
	}
}
END_TEST

START_TEST(a_move_of_what_it_is_in_in_between_is_seen)
{
	struct between between;

	BOOKS_OPEN();
	make_warehouse();
	make_location("V", NULL);
	make_location("E", "Z2");
	ck_assert_int_eq(
	    move_in(location_let_other(&between, other_moves_what_it_is_in), "E", "Z1"),
	    ERR_IN_USE);
	ck_assert_int_eq(stock_below("V", NULL), 1);
}
END_TEST

/* --- random moves and postings --- */

enum { DAYS = 14, PLACES = 9, TOPS = 2, LINES = 200 };

static const char *const codes[PLACES] = {"T0", "T1", "P2", "P3", "P4", "P5", "P6", "P7", "P8"};

static struct tree_model {
	int parents[PLACES]; /* -1: at the top */
	int at_end[DAYS][PLACES];
	struct {
		int day, place;
		int64_t quantity;
	} lines[LINES];
	size_t nlines;
} model;

static bool
lies_below(const int *parents, int place, int top)
{
	for (int depth = 0; place >= 0 && place != top && depth < PLACES; depth++)
		place = parents[place];
	return place == top;
}

static int64_t
model_stock(const int *parents, int top, int day)
{
	int64_t sum = 0;

	for (size_t i = 0; i < model.nlines; i++)
		if (model.lines[i].day <= day && lies_below(parents, model.lines[i].place, top))
			sum += model.lines[i].quantity;
	return sum;
}

static int
top_of(int place)
{
	while (model.parents[place] >= 0)
		place = model.parents[place];
	return place;
}

static void
random_move(void)
{
	const int place = rand() % PLACES, to = rand() % 8 == 0 ? -1 : rand() % PLACES;
	const bool ring = to >= 0 && lies_below(model.parents, to, place);
	const bool elsewhere = top_of(place) != (to < 0 ? place : top_of(to));
	const enum err e = move_location(codes[place], to < 0 ? NULL : codes[to]);

	if (ring)
		ck_assert_int_eq(e, ERR_INVALID);
	else if (elsewhere && model_stock(model.parents, place, DAYS) > 0)
		ck_assert_int_eq(e, ERR_IN_USE);
	else
		ck_assert_int_eq(e, OK);
	if (e == OK)
		model.parents[place] = to;
}

static void
random_line(int today)
{
	const int place = rand() % PLACES, day = rand() % (today + 1);
	const int64_t n = 1 + rand() % 9;
	const bool in = rand() % 2 == 0;

	if (books_one(&books, name_of_day(day).s, in ? MOVE_RECEIPT : MOVE_ISSUE, "BOLT",
		codes[place], n) != OK)
		return;
	model.lines[model.nlines].day = day;
	model.lines[model.nlines].place = place;
	model.lines[model.nlines++].quantity = in ? n : -n;
}

static void
random_days(void)
{
	for (int today = 0; today < DAYS; today++) {
		on_day(today);
		for (int n = rand() % 4; n > 0; n--)
			random_move();
		for (int n = rand() % 6; n > 0; n--)
			random_line(today);
		for (int n = rand() % 3; n > 0; n--)
			random_move();
		for (int p = 0; p < PLACES; p++)
			model.at_end[today][p] = model.parents[p];
	}
}

START_TEST(any_past_day_is_counted_by_the_tree_of_that_day)
{
	const char *given = getenv("SEED");
	unsigned seed = given != NULL ? (unsigned)atoi(given) : (unsigned)time(NULL);

	BOOKS_OPEN();
	srand(seed);
	printf("# SEED=%u\n", seed);
	model = (struct tree_model){0};
	for (int p = 0; p < PLACES; p++) {
		model.parents[p] = p < TOPS ? -1 : rand() % p;
		make_location(codes[p], p < TOPS ? NULL : codes[model.parents[p]]);
	}
	books_ok(books_one(&books, name_of_day(0).s, MOVE_RECEIPT, "BOLT", codes[PLACES - 1], 5));
	model.lines[0].place = PLACES - 1;
	model.lines[0].quantity = 5;
	model.nlines = 1;
	random_days();
	for (int d = 0; d < DAYS; d++)
		for (int p = 0; p < PLACES; p++)
			ck_assert_msg(stock_below(codes[p], name_of_day(d).s) ==
					  model_stock(model.at_end[d], p, d),
			    "below %s on day %d there are %lld, not %lld", codes[p], d,
			    (long long)stock_below(codes[p], name_of_day(d).s),
			    (long long)model_stock(model.at_end[d], p, d));
	books_verify(&books);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("masters_location");
	TCase *c = tcase_create("all");

	tcase_add_checked_fixture(c, NULL, books_teardown);
#define TEST(name) tcase_add_loop_test(c, name, 0, FIXTURE_DRIVERS)
	TEST(moving_a_location_changes_no_figure_of_a_past_day);
	TEST(what_lies_below_goes_along_and_back);
	TEST(of_several_moves_on_one_day_the_last_counts);
	TEST(a_clock_that_was_set_back_keeps_what_was_before_it);
	TEST(stock_goes_under_another_top_level_location_by_transfer_only);
	TEST(a_move_that_would_make_a_ring_is_told_as_that);
	TEST(no_more_go_under_another_top_level_location_than_one_change_holds);
	TEST(what_comes_there_or_below_in_between_is_seen);
	TEST(a_move_of_what_it_is_in_in_between_is_seen);
	TEST(any_past_day_is_counted_by_the_tree_of_that_day);
	suite_add_tcase(s, c);
	return fixture_run(s);
}
