/* inventory_dates.c - Tests posting dates and back-dated postings, alone and in races. */
#include "base/clock.h"
#include "base/decimal.h"
#include "base/mem.h"
#include "t/books.h"

START_TEST(a_bare_day_is_now_or_its_end)
{
	BOOKS_OPEN();
	books_ok(books_one(&books, "2026-03-15", MOVE_RECEIPT, "BOLT", "a", 1));
	ck_assert_int_eq(books.last.transaction_date, books_now);
	books_ok(books_one(&books, "2026-03-14", MOVE_RECEIPT, "BOLT", "a", 1));
	ck_assert_int_eq(books.last.transaction_date, books_instant("2026-03-14T23:59:59.999Z"));
	ck_assert_int_eq(books.last.posted_at, books_now);
}
END_TEST

START_TEST(a_little_ahead_is_now_and_more_is_a_fault)
{
	BOOKS_OPEN();
	books_ok(books_one(&books, "2026-03-15T12:05:00Z", MOVE_RECEIPT, "BOLT", "a", 1));
	ck_assert_int_eq(books.last.transaction_date, books_now);
	ck_assert_int_eq(
	    books_one(&books, "2026-03-15T12:05:00.001Z", MOVE_RECEIPT, "BOLT", "a", 1),
	    ERR_INVALID);
	ck_assert(books_fault(&books, "body.transaction_date", "future"));
	ck_assert_int_eq(
	    books_one(&books, "2026-03-16", MOVE_RECEIPT, "BOLT", "a", 1), ERR_INVALID);
}
END_TEST

START_TEST(more_than_seven_days_back_needs_a_permission)
{
	BOOKS_OPEN();
	books.cx.perms &= ~(UINT64_C(1) << PERM_STOCK_BACKDATE);
	books_ok(books_one(&books, "2026-03-08T12:00:00Z", MOVE_RECEIPT, "BOLT", "a", 1));
	ck_assert_int_eq(
	    books_one(&books, "2026-03-08T11:59:59Z", MOVE_RECEIPT, "BOLT", "a", 1), ERR_BACKDATE);
	books.cx.perms = UINT64_MAX;
	books_ok(books_one(&books, "2020-01-01", MOVE_RECEIPT, "BOLT", "a", 1));
	books_verify(&books);
}
END_TEST

START_TEST(no_later_day_may_end_below_zero)
{
	BOOKS_OPEN();
	books_ok(books_one(&books, "2026-03-01", MOVE_RECEIPT, "BOLT", "a", 10));
	books_ok(books_one(&books, "2026-03-05", MOVE_ISSUE, "BOLT", "a", 8));
	books_ok(books_one(&books, "2026-03-10", MOVE_RECEIPT, "BOLT", "a", 100));
	ck_assert_int_eq(
	    books_one(&books, "2026-03-03", MOVE_ISSUE, "BOLT", "a", 3), ERR_NEGATIVE_LATER);
	ck_assert(str_starts(buf_str(&books.why.more), STR("\"day\":\"2026-03-05\"")));
	ck_assert_int_eq(
	    books_one(&books, "2026-03-07", MOVE_ISSUE, "BOLT", "a", 3), ERR_NEGATIVE_LATER);
	ck_assert(str_starts(buf_str(&books.why.more), STR("\"day\":\"2026-03-07\"")));
	books_ok(books_one(&books, "2026-03-03", MOVE_ISSUE, "BOLT", "a", 2));
	books_ok(books_one(&books, "2026-03-10", MOVE_ISSUE, "BOLT", "a", 100));
	books_verify(&books);
}
END_TEST

START_TEST(other_places_do_not_help_on_a_later_day)
{
	BOOKS_OPEN();
	books_ok(books_one(&books, "2026-03-01", MOVE_RECEIPT, "BOLT", "a", 10));
	books_ok(books_one(&books, "2026-03-01", MOVE_RECEIPT, "BOLT", "b", 10));
	books_ok(books_one(&books, "2026-03-05", MOVE_ISSUE, "BOLT", "a", 10));
	books_ok(books_one(&books, "2026-03-06", MOVE_RECEIPT, "BOLT", "a", 10));
	ck_assert_int_eq(
	    books_one(&books, "2026-03-02", MOVE_ISSUE, "BOLT", "a", 1), ERR_NEGATIVE_LATER);
	books_ok(books_one(&books, "2026-03-02", MOVE_ISSUE, "BOLT", "b", 1));
}
END_TEST

/* --- races: another client writes between the reads of the first and its batch --- */

