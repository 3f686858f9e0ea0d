/* inventory_posting.c - Tests what postings do and refuse. */
#include "base/decimal.h"
#include "base/mem.h"
#include "t/books.h"

START_TEST(a_receipt_adds_to_the_balance_and_gets_the_next_number)
{
	BOOKS_OPEN();
	ck_assert_int_eq(books_one(&books, NULL, MOVE_RECEIPT, "BOLT", "a", 10), OK);
	ck_assert_int_eq(books.last.seq, 1);
	ck_assert(str_is(books.last.number, "MV-2026-000001"));
	ck_assert_uint_eq(books.last.lines.n, 1);
	ck_assert(str_is(books.last.item_code, "BOLT"));
	ck_assert_int_eq(books.last.quantity, 10 * DEC_ONE);
	ck_assert_int_eq(books_one(&books, NULL, MOVE_RECEIPT, "BOLT", "a", 5), OK);
	ck_assert(str_is(books.last.number, "MV-2026-000002"));
	ck_assert_int_eq(books_balance(&books, "BOLT", "a"), 15);
	books_verify(&books);
}
END_TEST

START_TEST(an_issue_takes_what_is_there_and_no_more)
{
	BOOKS_OPEN();
	ck_assert_int_eq(books_one(&books, NULL, MOVE_RECEIPT, "BOLT", "a", 10), OK);
	ck_assert_int_eq(books_one(&books, NULL, MOVE_ISSUE, "BOLT", "a", 4), OK);
	ck_assert_int_eq(
	    books_one(&books, NULL, MOVE_ISSUE, "BOLT", "a", 7), ERR_INSUFFICIENT_STOCK);
	ck_assert(str_is(books.why.text, "Not enough stock of BOLT at A: 6 on hand, 7 requested"));
	ck_assert(str_is(buf_str(&books.why.more),
	    "\"lines\":[{\"item_id\":\"bolt\",\"item_code\":\"BOLT\",\"location_id\":\"a\","
	    "\"location_code\":\"A\",\"lot\":\"\",\"available\":6,\"requested\":7}]"));
	ck_assert_int_eq(
	    books_one(&books, NULL, MOVE_ISSUE, "BOLT", "b", 1), ERR_INSUFFICIENT_STOCK);
	ck_assert_int_eq(books_balance(&books, "BOLT", "a"), 6);
	ck_assert_int_eq(books_one(&books, NULL, MOVE_ISSUE, "BOLT", "a", 6), OK);
	ck_assert_int_eq(books.last.seq, 3);
	books_verify(&books);
}
END_TEST

START_TEST(only_stock_is_issued_and_the_rest_goes_by_other_ways)
{
	struct posting_line two[2], on;

	BOOKS_OPEN();
	ck_assert_int_eq(books_one(&books, NULL, MOVE_RECEIPT, "BOLT", "q", 10), OK);
	ck_assert_int_eq(books_one(&books, NULL, MOVE_ISSUE, "BOLT", "q", 4), ERR_BLOCKED_STOCK);
	ck_assert(str_is(books.why.text,
	    "BOLT cannot be issued from Q, whose usage is inspection: transfer it to stock "
	    "first"));
	ck_assert(str_is(buf_str(&books.why.more),
	    "\"lines\":[{\"item_id\":\"bolt\",\"item_code\":\"BOLT\",\"location_id\":\"q\","
	    "\"location_code\":\"Q\",\"lot\":\"\",\"usage\":\"inspection\"}]"));
	two[0] = books_line(MOVE_ISSUE, "LOW", "q", 1); /* there is none: reported first */
	two[1] = books_line(MOVE_ISSUE, "BOLT", "a", 1);
	ck_assert_int_eq(books_post(&books, NULL, two, 2), ERR_BLOCKED_STOCK);
	on = books_line(MOVE_TRANSFER, "BOLT", "q", 2);
	SET(&on, posting_line, to_location_id, STR("a"));
	ck_assert_int_eq(books_post(&books, NULL, &on, 1), OK);
	ck_assert_int_eq(books_one(&books, NULL, MOVE_ADJUSTMENT, "BOLT", "q", -2), OK);
	ck_assert_int_eq(books_one(&books, NULL, MOVE_SUPPLIER_RETURN, "BOLT", "q", 2), OK);
	ck_assert_int_eq(books_balance(&books, "BOLT", "q"), 4);
	books_verify(&books);
}
END_TEST

