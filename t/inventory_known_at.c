/*
 * inventory_known_at.c - Tests stock as known at a past time, against a simple model: by the
 * order of postings, whatever their dates and clocks.
 */
#include <stdlib.h>
#include <time.h>

#include "base/clock.h"
#include "base/decimal.h"
#include "base/mem.h"
#include "inventory/ledger/ledger.h"
#include "inventory/stock/stock.h"
#include "t/books.h"

static const int64_t minute = 60000, hour = INT64_C(3600000), day = INT64_C(86400000);

/* Posts with the clock set. */
static enum err
post_at(int64_t clock, int64_t date, bool in, const char *place, int64_t n)
{
	books.cx.now = clock;
	return books_one(
	    &books, time_str(books.mem, date).s, in ? MOVE_RECEIPT : MOVE_ISSUE, "BOLT", place, n);
}

static int64_t
seq_at(int64_t at)
{
	int64_t seq;

	books_ok(ledger_seq_at(books.store, at, &seq, &books.why));
	return seq;
}

/* --- the last posting made until then --- */

START_TEST(what_was_known_is_all_up_to_the_last_posting_of_that_time)
{
	static const int64_t clocks[] = {0, 5, 3, 40 * 24 * 60, 9, 9, 10}; /* minutes */
	static const struct {
		int64_t at, seq;
	} cases[] = {{-1, 0}, {0, 1}, {2, 1}, {3, 3}, {4, 3}, {5, 3}, {8, 3}, {9, 6}, {10, 7},
	    {40 * 24 * 60 - 1, 7}, {40 * 24 * 60, 7}};

	BOOKS_OPEN();
	for (size_t i = 0; i < sizeof clocks / sizeof *clocks; i++)
		books_ok(post_at(books_now + clocks[i] * minute, books_now, true, "a", 1));
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		ck_assert_msg(seq_at(books_now + cases[i].at * minute) == cases[i].seq,
		    "at minute %lld the last is %lld, not %lld", (long long)cases[i].at,
		    (long long)seq_at(books_now + cases[i].at * minute), (long long)cases[i].seq);
}
END_TEST

START_TEST(where_each_location_has_a_series_it_is_the_same)
{
	BOOKS_OPEN();
	books.cx.series_by_location = true;
	ck_assert_int_eq(seq_at(books_now), 0);
	for (int i = 0; i < 3; i++)
		books_ok(post_at(books_now + i * minute, books_now, true, i == 1 ? "b" : "a", 1));
	ck_assert_int_eq(seq_at(books_now + 5 * minute), books.last.seq);
	ck_assert_int_lt(seq_at(books_now + minute), books.last.seq);
	ck_assert_int_gt(seq_at(books_now + minute), seq_at(books_now));
}
END_TEST

/* --- any date, as known at any time --- */

enum { MOVES = 80, PROBES = 60 };

static struct known_move {
	int64_t clock, date, quantity;
	int place;
} made[MOVES]; /* in the order of seq */
static size_t nmade;

static const char *const places[] = {"a", "b", "q"};

/* Mostly forward; sometimes back, or far ahead for one posting. */
static int64_t
next_clock(int64_t clock)
{
	const int chance = rand() % 20;

	if (chance == 0)
		return clock - rand() % 72 * hour;
	return clock + rand() % (12 * 60) * minute;
}

static void
random_history_as_known(void)
{
	int64_t clock = books_now;

	nmade = 0;
	for (int i = 0; i < MOVES; i++) {
		const int64_t shown = rand() % 25 == 0 ? clock + 40 * day : clock;
		const int64_t date = shown - rand() % (50 * 24 * 60) * minute;
		const int place = rand() % 3;
		const bool in = rand() % 3 > 0;
		const int64_t n = 1 + rand() % 20;

		clock = next_clock(clock);
		if (post_at(shown, date, in, places[place], n) == OK)
			made[nmade++] = (struct known_move){shown, date, in ? n : -n, place};
	}
}

static int64_t
sum_as_known(int64_t date, int64_t known, int place)
{
	size_t last = nmade;
	int64_t sum = 0;

	while (last > 0 && made[last - 1].clock > known)
		last--;
	for (size_t i = 0; i < last; i++)
		if (made[i].date <= date && made[i].place == place)
			sum += made[i].quantity;
	return sum * DEC_ONE;
}

static struct stock_query
query_as_known(int64_t date, bool whole, int64_t known)
{
	return (struct stock_query){.limit = 100,
	    .then = true,
	    .include_zero = true,
	    .asof = {.at = date,
		.day = day_of(books.mem, date),
		.whole = whole,
		.known = true,
		.seq = seq_at(known)}};
}

