/* inventory_reverse.c - Tests reversals and corrections. */
#include "base/decimal.h"
#include "base/mem.h"
#include "inventory/period/period_change.h"
#include "t/books.h"

START_TEST(a_reversal_negates_all_lines_once)
{
	struct posting_line l = books_line(MOVE_TRANSFER, "BOLT", "a", 3);
	struct str id;
	const struct stock_transaction *t;

	BOOKS_OPEN();
	SET(&l, posting_line, to_location_id, STR("q"));
	books_ok(books_one(&books, NULL, MOVE_RECEIPT, "BOLT", "a", 10));
	books_ok(books_post(&books, NULL, &l, 1));
	id = books.last.id;
	books_ok(books_reverse(&books, id, NULL));
	ck_assert_int_eq(books.last.kind, POSTING_REVERSAL);
	ck_assert(str_eq(books.last.reverses_id, id));
	t = books.last.lines.v;
	ck_assert_uint_eq(books.last.lines.n, 2);
	ck_assert_int_eq(t[0].quantity, 3 * DEC_ONE);
	ck_assert_int_eq(t[1].quantity, -3 * DEC_ONE);
	ck_assert_int_eq(books_balance(&books, "BOLT", "a"), 10);
	ck_assert_int_eq(books_reverse(&books, id, NULL), ERR_ALREADY_REVERSED);
	ck_assert_int_eq(books_reverse(&books, t[0].posting_id, NULL), ERR_CONFLICT);
	ck_assert_int_eq(books_reverse(&books, STR("none"), NULL), ERR_NOT_FOUND);
	books_verify(&books);
}
END_TEST

START_TEST(what_was_issued_since_cannot_be_taken_back)
{
	struct str id;

	BOOKS_OPEN();
	books_ok(books_one(&books, NULL, MOVE_RECEIPT, "BOLT", "a", 10));
	id = books.last.id;
	books_ok(books_one(&books, NULL, MOVE_ISSUE, "BOLT", "a", 4));
	ck_assert_int_eq(books_reverse(&books, id, NULL), ERR_INSUFFICIENT_STOCK);
}
END_TEST

START_TEST(a_correction_is_judged_by_what_it_changes)
{
	struct posting_line l = books_line(MOVE_RECEIPT, "BOLT", "a", 100);
	struct str id;

	BOOKS_OPEN();
	books_ok(books_one(&books, NULL, MOVE_RECEIPT, "BOLT", "a", 1000));
	id = books.last.id;
	books_ok(books_one(&books, NULL, MOVE_ISSUE, "BOLT", "a", 60));
	books_ok(books_correct(&books, id, &l, 1));
	ck_assert_int_eq(books.last.kind, POSTING_CORRECTION);
	ck_assert_uint_eq(books.last.lines.n, 2);
	ck_assert_int_eq(books_balance(&books, "BOLT", "a"), 40);
	l = books_line(MOVE_RECEIPT, "BOLT", "a", 50);
	ck_assert_int_eq(books_correct(&books, id, &l, 1), ERR_ALREADY_REVERSED);
	books_verify(&books);
}
END_TEST

START_TEST(a_correction_can_be_corrected_and_taken_back)
{
	struct posting_line l = books_line(MOVE_RECEIPT, "BOLT", "a", 100);
	struct str first;

	BOOKS_OPEN();
	books_ok(books_one(&books, NULL, MOVE_RECEIPT, "BOLT", "a", 1000));
	books_ok(books_correct(&books, books.last.id, &l, 1));
	l = books_line(MOVE_RECEIPT, "BOLT", "a", 110);
	first = books.last.id;
	books_ok(books_correct(&books, first, &l, 1));
	ck_assert_int_eq(books_balance(&books, "BOLT", "a"), 110);
	books_ok(books_reverse(&books, books.last.id, NULL));
	ck_assert_int_eq(books_balance(&books, "BOLT", "a"), 0);
	books_verify(&books);
}
END_TEST

START_TEST(a_corrected_opening_opens_again)
{
	struct posting_line l = books_line(MOVE_OPENING, "BOLT", "a", 100);

	BOOKS_OPEN();
	books_ok(books_one(&books, NULL, MOVE_OPENING, "BOLT", "a", 1000));
	books_ok(books_correct(&books, books.last.id, &l, 1));
	ck_assert_int_eq(books_one(&books, NULL, MOVE_OPENING, "BOLT", "a", 1), ERR_OPENING_EXISTS);
	ck_assert_int_eq(books_balance(&books, "BOLT", "a"), 100);
	books_verify(&books);
}
END_TEST

static void
expect_costs(int64_t first, int64_t second)
{
	const struct stock_transaction *t = books.last.lines.v;

	ck_assert_uint_eq(books.last.lines.n, 3);
	ck_assert_int_eq(HAS(&t[1], stock_transaction, unit_cost) ? t[1].unit_cost : -1, first);
	ck_assert_int_eq(HAS(&t[2], stock_transaction, unit_cost) ? t[2].unit_cost : -1, second);
}

START_TEST(a_correction_keeps_the_cost_that_it_does_not_name)
{
	struct posting_line was = books_line(MOVE_RECEIPT, "BOLT", "a", 1000);
	struct posting_line instead[2] = {
	    books_line(MOVE_RECEIPT, "BOLT", "a", 100), books_line(MOVE_RECEIPT, "LOW", "a", 100)};

	BOOKS_OPEN();
	SET(&was, posting_line, unit_cost, 25 * DEC_ONE);
	books_ok(books_post(&books, NULL, &was, 1));
	books_ok(books_correct(&books, books.last.id, instead, 2));
	expect_costs(25 * DEC_ONE, -1);
	SET(&instead[0], posting_line, unit_cost, 24 * DEC_ONE);
	instead[1] = books_line(MOVE_RETURN, "BOLT", "a", 100);
	books_ok(books_post(&books, NULL, &was, 1));
	books_ok(books_correct(&books, books.last.id, instead, 2));
	expect_costs(24 * DEC_ONE, -1);
}
END_TEST

