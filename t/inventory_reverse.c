/* inventory_reverse.c - tests of taking postings back and of correcting them. */
#include "base/decimal.h"
#include "base/mem.h"
#include "inventory/period.h"
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

START_TEST(a_reversal_negates_all_lines_once)
{
	struct posting_line l = books_line(MOVE_TRANSFER, "BOLT", "a", 3);
	struct str id;
	const struct stock_transaction *t;

	OPEN();
	SET(&l, posting_line, to_location_id, STR("q"));
	ok(books_one(&b, NULL, MOVE_RECEIPT, "BOLT", "a", 10));
	ok(books_post(&b, NULL, &l, 1));
	id = b.last.id;
	ok(books_reverse(&b, id, NULL));
	ck_assert_int_eq(b.last.kind, POSTING_REVERSAL);
	ck_assert(str_eq(b.last.reverses_id, id));
	t = b.last.lines.v;
	ck_assert_uint_eq(b.last.lines.n, 2);
	ck_assert_int_eq(t[0].quantity, 3 * DEC_ONE);
	ck_assert_int_eq(t[1].quantity, -3 * DEC_ONE);
	ck_assert_int_eq(books_balance(&b, "BOLT", "a"), 10);
	ck_assert_int_eq(books_reverse(&b, id, NULL), ERR_ALREADY_REVERSED);
	ck_assert_int_eq(books_reverse(&b, t[0].posting_id, NULL), ERR_CONFLICT);
	ck_assert_int_eq(books_reverse(&b, STR("none"), NULL), ERR_NOT_FOUND);
	books_verify(&b);
}
END_TEST

START_TEST(what_was_issued_since_cannot_be_taken_back)
{
	struct str id;

	OPEN();
	ok(books_one(&b, NULL, MOVE_RECEIPT, "BOLT", "a", 10));
	id = b.last.id;
	ok(books_one(&b, NULL, MOVE_ISSUE, "BOLT", "a", 4));
	ck_assert_int_eq(books_reverse(&b, id, NULL), ERR_INSUFFICIENT_STOCK);
}
END_TEST

START_TEST(a_correction_is_judged_by_what_it_changes)
{
	struct posting_line l = books_line(MOVE_RECEIPT, "BOLT", "a", 100);
	struct str id;

	OPEN();
	ok(books_one(&b, NULL, MOVE_RECEIPT, "BOLT", "a", 1000));
	id = b.last.id;
	ok(books_one(&b, NULL, MOVE_ISSUE, "BOLT", "a", 60));
	ok(books_correct(&b, id, &l, 1));
	ck_assert_int_eq(b.last.kind, POSTING_CORRECTION);
	ck_assert_uint_eq(b.last.lines.n, 2);
	ck_assert_int_eq(books_balance(&b, "BOLT", "a"), 40);
	l = books_line(MOVE_RECEIPT, "BOLT", "a", 50);
	ck_assert_int_eq(books_correct(&b, id, &l, 1), ERR_ALREADY_REVERSED);
	books_verify(&b);
}
END_TEST

START_TEST(a_correction_can_be_corrected_and_taken_back)
{
	struct posting_line l = books_line(MOVE_RECEIPT, "BOLT", "a", 100);
	struct str first;

	OPEN();
	ok(books_one(&b, NULL, MOVE_RECEIPT, "BOLT", "a", 1000));
	ok(books_correct(&b, b.last.id, &l, 1));
	l = books_line(MOVE_RECEIPT, "BOLT", "a", 110);
	first = b.last.id;
	ok(books_correct(&b, first, &l, 1));
	ck_assert_int_eq(books_balance(&b, "BOLT", "a"), 110);
	ok(books_reverse(&b, b.last.id, NULL));
	ck_assert_int_eq(books_balance(&b, "BOLT", "a"), 0);
	books_verify(&b);
}
END_TEST

START_TEST(a_corrected_opening_opens_again)
{
	struct posting_line l = books_line(MOVE_OPENING, "BOLT", "a", 100);

	OPEN();
	ok(books_one(&b, NULL, MOVE_OPENING, "BOLT", "a", 1000));
	ok(books_correct(&b, b.last.id, &l, 1));
	ck_assert_int_eq(books_one(&b, NULL, MOVE_OPENING, "BOLT", "a", 1), ERR_OPENING_EXISTS);
	ck_assert_int_eq(books_balance(&b, "BOLT", "a"), 100);
	books_verify(&b);
}
END_TEST

static void
expect_costs(int64_t first, int64_t second)
{
	const struct stock_transaction *t = b.last.lines.v;

	ck_assert_uint_eq(b.last.lines.n, 3);
	ck_assert_int_eq(HAS(&t[1], stock_transaction, unit_cost) ? t[1].unit_cost : -1, first);
	ck_assert_int_eq(HAS(&t[2], stock_transaction, unit_cost) ? t[2].unit_cost : -1, second);
}