static void
probe_as_known(int64_t date, bool whole, int64_t known)
{
	struct stock_query q = query_as_known(date, whole, known);
	struct str ab[] = {STR("a"), STR("b")};
	int64_t is[3] = {0}, want[3], n;
	struct stock_page page;
	const struct stock_row *r;

	for (int p = 0; p < 3; p++)
		want[p] = sum_as_known(date, known, p);
	books_ok(stock_find(books.store, &q, &page, &books.why));
	r = page.rows.v;
	for (size_t i = 0; i < page.rows.n; i++)
		for (int p = 0; p < 3; p++)
			if (str_is(r[i].location_id, places[p]))
				is[p] += r[i].on_hand;
	for (int p = 0; p < 3; p++)
		ck_assert_msg(is[p] == want[p], "at %s of %.*s as known at %.*s: %lld, not %lld",
		    places[p], STRF(time_str(books.mem, date)), STRF(time_str(books.mem, known)),
		    (long long)is[p], (long long)want[p]);
	q.include_zero = false;
	books_ok(stock_count(books.store, &q, &n, &books.why));
	ck_assert_int_eq(n, (want[0] != 0) + (want[1] != 0) + (want[2] != 0));
	q.by_item = q.include_zero = q.at_locations = true;
	q.item_id = STR("bolt");
	q.locations = q.asof.locations = (struct list){ab, 2};
	books_ok(stock_find(books.store, &q, &page, &books.why));
	r = page.rows.v;
	ck_assert_uint_eq(page.rows.n, 1);
	ck_assert_int_eq(r->on_hand, want[0] + want[1]);
}

START_TEST(stock_of_any_date_as_known_at_any_time_is_the_sum_of_what_had_been_posted)
{
	const char *given = getenv("SEED");
	unsigned seed = given != NULL ? (unsigned)atoi(given) : (unsigned)time(NULL);

	BOOKS_OPEN();
	srand(seed);
	printf("# SEED=%u\n", seed);
	random_history_as_known();
	ck_assert_uint_gt(nmade, 30);
	for (int i = 0; i < PROBES; i++) {
		const struct known_move *a = &made[(size_t)rand() % nmade];
		const struct known_move *z = &made[(size_t)rand() % nmade];
		const int64_t known = rand() % 2 == 0 ? z->clock : z->clock - 1 + rand() % hour;

		probe_as_known(a->date - rand() % day, false, known);
		probe_as_known(a->date, false, known);
		probe_as_known(day_end(day_of(books.mem, a->date)), true, known);
	}
	books_verify(&books);
}
END_TEST

/* --- below the minimum, as known then --- */

START_TEST(what_was_below_its_minimum_as_known_is_judged_by_that)
{
	const int64_t end = day_end(STR("9999-12-31"));
	struct stock_query q = {.limit = 100, .below_min = true, .then = true};
	struct stock_page page;
	const struct stock_row *r;
	int64_t n;

	BOOKS_OPEN();
	books_ok(books_one(&books, NULL, MOVE_RECEIPT, "LOW", "a", 4)); /* of 10 */
	books.cx.now = books_now + hour;
	books_ok(books_one(&books, NULL, MOVE_RECEIPT, "LOW", "a", 20));
	q.asof = (struct asof){
	    .at = end, .day = STR("9999-12-31"), .whole = true, .known = true, .seq = 1};
	books_ok(stock_find(books.store, &q, &page, &books.why));
	r = page.rows.v;
	ck_assert_uint_eq(page.rows.n, 1);
	ck_assert(str_is(r->item_code, "LOW"));
	ck_assert_int_eq(r->available, 4 * DEC_ONE);
	books_ok(stock_count(books.store, &q, &n, &books.why));
	ck_assert_int_eq(n, 1);
	q.asof.seq = 2;
	books_ok(stock_find(books.store, &q, &page, &books.why));
	ck_assert_uint_eq(page.rows.n, 0);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("inventory_known_at");
	TCase *c = tcase_create("all");

	tcase_add_checked_fixture(c, NULL, books_teardown);
#define TEST(name) tcase_add_loop_test(c, name, 0, FIXTURE_DRIVERS)
	TEST(what_was_known_is_all_up_to_the_last_posting_of_that_time);
	TEST(where_each_location_has_a_series_it_is_the_same);
	TEST(stock_of_any_date_as_known_at_any_time_is_the_sum_of_what_had_been_posted);
	TEST(what_was_below_its_minimum_as_known_is_judged_by_that);
	suite_add_tcase(s, c);
	return fixture_run(s);
}
