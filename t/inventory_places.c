/* inventory_places.c - tests of postings, and of their places that change at the same time. */
#include "base/decimal.h"
#include "base/mem.h"
#include "masters/master.h"
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

/* --- changes of a place --- */

static enum err
use_for(struct books *who, const char *place, enum usage usage)
{
	struct location patch = {0}, now = {0};

	why_clear(&who->why);
	SET(&patch, location, usage, (int)usage);
	return master_update(
	    who->store, &who->deed, &location_schema, str_of(place), 0, &patch, &now, &who->why);
}

static enum err
deactivate(struct books *who, const char *place)
{
	struct location now = {0};

	why_clear(&who->why);
	return master_deactivate(
	    who->store, &who->deed, &location_schema, str_of(place), 0, &now, &who->why);
}

static void
other_blocks(void *place)
{
	struct books other = books_second(&b);

	fixture_ok(use_for(&other, place, USAGE_BLOCKED), &other.why);
}

static void
other_deactivates(void *place)
{
	struct books other = books_second(&b);

	fixture_ok(deactivate(&other, place), &other.why);
}

static void
other_receives(void *place)
{
	struct books other = books_second(&b);

	fixture_ok(books_one(&other, NULL, MOVE_RECEIPT, "BOLT", place, 5), &other.why);
}

static void
other_transfers(void *place)
{
	struct posting_line l = books_line(MOVE_TRANSFER, "BOLT", "b", 5);
	struct books other = books_second(&b);

	SET(&l, posting_line, to_location_id, str_of(place));
	fixture_ok(books_post(&other, NULL, &l, 1), &other.why);
}

static int64_t
available(void)
{
	return books_item(&b, "BOLT").available / DEC_ONE;
}

/* --- usage --- */

START_TEST(a_receipt_counts_by_what_its_place_has_become_meanwhile)
{
	OPEN();
	books_let(&b, other_blocks, "a"); /* nothing was ever posted there */
	ok(books_one(&b, NULL, MOVE_RECEIPT, "BOLT", "a", 5));
	ck_assert_int_eq(b.gap.applies, 2);
	ck_assert_int_eq(available(), 0);
	ok(books_one(&b, NULL, MOVE_SUPPLIER_RETURN, "BOLT", "a", 5));
	ok(use_for(&b, "a", USAGE_STOCK));
	books_let(&b, other_blocks, "a");
	ok(books_one(&b, NULL, MOVE_RECEIPT, "BOLT", "a", 5));
	ck_assert_int_eq(available(), 0);
	books_verify(&b);
}
END_TEST

START_TEST(a_place_that_stock_comes_to_meanwhile_stays_what_it_is)
{
	OPEN();
	books_let(&b, other_receives, "a");
	ck_assert_int_eq(use_for(&b, "a", USAGE_BLOCKED), ERR_IN_USE);
	ck_assert_int_eq(available(), 5);
	ok(books_one(&b, NULL, MOVE_ISSUE, "BOLT", "a", 5));
	books_let(&b, other_receives, "a"); /* the balance is there, and empty */
	ck_assert_int_eq(deactivate(&b, "a"), ERR_IN_USE);
	ok(books_one(&b, NULL, MOVE_RECEIPT, "BOLT", "b", 5));
	ok(books_one(&b, NULL, MOVE_ISSUE, "BOLT", "a", 5));
	books_let(&b, other_transfers, "a");
	ck_assert_int_eq(use_for(&b, "a", USAGE_BLOCKED), ERR_IN_USE);
	ck_assert_int_eq(available(), 5);
	books_verify(&b);
}
END_TEST

START_TEST(both_places_of_a_transfer_are_as_they_were_read)
{
	struct posting_line l = books_line(MOVE_TRANSFER, "BOLT", "b", 5);

	OPEN();
	ok(books_one(&b, NULL, MOVE_RECEIPT, "BOLT", "b", 5));
	SET(&l, posting_line, to_location_id, STR("a"));
	books_let(&b, other_blocks, "a");
	ok(books_post(&b, NULL, &l, 1));
	ck_assert_int_eq(available(), 0);
	books_verify(&b);
}
END_TEST