static void
other_issues_six(void *arg)
{
	struct books other = books_second(&books);

	(void)arg;
	fixture_ok(books_one(&other, NULL, MOVE_ISSUE, "BOLT", "a", 6), &other.why);
}

START_TEST(two_issues_of_the_same_stock_do_not_both_succeed)
{
	BOOKS_OPEN();
	books_ok(books_one(&books, NULL, MOVE_RECEIPT, "BOLT", "a", 10));
	books_let(&books, other_issues_six, NULL);
	ck_assert_int_eq(
	    books_one(&books, NULL, MOVE_ISSUE, "BOLT", "a", 6), ERR_INSUFFICIENT_STOCK);
	ck_assert_int_eq(books_balance(&books, "BOLT", "a"), 4);
	books_ok(books_one(&books, NULL, MOVE_RECEIPT, "BOLT", "a", 10));
	books_let(&books, other_issues_six, NULL);
	books_ok(books_one(&books, NULL, MOVE_RECEIPT, "BOLT", "a", 10));
	ck_assert_int_eq(books.gap.applies, 1); /* a receipt needs no retry */
	books_verify(&books);
}
END_TEST

static void
other_backdates(void *arg)
{
	struct books other = books_second(&books);

	(void)arg;
	fixture_ok(books_one(&other, "2026-03-05", MOVE_ISSUE, "BOLT", "a", 6), &other.why);
}

START_TEST(two_issues_of_earlier_days_do_not_both_succeed)
{
	BOOKS_OPEN();
	books_ok(books_one(&books, "2026-03-01", MOVE_RECEIPT, "BOLT", "a", 10));
	books_ok(books_one(&books, NULL, MOVE_RECEIPT, "BOLT", "a", 100));
	books_let(&books, other_backdates, NULL);
	ck_assert_int_eq(
	    books_one(&books, "2026-03-03", MOVE_ISSUE, "BOLT", "a", 6), ERR_NEGATIVE_LATER);
	books_verify(&books);
}
END_TEST

enum { TOGETHER = 16, THERE = 10 };

struct backdated {
	struct posting_change change;
	struct posting_request request;
	struct posting_line line;
	struct why why;
};

static struct change *
backdate_issue(struct backdated *p)
{
	p->line = books_line(MOVE_ISSUE, "BOLT", "a", 1);
	why_init(&p->why, books.mem);
	SET(&p->request, posting_request, transaction_date, STR("2026-03-03"));
	SET(&p->request, posting_request, lines, ((struct lines){&p->line, 1}));
	fixture_ok(
	    posting_make_init(&p->change, books.store, &books.cx, &p->request, &p->why), &p->why);
	return &p->change.change;
}

/* Each clashes with its neighbours at the item's row, until all but one are built again. */
START_TEST(of_issues_of_an_earlier_day_in_one_group_as_many_succeed_as_fit)
{
	struct backdated posted[TOGETHER] = {0};
	struct change *waiting[TOGETHER] = {NULL};
	size_t n = TOGETHER, made = 0, again;

	BOOKS_OPEN();
	books_ok(books_one(&books, "2026-03-01", MOVE_RECEIPT, "BOLT", "a", THERE));
	books_ok(books_one(&books, NULL, MOVE_RECEIPT, "BOLT", "a", 100));
	for (size_t i = 0; i < n; i++)
		waiting[i] = backdate_issue(&posted[i]);
	for (; n > 0; n = again) {
		ck_assert_uint_lt(change_round(waiting, n), n);
		again = 0;
		for (size_t i = 0; i < n; i++)
			if (waiting[i]->outcome == CHANGE_RETRY)
				waiting[again++] = waiting[i];
			else if (waiting[i]->outcome == CHANGE_DONE)
				made++;
			else
				ck_assert_int_eq(waiting[i]->err, ERR_NEGATIVE_LATER);
	}
	ck_assert_uint_eq(made, THERE);
	ck_assert_int_eq(books_balance(&books, "BOLT", "a"), 100);
	books_verify(&books);
}
END_TEST

static void
other_posts_later(void *arg)
{
	struct books other = books_second(&books);

	(void)arg;
	other.cx.now += INT64_C(86400000);
	fixture_ok(books_one(&other, NULL, MOVE_ISSUE, "BOLT", "a", 6), &other.why);
}

START_TEST(an_issue_of_today_is_not_overtaken_by_one_of_tomorrow)
{
	BOOKS_OPEN();
	books_ok(books_one(&books, NULL, MOVE_RECEIPT, "BOLT", "a", 10));
	books_let(&books, other_posts_later, NULL);
	books_ok(books_one(&books, NULL, MOVE_ISSUE, "BOLT", "a", 4));
	ck_assert_int_eq(books.gap.applies, 2);
	ck_assert(str_is(books_item(&books, "BOLT").last_day, "2026-03-16"));
	books_verify(&books);
}
END_TEST