START_TEST(what_takes_back_an_issue_does_not_ask_what_its_place_is_now)
{
	struct posting_line less = books_line(MOVE_ISSUE, "BOLT", "a", 3);
	struct location at;
	struct batch x;
	struct str first;

	BOOKS_OPEN();
	ck_assert_int_eq(books_one(&books, NULL, MOVE_RECEIPT, "BOLT", "a", 10), OK);
	ck_assert_int_eq(books_one(&books, NULL, MOVE_ISSUE, "BOLT", "a", 4), OK);
	first = books.last.id;
	ck_assert_int_eq(books_one(&books, NULL, MOVE_ISSUE, "BOLT", "a", 6), OK);
	fixture_ok(store_get(books.store, &location_schema, STR("a"), &at, &books.why), &books.why);
	SET(&at, location, usage, USAGE_BLOCKED);
	x = batch_init(books.mem);
	batch_add(&x, OP_UPDATE, &location_schema, &at);
	books_apply(&books, &x);
	ck_assert_int_eq(books_reverse(&books, books.last.id, NULL), OK);
	ck_assert_int_eq(books_correct(&books, first, &less, 1), OK);
	ck_assert_int_eq(books_balance(&books, "BOLT", "a"), 7);
	ck_assert_int_eq(books_one(&books, NULL, MOVE_ISSUE, "BOLT", "a", 1), ERR_BLOCKED_STOCK);
	books_verify(&books);
}
END_TEST

START_TEST(a_lot_that_is_short_is_named)
{
	struct posting_line l;

	BOOKS_OPEN();
	l = books_line(MOVE_RECEIPT, "BOLT", "a", 10);
	SET(&l, posting_line, lot, STR("L1"));
	ck_assert_int_eq(books_post(&books, NULL, &l, 1), OK);
	l = books_line(MOVE_ISSUE, "BOLT", "a", 4);
	SET(&l, posting_line, lot, STR("L2"));
	ck_assert_int_eq(books_post(&books, NULL, &l, 1), ERR_INSUFFICIENT_STOCK);
	ck_assert(str_is(
	    books.why.text, "Not enough stock of BOLT (lot L2) at A: 0 on hand, 4 requested"));
	books_verify(&books);
}
END_TEST

START_TEST(lines_of_one_balance_are_judged_by_their_sum)
{
	struct posting_line l[3];

	BOOKS_OPEN();
	ck_assert_int_eq(books_one(&books, NULL, MOVE_RECEIPT, "BOLT", "a", 10), OK);
	l[0] = books_line(MOVE_ISSUE, "BOLT", "a", 6);
	l[1] = books_line(MOVE_ISSUE, "BOLT", "a", 6);
	ck_assert_int_eq(books_post(&books, NULL, l, 2), ERR_INSUFFICIENT_STOCK);
	l[2] = books_line(MOVE_RETURN, "BOLT", "a", 2);
	ck_assert_int_eq(books_post(&books, NULL, l, 3), OK);
	ck_assert_int_eq(books_balance(&books, "BOLT", "a"), 0);
	books_verify(&books);
}
END_TEST

START_TEST(every_short_balance_is_named)
{
	struct posting_line l[2];

	BOOKS_OPEN();
	l[0] = books_line(MOVE_ISSUE, "BOLT", "a", 1);
	l[1] = books_line(MOVE_ISSUE, "OIL", "b", 2);
	ck_assert_int_eq(books_post(&books, NULL, l, 2), ERR_INSUFFICIENT_STOCK);
	ck_assert(str_ends(books.why.text, STR("(and more)")));
	ck_assert_int_eq(books_balance(&books, "BOLT", "a"), -1);
}
END_TEST

