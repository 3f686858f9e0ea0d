/* inventory_locations.c - Tests postings while their locations change. */
#include "base/decimal.h"
#include "base/mem.h"
#include "masters/master/master.h"
#include "t/books.h"

/* --- changes of a location --- */

static enum err
set_usage(struct books *who, const char *place, enum usage usage)
{
	struct location patch = {0}, now = {0};

	why_clear(&who->why);
	SET(&patch, location, usage, (int)usage);
	return master_update(
	    who->store, &who->cx, &location_schema, str_of(place), &patch, &now, &who->why);
}

static enum err
deactivate_location(struct books *who, const char *place)
{
	struct location now = {0};

	why_clear(&who->why);
	return master_deactivate(
	    who->store, &who->cx, &location_schema, str_of(place), &now, &who->why);
}

static void
other_blocks(void *place)
{
	struct books other = books_second(&books);

	fixture_ok(set_usage(&other, place, USAGE_BLOCKED), &other.why);
}

static void
other_deactivates_location(void *place)
{
	struct books other = books_second(&books);

	fixture_ok(deactivate_location(&other, place), &other.why);
}

static void
other_receives_at(void *place)
{
	struct books other = books_second(&books);

	fixture_ok(books_one(&other, NULL, MOVE_RECEIPT, "BOLT", place, 5), &other.why);
}

static void
other_transfers(void *place)
{
	struct posting_line l = books_line(MOVE_TRANSFER, "BOLT", "b", 5);
	struct books other = books_second(&books);

	SET(&l, posting_line, to_location_id, str_of(place));
	fixture_ok(books_post(&other, NULL, &l, 1), &other.why);
}

static int64_t
bolt_available(void)
{
	return books_item(&books, "BOLT").available / DEC_ONE;
}

/* --- usage --- */

START_TEST(a_receipt_counts_by_what_its_place_has_become_meanwhile)
{
	BOOKS_OPEN();
	books_let(&books, other_blocks, "a"); /* nothing was ever posted there */
	books_ok(books_one(&books, NULL, MOVE_RECEIPT, "BOLT", "a", 5));
	ck_assert_int_eq(books.gap.applies, 2);
	ck_assert_int_eq(bolt_available(), 0);
	books_ok(books_one(&books, NULL, MOVE_SUPPLIER_RETURN, "BOLT", "a", 5));
	books_ok(set_usage(&books, "a", USAGE_STOCK));
	books_let(&books, other_blocks, "a");
	books_ok(books_one(&books, NULL, MOVE_RECEIPT, "BOLT", "a", 5));
	ck_assert_int_eq(bolt_available(), 0);
	books_verify(&books);
}
END_TEST

START_TEST(a_place_that_stock_comes_to_meanwhile_stays_what_it_is)
{
	BOOKS_OPEN();
	books_let(&books, other_receives_at, "a");
	ck_assert_int_eq(set_usage(&books, "a", USAGE_BLOCKED), ERR_IN_USE);
	ck_assert_int_eq(bolt_available(), 5);
	books_ok(books_one(&books, NULL, MOVE_ISSUE, "BOLT", "a", 5));
	books_let(&books, other_receives_at, "a"); /* the balance exists and is 0 */
	ck_assert_int_eq(deactivate_location(&books, "a"), ERR_IN_USE);
	books_ok(books_one(&books, NULL, MOVE_RECEIPT, "BOLT", "b", 5));
	books_ok(books_one(&books, NULL, MOVE_ISSUE, "BOLT", "a", 5));
	books_let(&books, other_transfers, "a");
	ck_assert_int_eq(set_usage(&books, "a", USAGE_BLOCKED), ERR_IN_USE);
	ck_assert_int_eq(bolt_available(), 5);
	books_verify(&books);
}
END_TEST