static void
other_deactivates_item(void *arg)
{
	struct books other = books_second(&books);
	struct batch x = batch_init(books.mem);
	struct item *item = MEM_ONE(books.mem, struct item);

	(void)arg;
	fixture_ok(store_get(other.store, &item_schema, STR("low"), item, &other.why), &other.why);
	item->is_active = false;
	batch_add(&x, OP_UPDATE, &item_schema, item)->version = item->version;
	books_apply(&other, &x);
}

START_TEST(an_item_that_is_deactivated_meanwhile_takes_no_receipt)
{
	BOOKS_OPEN();
	books_let(&books, other_deactivates_item, NULL);
	ck_assert_int_eq(books_one(&books, NULL, MOVE_RECEIPT, "LOW", "a", 1), ERR_INVALID);
	ck_assert(books_fault(&books, "body.lines.0.item_code", "inactive"));
}
END_TEST

static void
other_opens(void *arg)
{
	struct books other = books_second(&books);

	(void)arg;
	fixture_ok(books_one(&other, NULL, MOVE_OPENING, "BOLT", "a", 1), &other.why);
}

START_TEST(two_openings_do_not_both_succeed)
{
	BOOKS_OPEN();
	books_let(&books, other_opens, NULL);
	ck_assert_int_eq(books_one(&books, NULL, MOVE_OPENING, "BOLT", "a", 1), ERR_OPENING_EXISTS);
	ck_assert_int_eq(books_balance(&books, "BOLT", "a"), 1);
}
END_TEST

static struct str target;

static void
other_reverses(void *arg)
{
	struct books other = books_second(&books);

	(void)arg;
	fixture_ok(books_reverse(&other, target, NULL), &other.why);
}

START_TEST(two_reversals_do_not_both_succeed)
{
	BOOKS_OPEN();
	books_ok(books_one(&books, NULL, MOVE_RECEIPT, "BOLT", "a", 5));
	books_ok(books_one(&books, NULL, MOVE_RECEIPT, "BOLT", "a", 5));
	target = books.last.id;
	books_let(&books, other_reverses, NULL);
	ck_assert_int_eq(books_reverse(&books, target, NULL), ERR_ALREADY_REVERSED);
	ck_assert_int_eq(books_balance(&books, "BOLT", "a"), 5);
	books_verify(&books);
}
END_TEST

static void
other_posts_with_the_key(void *arg)
{
	struct books other = books_second(&books);

	(void)arg;
	fixture_ok(books_one(&other, NULL, MOVE_RECEIPT, "BOLT", "a", 1), &other.why);
}

START_TEST(a_key_posts_once)
{
	BOOKS_OPEN();
	books.cx.key = STR("k1");
	books.cx.fingerprint = STR("f");
	books_let(&books, other_posts_with_the_key, NULL);
	ck_assert_int_eq(books_one(&books, NULL, MOVE_RECEIPT, "BOLT", "a", 1), ERR_EXISTS);
	ck_assert(change_key_clash(&books.cx, ERR_EXISTS, &books.why));
	ck_assert_int_eq(books_balance(&books, "BOLT", "a"), 1);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("inventory_dates");
	TCase *c = tcase_create("all");

	tcase_add_checked_fixture(c, NULL, books_teardown);
#define TEST(name) tcase_add_loop_test(c, name, 0, FIXTURE_DRIVERS)
	TEST(a_bare_day_is_now_or_its_end);
	TEST(a_little_ahead_is_now_and_more_is_a_fault);
	TEST(more_than_seven_days_back_needs_a_permission);
	TEST(no_later_day_may_end_below_zero);
	TEST(other_places_do_not_help_on_a_later_day);
	TEST(two_issues_of_the_same_stock_do_not_both_succeed);
	TEST(two_issues_of_earlier_days_do_not_both_succeed);
	TEST(of_issues_of_an_earlier_day_in_one_group_as_many_succeed_as_fit);
	TEST(an_issue_of_today_is_not_overtaken_by_one_of_tomorrow);
	TEST(an_item_that_is_deactivated_meanwhile_takes_no_receipt);
	TEST(two_openings_do_not_both_succeed);
	TEST(two_reversals_do_not_both_succeed);
	TEST(a_key_posts_once);
	suite_add_tcase(s, c);
	return fixture_run(s);
}