START_TEST(it_is_dated_as_the_original_or_now_when_that_is_closed)
{
	struct str first, second;

	BOOKS_OPEN();
	books_ok(books_one(&books, "2026-02-10T08:00:00Z", MOVE_RECEIPT, "BOLT", "a", 1));
	first = books.last.id;
	books_ok(books_one(&books, "2026-02-11", MOVE_RECEIPT, "BOLT", "a", 1));
	second = books.last.id;
	books.cx.perms &= ~(UINT64_C(1) << PERM_STOCK_BACKDATE);
	books_ok(books_reverse(&books, first, NULL));
	ck_assert_int_eq(books.last.transaction_date, books_instant("2026-02-10T08:00:00Z"));
	books_ok(period_set(
	    books.store, &books.cx, PERIOD_CLOSED, STR("2026-02"), STR("done"), &books.why));
	books_ok(books_reverse(&books, second, NULL));
	ck_assert_int_eq(books.last.transaction_date, books_now);
	books_verify(&books);
}
END_TEST

START_TEST(a_date_of_its_own_is_under_the_rules_of_dates)
{
	struct str id;

	BOOKS_OPEN();
	books_ok(books_one(&books, "2026-02-10", MOVE_RECEIPT, "BOLT", "a", 1));
	id = books.last.id;
	books.cx.perms &= ~(UINT64_C(1) << PERM_STOCK_BACKDATE);
	ck_assert_int_eq(books_reverse(&books, id, "2026-02-20"), ERR_BACKDATE);
	ck_assert_int_eq(books_reverse(&books, id, "2026-03-16"), ERR_INVALID);
	books.cx.perms = UINT64_MAX;
	ck_assert_int_eq(books_reverse(&books, id, "2026-02-09"), ERR_INVALID);
	ck_assert(books_fault(&books, "body.transaction_date", "before_original"));
	books_ok(books_reverse(&books, id, "2026-02-20"));
	books_verify(&books);
}
END_TEST

START_TEST(ones_own_needs_less_than_anothers)
{
	struct str id;

	BOOKS_OPEN();
	books_ok(books_one(&books, NULL, MOVE_RECEIPT, "BOLT", "a", 1));
	id = books.last.id;
	books.cx.perms = UINT64_C(1) << PERM_STOCK_REVERSE_OWN;
	books.cx.user_id = STR("u2");
	ck_assert_int_eq(books_reverse(&books, id, NULL), ERR_FORBIDDEN);
	books.cx.user_id = STR("u1");
	books_ok(books_reverse(&books, id, NULL));
}
END_TEST

START_TEST(a_documents_posting_stays)
{
	struct batch x;
	struct posting *p;

	BOOKS_OPEN();
	x = batch_init(books.mem);
	books_ok(books_one(&books, NULL, MOVE_RECEIPT, "BOLT", "a", 1));
	p = MEM_ONE(books.mem, struct posting);
	books_ok(store_get(books.store, &posting_schema, books.last.id, p, &books.why));
	SET(p, posting, document_id, STR("d1"));
	batch_add(&x, OP_UPDATE, &posting_schema, p);
	books_apply(&books, &x);
	ck_assert_int_eq(books_reverse(&books, p->id, NULL), ERR_BELONGS_TO_DOCUMENT);
}
END_TEST

START_TEST(a_posting_is_read_with_names_and_what_took_it_back)
{
	struct posting p;
	struct str id;
	const struct stock_transaction *t;

	BOOKS_OPEN();
	books_ok(books_one(&books, NULL, MOVE_RECEIPT, "BOLT", "a", 1));
	id = books.last.id;
	books_ok(books_reverse(&books, id, NULL));
	books_ok(ledger_get(books.store, id, &p, &books.why));
	ck_assert(str_eq(p.reversed_by_id, books.last.id));
	ck_assert(str_is(p.created_by_name, "keeper"));
	t = p.lines.v;
	ck_assert(str_is(t->item_name, "BOLT"));
	ck_assert(
	    str_eq(t->reversed_by_id, ((const struct stock_transaction *)books.last.lines.v)->id));
	why_clear(&books.why);
	ck_assert_int_eq(ledger_get(books.store, STR("none"), &p, &books.why), ERR_NOT_FOUND);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("inventory_reverse");
	TCase *c = tcase_create("all");

	tcase_add_checked_fixture(c, NULL, books_teardown);
#define TEST(name) tcase_add_loop_test(c, name, 0, FIXTURE_DRIVERS)
	TEST(a_reversal_negates_all_lines_once);
	TEST(what_was_issued_since_cannot_be_taken_back);
	TEST(a_correction_is_judged_by_what_it_changes);
	TEST(a_correction_can_be_corrected_and_taken_back);
	TEST(a_corrected_opening_opens_again);
	TEST(a_correction_keeps_the_cost_that_it_does_not_name);
	TEST(it_is_dated_as_the_original_or_now_when_that_is_closed);
	TEST(a_date_of_its_own_is_under_the_rules_of_dates);
	TEST(ones_own_needs_less_than_anothers);
	TEST(a_documents_posting_stays);
	TEST(a_posting_is_read_with_names_and_what_took_it_back);
	suite_add_tcase(s, c);
	return fixture_run(s);
}
