/* inventory_dates.c - tests of dates, and of postings of earlier days. */
#include "base/clock.h"
#include "base/decimal.h"
#include "base/mem.h"
#include "t/books.h"

static struct books b;

static void
teardown(void)
{
	books_close(&b);
}

#define OPEN() books_open(&b, _i)

static void
ok(enum err e)
{
	fixture_ok(e, &b.why);
}

START_TEST(a_bare_day_is_now_or_its_end)
{
	OPEN();
	ok(books_one(&b, "2026-03-15", MOVE_RECEIPT, "BOLT", "a", 1));
	ck_assert_int_eq(b.last.transaction_date, books_now);
	ok(books_one(&b, "2026-03-14", MOVE_RECEIPT, "BOLT", "a", 1));
	ck_assert_int_eq(b.last.transaction_date, books_moment("2026-03-14T23:59:59.999Z"));
	ck_assert_int_eq(b.last.posted_at, books_now);
}
END_TEST

START_TEST(a_little_ahead_is_now_and_more_is_a_fault)
{
	OPEN();
	ok(books_one(&b, "2026-03-15T12:05:00Z", MOVE_RECEIPT, "BOLT", "a", 1));
	ck_assert_int_eq(b.last.transaction_date, books_now);
	ck_assert_int_eq(
	    books_one(&b, "2026-03-15T12:05:00.001Z", MOVE_RECEIPT, "BOLT", "a", 1), ERR_INVALID);
	ck_assert(books_fault(&b, "body.transaction_date", "future"));
	ck_assert_int_eq(books_one(&b, "2026-03-16", MOVE_RECEIPT, "BOLT", "a", 1), ERR_INVALID);
}
END_TEST

START_TEST(more_than_seven_days_back_needs_a_permission)
{
	OPEN();
	b.deed.may &= ~(UINT64_C(1) << PERM_STOCK_BACKDATE);
	ok(books_one(&b, "2026-03-08T12:00:00Z", MOVE_RECEIPT, "BOLT", "a", 1));
	ck_assert_int_eq(
	    books_one(&b, "2026-03-08T11:59:59Z", MOVE_RECEIPT, "BOLT", "a", 1), ERR_BACKDATE);
	b.deed.may = UINT64_MAX;
	ok(books_one(&b, "2020-01-01", MOVE_RECEIPT, "BOLT", "a", 1));
	books_verify(&b);
}
END_TEST

START_TEST(no_later_day_may_end_below_zero)
{
	OPEN();
	ok(books_one(&b, "2026-03-01", MOVE_RECEIPT, "BOLT", "a", 10));
	ok(books_one(&b, "2026-03-05", MOVE_ISSUE, "BOLT", "a", 8));
	ok(books_one(&b, "2026-03-10", MOVE_RECEIPT, "BOLT", "a", 100));
	ck_assert_int_eq(
	    books_one(&b, "2026-03-03", MOVE_ISSUE, "BOLT", "a", 3), ERR_NEGATIVE_LATER);
	ck_assert(str_starts(buf_str(&b.why.more), STR("\"day\":\"2026-03-05\"")));
	ck_assert_int_eq(
	    books_one(&b, "2026-03-07", MOVE_ISSUE, "BOLT", "a", 3), ERR_NEGATIVE_LATER);
	ck_assert(str_starts(buf_str(&b.why.more), STR("\"day\":\"2026-03-07\"")));
	ok(books_one(&b, "2026-03-03", MOVE_ISSUE, "BOLT", "a", 2));
	ok(books_one(&b, "2026-03-10", MOVE_ISSUE, "BOLT", "a", 100));
	books_verify(&b);
}
END_TEST

START_TEST(other_places_do_not_help_on_a_later_day)
{
	OPEN();
	ok(books_one(&b, "2026-03-01", MOVE_RECEIPT, "BOLT", "a", 10));
	ok(books_one(&b, "2026-03-01", MOVE_RECEIPT, "BOLT", "b", 10));
	ok(books_one(&b, "2026-03-05", MOVE_ISSUE, "BOLT", "a", 10));
	ok(books_one(&b, "2026-03-06", MOVE_RECEIPT, "BOLT", "a", 10));
	ck_assert_int_eq(
	    books_one(&b, "2026-03-02", MOVE_ISSUE, "BOLT", "a", 1), ERR_NEGATIVE_LATER);
	ok(books_one(&b, "2026-03-02", MOVE_ISSUE, "BOLT", "b", 1));
}
END_TEST

/* --- interleavings: another client writes between the reads of the first and its batch --- */

static void
other_issues_six(void *arg)
{
	struct books other = books_second(&b);

	(void)arg;
	fixture_ok(books_one(&other, NULL, MOVE_ISSUE, "BOLT", "a", 6), &other.why);
}

START_TEST(two_issues_of_the_same_stock_do_not_both_succeed)
{
	OPEN();
	ok(books_one(&b, NULL, MOVE_RECEIPT, "BOLT", "a", 10));
	books_let(&b, other_issues_six, NULL);
	ck_assert_int_eq(books_one(&b, NULL, MOVE_ISSUE, "BOLT", "a", 6), ERR_INSUFFICIENT_STOCK);
	ck_assert_int_eq(books_balance(&b, "BOLT", "a"), 4);
	ok(books_one(&b, NULL, MOVE_RECEIPT, "BOLT", "a", 10));
	books_let(&b, other_issues_six, NULL);
	ok(books_one(&b, NULL, MOVE_RECEIPT, "BOLT", "a", 10));
	ck_assert_int_eq(b.gap.applies, 1); /* what comes in needs no second try */
	books_verify(&b);
}
END_TEST