START_TEST(a_correction_keeps_the_cost_that_it_does_not_name)
{
	struct posting_line was = books_line(MOVE_RECEIPT, "BOLT", "a", 1000);
	struct posting_line instead[2] = {
	    books_line(MOVE_RECEIPT, "BOLT", "a", 100), books_line(MOVE_RECEIPT, "LOW", "a", 100)};

	OPEN();
	SET(&was, posting_line, unit_cost, 25 * DEC_ONE);
	ok(books_post(&b, NULL, &was, 1));
	ok(books_correct(&b, b.last.id, instead, 2));
	expect_costs(25 * DEC_ONE, -1);
	SET(&instead[0], posting_line, unit_cost, 24 * DEC_ONE);
	instead[1] = books_line(MOVE_RETURN, "BOLT", "a", 100);
	ok(books_post(&b, NULL, &was, 1));
	ok(books_correct(&b, b.last.id, instead, 2));
	expect_costs(24 * DEC_ONE, -1);
}
END_TEST

START_TEST(it_is_dated_as_the_original_or_now_when_that_is_closed)
{
	struct str first, second;

	OPEN();
	ok(books_one(&b, "2026-02-10T08:00:00Z", MOVE_RECEIPT, "BOLT", "a", 1));
	first = b.last.id;
	ok(books_one(&b, "2026-02-11", MOVE_RECEIPT, "BOLT", "a", 1));
	second = b.last.id;
	b.deed.may &= ~(UINT64_C(1) << PERM_STOCK_BACKDATE);
	ok(books_reverse(&b, first, NULL));
	ck_assert_int_eq(b.last.transaction_date, books_moment("2026-02-10T08:00:00Z"));
	ok(period_set(b.store, &b.deed, STR("2026-02"), PERIOD_CLOSED, 0, STR("done"), &b.why));
	ok(books_reverse(&b, second, NULL));
	ck_assert_int_eq(b.last.transaction_date, books_now);
	books_verify(&b);
}
END_TEST

START_TEST(a_date_of_its_own_is_under_the_rules_of_dates)
{
	struct str id;

	OPEN();
	ok(books_one(&b, "2026-02-10", MOVE_RECEIPT, "BOLT", "a", 1));
	id = b.last.id;
	b.deed.may &= ~(UINT64_C(1) << PERM_STOCK_BACKDATE);
	ck_assert_int_eq(books_reverse(&b, id, "2026-02-20"), ERR_BACKDATE);
	ck_assert_int_eq(books_reverse(&b, id, "2026-03-16"), ERR_INVALID);
	b.deed.may = UINT64_MAX;
	ck_assert_int_eq(books_reverse(&b, id, "2026-02-09"), ERR_INVALID);
	ck_assert(books_fault(&b, "body.transaction_date", "before_original"));
	ok(books_reverse(&b, id, "2026-02-20"));
	books_verify(&b);
}
END_TEST

START_TEST(ones_own_needs_less_than_anothers)
{
	struct str id;

	OPEN();
	ok(books_one(&b, NULL, MOVE_RECEIPT, "BOLT", "a", 1));
	id = b.last.id;
	b.deed.may = UINT64_C(1) << PERM_STOCK_REVERSE_OWN;
	b.deed.user_id = STR("u2");
	ck_assert_int_eq(books_reverse(&b, id, NULL), ERR_FORBIDDEN);
	b.deed.user_id = STR("u1");
	ok(books_reverse(&b, id, NULL));
}
END_TEST

START_TEST(a_documents_posting_stays)
{
	struct batch x;
	struct posting *p;

	OPEN();
	x = batch_init(b.mem);
	ok(books_one(&b, NULL, MOVE_RECEIPT, "BOLT", "a", 1));
	p = MEM_ONE(b.mem, struct posting);
	ok(store_get(b.store, &posting_schema, b.last.id, p, &b.why));
	SET(p, posting, document_id, STR("d1"));
	batch_add(&x, OP_UPDATE, &posting_schema, p);
	books_apply(&b, &x);
	ck_assert_int_eq(books_reverse(&b, p->id, NULL), ERR_BELONGS_TO_DOCUMENT);
}
END_TEST

START_TEST(a_posting_is_read_with_names_and_what_took_it_back)
{
	struct posting p;
	struct str id;
	const struct stock_transaction *t;

	OPEN();
	ok(books_one(&b, NULL, MOVE_RECEIPT, "BOLT", "a", 1));
	id = b.last.id;
	ok(books_reverse(&b, id, NULL));
	ok(ledger_get(b.store, id, &p, &b.why));
	ck_assert(str_eq(p.reversed_by_id, b.last.id));
	ck_assert(str_is(p.created_by_name, "keeper"));
	t = p.lines.v;
	ck_assert(str_is(t->item_name, "BOLT"));
	ck_assert(
	    str_eq(t->reversed_by_id, ((const struct stock_transaction *)b.last.lines.v)->id));
	why_clear(&b.why);
	ck_assert_int_eq(ledger_get(b.store, STR("none"), &p, &b.why), ERR_NOT_FOUND);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("inventory_reverse");
	TCase *c = tcase_create("all");

	tcase_add_checked_fixture(c, NULL, teardown);
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