START_TEST(a_transfer_is_two_lines)
{
	struct posting_line l = books_line(MOVE_TRANSFER, "BOLT", "a", 3);
	const struct stock_transaction *t;

	BOOKS_OPEN();
	SET(&l, posting_line, to_location_id, STR("q"));
	ck_assert_int_eq(books_one(&books, NULL, MOVE_RECEIPT, "BOLT", "a", 10), OK);
	ck_assert_int_eq(books_post(&books, NULL, &l, 1), OK);
	ck_assert_uint_eq(books.last.lines.n, 2);
	t = books.last.lines.v;
	ck_assert_int_eq(t[0].quantity, -3 * DEC_ONE);
	ck_assert_int_eq(t[1].quantity, 3 * DEC_ONE);
	ck_assert_int_eq(books_balance(&books, "BOLT", "a"), 7);
	ck_assert_int_eq(books_balance(&books, "BOLT", "q"), 3);
	ck_assert_int_eq(books_item(&books, "BOLT").on_hand, 10 * DEC_ONE);
	ck_assert_int_eq(books_item(&books, "BOLT").available, 7 * DEC_ONE);
	books_verify(&books);
}
END_TEST

START_TEST(the_distance_from_the_minimum_follows)
{
	BOOKS_OPEN();
	ck_assert_int_eq(books_one(&books, NULL, MOVE_RECEIPT, "LOW", "a", 12), OK);
	ck_assert_int_eq(books_item(&books, "LOW").headroom, 2 * DEC_ONE);
	ck_assert_int_eq(books_one(&books, NULL, MOVE_ISSUE, "LOW", "a", 5), OK);
	ck_assert_int_eq(books_item(&books, "LOW").headroom, -3 * DEC_ONE);
	books_verify(&books);
}
END_TEST

START_TEST(a_location_left_out_is_the_items_default)
{
	BOOKS_OPEN();
	ck_assert_int_eq(books_one(&books, NULL, MOVE_RECEIPT, "OIL", NULL, 1), OK);
	ck_assert_int_eq(books_balance(&books, "OIL", "b"), 1);
	ck_assert_int_eq(books_one(&books, NULL, MOVE_RECEIPT, "BOLT", NULL, 1), ERR_INVALID);
	ck_assert(books_fault(&books, "body.lines.0.location_id", "missing"));
}
END_TEST

START_TEST(all_faults_of_all_lines_are_said_at_once)
{
	struct posting_line l[9];
	static const struct {
		const char *at, *type;
	} faults[] = {
	    {"body.lines.0.item_code", "not_found"},
	    {"body.lines.1.location_id", "inactive"},
	    {"body.lines.2.item_code", "inactive"},
	    {"body.lines.3.quantity", "decimal_max_places"},
	    {"body.lines.4.quantity", "greater_than"},
	    {"body.lines.5.reason_code", "direction"},
	    {"body.lines.6.to_location_id", "missing"},
	    {"body.lines.7.issued_to", "not_found"},
	    {"body.lines.7.supplier_id", "not_found"},
	    {"body.lines.8.transaction_type", "missing"},
	    {"body.lines.8.quantity", "missing"},
	    {"body.lines.8.item_id", "missing"},
	};

	BOOKS_OPEN();
	l[0] = books_line(MOVE_RECEIPT, "NONE", "a", 1);
	l[1] = books_line(MOVE_RECEIPT, "BOLT", "x", 1);
	l[2] = books_line(MOVE_RECEIPT, "OLD", "a", 1);
	l[3] = books_line(MOVE_RECEIPT, "BOLT", "a", 1);
	l[3].quantity = DEC_ONE / 2;
	l[4] = books_line(MOVE_ISSUE, "BOLT", "a", -1);
	l[5] = books_line(MOVE_ADJUSTMENT, "BOLT", "a", -1);
	l[5].reason_code = STR("FOUND");
	l[6] = books_line(MOVE_TRANSFER, "BOLT", "a", 1);
	l[7] = books_line(MOVE_ISSUE, "BOLT", "a", 1);
	SET(&l[7], posting_line, issued_to, STR("nobody"));
	SET(&l[7], posting_line, supplier_id, STR("nobody"));
	l[8] = (struct posting_line){0};
	ck_assert_int_eq(books_post(&books, NULL, l, 9), ERR_INVALID);
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
		ck_assert_msg(books_fault(&books, faults[i].at, faults[i].type), "%s %s",
		    faults[i].at, faults[i].type);
	ck_assert_uint_eq(books.why.nfaults, sizeof faults / sizeof *faults);
}
END_TEST