static void
other_backdates(void *arg)
{
	struct books other = books_second(&b);

	(void)arg;
	fixture_ok(books_one(&other, "2026-03-05", MOVE_ISSUE, "BOLT", "a", 6), &other.why);
}

START_TEST(two_issues_of_earlier_days_do_not_both_succeed)
{
	OPEN();
	ok(books_one(&b, "2026-03-01", MOVE_RECEIPT, "BOLT", "a", 10));
	ok(books_one(&b, NULL, MOVE_RECEIPT, "BOLT", "a", 100));
	books_let(&b, other_backdates, NULL);
	ck_assert_int_eq(
	    books_one(&b, "2026-03-03", MOVE_ISSUE, "BOLT", "a", 6), ERR_NEGATIVE_LATER);
	books_verify(&b);
}
END_TEST

static void
other_posts_later(void *arg)
{
	struct books other = books_second(&b);

	(void)arg;
	other.deed.now += INT64_C(86400000);
	fixture_ok(books_one(&other, NULL, MOVE_ISSUE, "BOLT", "a", 6), &other.why);
}

START_TEST(an_issue_of_today_is_not_overtaken_by_one_of_tomorrow)
{
	OPEN();
	ok(books_one(&b, NULL, MOVE_RECEIPT, "BOLT", "a", 10));
	books_let(&b, other_posts_later, NULL);
	ok(books_one(&b, NULL, MOVE_ISSUE, "BOLT", "a", 4));
	ck_assert_int_eq(b.gap.applies, 2);
	ck_assert(str_is(books_item(&b, "BOLT").last_day, "2026-03-16"));
	books_verify(&b);
}
END_TEST

static void
other_deactivates(void *arg)
{
	struct books other = books_second(&b);
	struct batch x = batch_init(b.mem);
	struct item *item = MEM_ONE(b.mem, struct item);

	(void)arg;
	fixture_ok(store_get(other.store, &item_schema, STR("low"), item, &other.why), &other.why);
	item->is_active = false;
	batch_add(&x, OP_UPDATE, &item_schema, item)->version = item->version;
	books_apply(&other, &x);
}

START_TEST(an_item_that_is_deactivated_meanwhile_takes_no_receipt)
{
	OPEN();
	books_let(&b, other_deactivates, NULL);
	ck_assert_int_eq(books_one(&b, NULL, MOVE_RECEIPT, "LOW", "a", 1), ERR_INVALID);
	ck_assert(books_fault(&b, "body.lines.0.item_code", "inactive"));
}
END_TEST

static void
other_opens(void *arg)
{
	struct books other = books_second(&b);

	(void)arg;
	fixture_ok(books_one(&other, NULL, MOVE_OPENING, "BOLT", "a", 1), &other.why);
}

START_TEST(two_openings_do_not_both_succeed)
{
	OPEN();
	books_let(&b, other_opens, NULL);
	ck_assert_int_eq(books_one(&b, NULL, MOVE_OPENING, "BOLT", "a", 1), ERR_OPENING_EXISTS);
	ck_assert_int_eq(books_balance(&b, "BOLT", "a"), 1);
}
END_TEST

static struct str target;

static void
other_reverses(void *arg)
{
	struct books other = books_second(&b);

	(void)arg;
	fixture_ok(books_reverse(&other, target, NULL), &other.why);
}

START_TEST(two_reversals_do_not_both_succeed)
{
	OPEN();
	ok(books_one(&b, NULL, MOVE_RECEIPT, "BOLT", "a", 5));
	ok(books_one(&b, NULL, MOVE_RECEIPT, "BOLT", "a", 5));
	target = b.last.id;
	books_let(&b, other_reverses, NULL);
	ck_assert_int_eq(books_reverse(&b, target, NULL), ERR_ALREADY_REVERSED);
	ck_assert_int_eq(books_balance(&b, "BOLT", "a"), 5);
	books_verify(&b);
}
END_TEST

static void
other_uses_the_key(void *arg)
{
	struct books other = books_second(&b);

	(void)arg;
	fixture_ok(books_one(&other, NULL, MOVE_RECEIPT, "BOLT", "a", 1), &other.why);
}

START_TEST(a_key_posts_once)
{
	OPEN();
	b.deed.key = STR("k1");
	b.deed.fingerprint = STR("f");
	books_let(&b, other_uses_the_key, NULL);
	ck_assert_int_eq(books_one(&b, NULL, MOVE_RECEIPT, "BOLT", "a", 1), ERR_EXISTS);
	ck_assert(deed_key_clash(&b.deed, ERR_EXISTS, &b.why));
	ck_assert_int_eq(books_balance(&b, "BOLT", "a"), 1);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("inventory_dates");
	TCase *c = tcase_create("all");

	tcase_add_checked_fixture(c, NULL, teardown);
#define TEST(name) tcase_add_loop_test(c, name, 0, FIXTURE_DRIVERS)
	TEST(a_bare_day_is_now_or_its_end);
	TEST(a_little_ahead_is_now_and_more_is_a_fault);
	TEST(more_than_seven_days_back_needs_a_permission);
	TEST(no_later_day_may_end_below_zero);
	TEST(other_places_do_not_help_on_a_later_day);
	TEST(two_issues_of_the_same_stock_do_not_both_succeed);
	TEST(two_issues_of_earlier_days_do_not_both_succeed);
	TEST(an_issue_of_today_is_not_overtaken_by_one_of_tomorrow);
	TEST(an_item_that_is_deactivated_meanwhile_takes_no_receipt);
	TEST(two_openings_do_not_both_succeed);
	TEST(two_reversals_do_not_both_succeed);
	TEST(a_key_posts_once);
	suite_add_tcase(s, c);
	return fixture_run(s);
}