START_TEST(what_takes_back_goes_by_the_places_of_the_original_and_of_what_comes_instead)
{
	struct posting_line l = books_line(MOVE_RECEIPT, "BOLT", "a", 3);

	OPEN();
	ok(books_one(&b, NULL, MOVE_RECEIPT, "BOLT", "b", 5));
	books_let(&b, other_blocks, "a");
	ok(books_correct(&b, b.last.id, &l, 1));
	ck_assert_int_eq(b.gap.applies, 2);
	ck_assert_int_eq(available(), 0);
	ok(books_reverse(&b, b.last.id, NULL));
	ok(books_one(&b, NULL, MOVE_RECEIPT, "BOLT", "b", 5));
	ok(books_one(&b, NULL, MOVE_SUPPLIER_RETURN, "BOLT", "b", 5));
	books_let(&b, other_blocks, "b");
	ok(books_reverse(&b, b.last.id, NULL));
	ck_assert_int_eq(b.gap.applies, 2);
	ck_assert_int_eq(books_balance(&b, "BOLT", "b"), 5);
	ck_assert_int_eq(available(), 0);
	books_verify(&b);
}
END_TEST

START_TEST(the_only_place_there_is_goes_by_its_gate_too)
{
	struct posting_line l = books_line(MOVE_RECEIPT, "BOLT", NULL, 5);

	OPEN();
	ok(deactivate(&b, "a"));
	ok(deactivate(&b, "q"));
	books_let(&b, other_blocks, "b");
	ok(books_post(&b, NULL, &l, 1));
	ck_assert_int_eq(b.gap.applies, 2);
	ck_assert_int_eq(available(), 0);
	books_verify(&b);
}
END_TEST

/* --- deactivation --- */

START_TEST(a_place_that_is_deactivated_meanwhile_takes_nothing)
{
	OPEN();
	books_let(&b, other_deactivates, "a");
	ck_assert_int_eq(books_one(&b, NULL, MOVE_RECEIPT, "BOLT", "a", 5), ERR_INVALID);
	ck_assert(books_fault(&b, "body.lines.0.location_id", "inactive"));
	ok(books_one(&b, NULL, MOVE_RECEIPT, "BOLT", "q", 5));
	ok(books_one(&b, NULL, MOVE_SUPPLIER_RETURN, "BOLT", "q", 5));
	books_let(&b, other_deactivates, "q");
	ck_assert_int_eq(books_reverse(&b, b.last.id, NULL), ERR_CONFLICT);
	books_verify(&b);
}
END_TEST

START_TEST(other_changes_of_a_place_are_in_nobodys_way)
{
	struct location patch = {0}, now = {0};

	OPEN();
	books_let(&b, other_receives, "a");
	SET(&patch, location, name, STR("New name"));
	ok(master_update(b.store, &b.deed, &location_schema, STR("a"), 0, &patch, &now, &b.why));
	ck_assert_int_eq(b.gap.applies, 1);
	books_let(&b, other_receives, "a");
	ok(books_one(&b, NULL, MOVE_RECEIPT, "BOLT", "a", 5));
	ck_assert_int_eq(b.gap.applies, 1); /* nor two postings in each other's */
	books_verify(&b);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("inventory_places");
	TCase *c = tcase_create("all");

	tcase_add_checked_fixture(c, NULL, teardown);
#define TEST(name) tcase_add_loop_test(c, name, 0, FIXTURE_DRIVERS)
	TEST(a_receipt_counts_by_what_its_place_has_become_meanwhile);
	TEST(a_place_that_stock_comes_to_meanwhile_stays_what_it_is);
	TEST(both_places_of_a_transfer_are_as_they_were_read);
	TEST(what_takes_back_goes_by_the_places_of_the_original_and_of_what_comes_instead);
	TEST(the_only_place_there_is_goes_by_its_gate_too);
	TEST(a_place_that_is_deactivated_meanwhile_takes_nothing);
	TEST(other_changes_of_a_place_are_in_nobodys_way);
	suite_add_tcase(s, c);
	return fixture_run(s);
}