START_TEST(both_places_of_a_transfer_are_as_they_were_read)
{
	struct posting_line l = books_line(MOVE_TRANSFER, "BOLT", "b", 5);

	BOOKS_OPEN();
	books_ok(books_one(&books, NULL, MOVE_RECEIPT, "BOLT", "b", 5));
	SET(&l, posting_line, to_location_id, STR("a"));
	books_let(&books, other_blocks, "a");
	books_ok(books_post(&books, NULL, &l, 1));
	ck_assert_int_eq(bolt_available(), 0);
	books_verify(&books);
}
END_TEST

START_TEST(what_takes_back_goes_by_the_places_of_the_original_and_of_what_comes_instead)
{
	struct posting_line l = books_line(MOVE_RECEIPT, "BOLT", "a", 3);

	BOOKS_OPEN();
	books_ok(books_one(&books, NULL, MOVE_RECEIPT, "BOLT", "b", 5));
	books_let(&books, other_blocks, "a");
	books_ok(books_correct(&books, books.last.id, &l, 1));
	ck_assert_int_eq(books.gap.applies, 2);
	ck_assert_int_eq(bolt_available(), 0);
	books_ok(books_reverse(&books, books.last.id, NULL));
	books_ok(books_one(&books, NULL, MOVE_RECEIPT, "BOLT", "b", 5));
	books_ok(books_one(&books, NULL, MOVE_SUPPLIER_RETURN, "BOLT", "b", 5));
	books_let(&books, other_blocks, "b");
	books_ok(books_reverse(&books, books.last.id, NULL));
	ck_assert_int_eq(books.gap.applies, 2);
	ck_assert_int_eq(books_balance(&books, "BOLT", "b"), 5);
	ck_assert_int_eq(bolt_available(), 0);
	books_verify(&books);
}
END_TEST

START_TEST(the_only_place_there_is_goes_by_its_gate_too)
{
	struct posting_line l = books_line(MOVE_RECEIPT, "BOLT", NULL, 5);

	BOOKS_OPEN();
	books_ok(deactivate_location(&books, "a"));
	books_ok(deactivate_location(&books, "q"));
	books_let(&books, other_blocks, "b");
	books_ok(books_post(&books, NULL, &l, 1));
	ck_assert_int_eq(books.gap.applies, 2);
	ck_assert_int_eq(bolt_available(), 0);
	books_verify(&books);
}
END_TEST

/* --- deactivation --- */

START_TEST(a_place_that_is_deactivated_meanwhile_takes_nothing)
{
	BOOKS_OPEN();
	books_let(&books, other_deactivates_location, "a");
	ck_assert_int_eq(books_one(&books, NULL, MOVE_RECEIPT, "BOLT", "a", 5), ERR_INVALID);
	ck_assert(books_fault(&books, "body.lines.0.location_id", "inactive"));
	books_ok(books_one(&books, NULL, MOVE_RECEIPT, "BOLT", "q", 5));
	books_ok(books_one(&books, NULL, MOVE_SUPPLIER_RETURN, "BOLT", "q", 5));
	books_let(&books, other_deactivates_location, "q");
	ck_assert_int_eq(books_reverse(&books, books.last.id, NULL), ERR_CONFLICT);
	books_verify(&books);
}
END_TEST

START_TEST(other_changes_of_a_place_are_in_nobodys_way)
{
	struct location patch = {0}, now = {0};

	BOOKS_OPEN();
	books_let(&books, other_receives_at, "a");
	SET(&patch, location, name, STR("New name"));
	books_ok(master_update(
	    books.store, &books.cx, &location_schema, STR("a"), &patch, &now, &books.why));
	ck_assert_int_eq(books.gap.applies, 1);
	books_let(&books, other_receives_at, "a");
	books_ok(books_one(&books, NULL, MOVE_RECEIPT, "BOLT", "a", 5));
	ck_assert_int_eq(books.gap.applies, 1); /* nor do two postings conflict with each other */
	books_verify(&books);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("inventory_locations");
	TCase *c = tcase_create("all");

	tcase_add_checked_fixture(c, NULL, books_teardown);
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