START_TEST(what_a_line_does_not_say_is_taken_from_the_top)
{
	struct posting_request r = {0};
	struct posting_line l[2] = {0};

	BOOKS_OPEN();
	SET(&r, posting_request, transaction_type, MOVE_RECEIPT);
	SET(&r, posting_request, location_id, STR("a"));
	SET(&l[0], posting_line, item_id, STR("bolt"));
	SET(&l[0], posting_line, quantity, DEC_ONE);
	SET(&l[1], posting_line, item_id, STR("low"));
	SET(&l[1], posting_line, quantity, DEC_ONE);
	SET(&l[1], posting_line, location_id, STR("b"));
	SET(&r, posting_request, lines, ((struct lines){l, 2}));
	fixture_ok(posting_make(books.store, &books.cx, &r, &books.last, &books.why), &books.why);
	ck_assert_int_eq(books_balance(&books, "BOLT", "a"), 1);
	ck_assert_int_eq(books_balance(&books, "LOW", "b"), 1);
	r = (struct posting_request){0};
	SET(&r, posting_request, transaction_type, MOVE_RECEIPT);
	ck_assert_int_eq(
	    posting_make(books.store, &books.cx, &r, &books.last, &books.why), ERR_INVALID);
	ck_assert(books_fault(&books, "body.quantity", "missing"));
}
END_TEST

START_TEST(each_sort_of_movement_needs_its_permission)
{
	static const struct {
		enum movement type;
		enum perm perm;
	} needs[] = {{MOVE_OPENING, PERM_STOCK_OPENING}, {MOVE_RECEIPT, PERM_RECEIPT_POST},
	    {MOVE_RETURN, PERM_STOCK_RETURN}, {MOVE_ISSUE, PERM_STOCK_ISSUE},
	    {MOVE_SUPPLIER_RETURN, PERM_STOCK_RETURN}, {MOVE_ADJUSTMENT, PERM_STOCK_ADJUST}};

	BOOKS_OPEN();
	for (size_t i = 0; i < sizeof needs / sizeof *needs; i++) {
		books.cx.perms = UINT64_MAX & ~(UINT64_C(1) << needs[i].perm);
		ck_assert_int_eq(
		    books_one(&books, NULL, needs[i].type, "BOLT", "a", 1), ERR_FORBIDDEN);
		books.cx.perms = UINT64_C(1) << needs[i].perm;
		ck_assert_int_ne(
		    books_one(&books, NULL, needs[i].type, "BOLT", "a", 1), ERR_FORBIDDEN);
	}
}
END_TEST

START_TEST(a_cost_needs_its_permission)
{
	struct posting_line l = books_line(MOVE_RECEIPT, "BOLT", "a", 1);

	BOOKS_OPEN();
	SET(&l, posting_line, unit_cost, DEC_ONE);
	books.cx.perms = UINT64_C(1) << PERM_RECEIPT_POST;
	ck_assert_int_eq(books_post(&books, NULL, &l, 1), ERR_FORBIDDEN);
	books.cx.perms |= UINT64_C(1) << PERM_COST_WRITE;
	ck_assert_int_eq(books_post(&books, NULL, &l, 1), OK);
}
END_TEST

START_TEST(opening_stock_is_posted_once_for_each_balance)
{
	struct posting_line l[2];
	struct str first;

	BOOKS_OPEN();
	l[0] = books_line(MOVE_OPENING, "BOLT", "a", 5);
	l[1] = books_line(MOVE_OPENING, "BOLT", "a", 5);
	ck_assert_int_eq(books_post(&books, NULL, l, 2), ERR_OPENING_EXISTS);
	ck_assert_int_eq(books_post(&books, NULL, l, 1), OK);
	first = books.last.id;
	ck_assert_int_eq(books_post(&books, NULL, l, 1), ERR_OPENING_EXISTS);
	ck_assert_int_eq(books_one(&books, NULL, MOVE_OPENING, "BOLT", "b", 5), OK);
	ck_assert_int_eq(books_reverse(&books, first, NULL), OK);
	ck_assert_int_eq(books_post(&books, NULL, l, 1), OK);
	ck_assert_int_eq(books_balance(&books, "BOLT", "a"), 5);
	books_verify(&books);
}
END_TEST

START_TEST(an_inactive_item_takes_returns_adjustments_and_issues)
{
	BOOKS_OPEN();
	ck_assert_int_eq(books_one(&books, NULL, MOVE_RETURN, "OLD", "a", 5), OK);
	ck_assert_int_eq(books_one(&books, NULL, MOVE_ADJUSTMENT, "OLD", "a", -1), OK);
	ck_assert_int_eq(books_one(&books, NULL, MOVE_ISSUE, "OLD", "a", 4), OK);
	ck_assert_int_eq(books_one(&books, NULL, MOVE_RECEIPT, "OLD", "a", 5), ERR_INVALID);
	ck_assert_int_eq(books_one(&books, NULL, MOVE_OPENING, "OLD", "a", 5), ERR_INVALID);
	books_verify(&books);
}
END_TEST

START_TEST(an_adjustment_needs_a_reason_that_fits)
{
	struct posting_line l = books_line(MOVE_ADJUSTMENT, "BOLT", "a", 5);
	struct posting_request r = {0};

	BOOKS_OPEN();
	rec_unset(&l, FIELD(posting_line, reason_code));
	ck_assert_int_eq(books_post(&books, NULL, &l, 1), ERR_INVALID);
	ck_assert(books_fault(&books, "body.lines.0.reason_code", "missing"));
	SET(&l, posting_line, reason_code, STR("OTHER"));
	ck_assert_int_eq(books_post(&books, NULL, &l, 1), ERR_INVALID);
	ck_assert(books_fault(&books, "body.lines.0.reason_code", "remarks_missing"));
	SET(&r, posting_request, remarks, STR("found behind the shelf"));
	SET(&r, posting_request, lines, ((struct lines){&l, 1}));
	why_clear(&books.why);
	fixture_ok(posting_make(books.store, &books.cx, &r, &books.last, &books.why), &books.why);
}
END_TEST

START_TEST(a_total_beyond_the_range_is_refused)
{
	struct posting_line l = books_line(MOVE_RECEIPT, "BOLT", "a", 999999999);
	struct batch x;
	struct balance *r;

	BOOKS_OPEN();
	ck_assert_int_eq(books_post(&books, NULL, &l, 1), OK);
	x = batch_init(books.mem);
	r = MEM_ONE(books.mem, struct balance);
	SET(r, balance, id, STR("bolt|a|"));
	op_increment(batch_add(&x, OP_ADD, &balance_schema, r), FIELD(balance, on_hand),
	    DEC_TOTAL_MAX - 999999999 * DEC_ONE);
	books_apply(&books, &x);
	ck_assert_int_eq(books_post(&books, NULL, &l, 1), ERR_INVALID);
	ck_assert(books_fault(&books, "body", "decimal_range"));
}
END_TEST

/* --- units --- */

static enum err
post_in(const char *item, const char *uom, int64_t millionths)
{
	struct posting_line l = books_line(MOVE_RECEIPT, item, "a", 1);

	l.quantity = millionths;
	SET(&l, posting_line, uom, str_of(uom));
	return books_post(&books, NULL, &l, 1);
}

static int64_t
stock_quantity(void)
{
	return ((const struct stock_transaction *)books.last.lines.v)->quantity;
}

START_TEST(packs_and_units_are_converted_exactly)
{
	BOOKS_OPEN();
	ck_assert_int_eq(post_in("BOLT", "BOX", 3 * DEC_ONE), OK);
	ck_assert_int_eq(stock_quantity(), 300 * DEC_ONE);
	ck_assert_int_eq(books.last.quantity, 3 * DEC_ONE);
	ck_assert(str_is(books.last.uom, "BOX"));
	ck_assert_int_eq(post_in("BOLT", "DZ", 2 * DEC_ONE), OK);
	ck_assert_int_eq(stock_quantity(), 24 * DEC_ONE);
	ck_assert_int_eq(post_in("BOLT", "CRATE", 7 * DEC_ONE), OK);
	ck_assert_int_eq(stock_quantity(), 3 * DEC_ONE);
	ck_assert_int_eq(post_in("OIL", "ML", 1500 * DEC_ONE), OK);
	ck_assert_int_eq(stock_quantity(), 1500000);
	ck_assert_int_eq(post_in("OIL", "L", 1234000), OK);
	ck_assert_int_eq(post_in("OIL", "KG", DEC_ONE), ERR_INVALID);
	ck_assert(books_fault(&books, "body.lines.0.uom", "not_convertible"));
	ck_assert_int_eq(post_in("BOLT", "NONE", DEC_ONE), ERR_INVALID);
	ck_assert_int_eq(post_in("BOLT", "BOX", DEC_ONE / 2), ERR_INVALID);
	ck_assert(books_fault(&books, "body.lines.0.quantity", "decimal_max_places"));
	books_verify(&books);
}
END_TEST

START_TEST(an_inexact_conversion_names_the_nearest_and_takes_what_was_weighed)
{
	struct posting_line l = books_line(MOVE_RECEIPT, "BOLT", "a", 8);

	BOOKS_OPEN();
	SET(&l, posting_line, uom, STR("CRATE"));
	ck_assert_int_eq(books_post(&books, NULL, &l, 1), ERR_INVALID);
	ck_assert(books_fault(&books, "body.lines.0.quantity", "inexact_conversion"));
	ck_assert(str_starts(books.why.faults->msg,
	    STR("The quantity is not exact in PCS; the nearest are 3 and 4:")));
	ck_assert_int_eq(post_in("OIL", "CUP", DEC_ONE), ERR_INVALID);
	ck_assert(str_starts(books.why.faults->msg,
	    STR("The quantity is not exact in L; the nearest are 0.142 and 0.143:")));
	SET(&l, posting_line, stock_quantity, 4 * DEC_ONE);
	ck_assert_int_eq(books_post(&books, NULL, &l, 1), OK);
	ck_assert_int_eq(stock_quantity(), 4 * DEC_ONE);
	ck_assert_int_eq(books.last.quantity, 8 * DEC_ONE);
	books_verify(&books);
}
END_TEST

START_TEST(the_barcode_of_a_pack_brings_its_unit)
{
	struct posting_line l = books_line(MOVE_RECEIPT, "BOLT", "a", 2);

	BOOKS_OPEN();
	rec_unset(&l, FIELD(posting_line, item_code));
	SET(&l, posting_line, barcode, STR("box-1"));
	ck_assert_int_eq(books_post(&books, NULL, &l, 1), OK);
	ck_assert_int_eq(stock_quantity(), 200 * DEC_ONE);
	l.barcode = STR("B-1");
	ck_assert_int_eq(books_post(&books, NULL, &l, 1), OK);
	ck_assert_int_eq(stock_quantity(), 2 * DEC_ONE);
	SET(&l, posting_line, uom, STR("DZ"));
	ck_assert_int_eq(books_post(&books, NULL, &l, 1), OK);
	ck_assert_int_eq(stock_quantity(), 24 * DEC_ONE);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("inventory_posting");
	TCase *c = tcase_create("all");

	tcase_add_checked_fixture(c, NULL, books_teardown);
#define TEST(name) tcase_add_loop_test(c, name, 0, FIXTURE_DRIVERS)
	TEST(a_receipt_adds_to_the_balance_and_gets_the_next_number);
	TEST(an_issue_takes_what_is_there_and_no_more);
	TEST(only_stock_is_issued_and_the_rest_goes_by_other_ways);
	TEST(what_takes_back_an_issue_does_not_ask_what_its_place_is_now);
	TEST(a_lot_that_is_short_is_named);
	TEST(lines_of_one_balance_are_judged_by_their_sum);
	TEST(every_short_balance_is_named);
	TEST(a_transfer_is_two_lines);
	TEST(the_distance_from_the_minimum_follows);
	TEST(a_location_left_out_is_the_items_default);
	TEST(all_faults_of_all_lines_are_said_at_once);
	TEST(what_a_line_does_not_say_is_taken_from_the_top);
	TEST(each_sort_of_movement_needs_its_permission);
	TEST(a_cost_needs_its_permission);
	TEST(opening_stock_is_posted_once_for_each_balance);
	TEST(an_inactive_item_takes_returns_adjustments_and_issues);
	TEST(an_adjustment_needs_a_reason_that_fits);
	TEST(a_total_beyond_the_range_is_refused);
	TEST(packs_and_units_are_converted_exactly);
	TEST(an_inexact_conversion_names_the_nearest_and_takes_what_was_weighed);
	TEST(the_barcode_of_a_pack_brings_its_unit);
	suite_add_tcase(s, c);
	return fixture_run(s);
}
