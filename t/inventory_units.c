/*
 * inventory_units.c - Tests quantities in units, packs and weights, and that used ratios stay
 * fixed.
 *
 * SEED=n in the environment repeats a run.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/decimal.h"
#include "base/mem.h"
#include "inventory/line/convert.h"
#include "inventory/upgrade/unit_use_upgrade.h"
#include "masters/master/master.h"
#include "masters/uom/uom_use.h"
#include "t/between.h"
#include "t/books.h"

__extension__ typedef __int128 wide;

static struct str flour;

static void
make_record(const struct schema *s, void *rec)
{
	why_clear(&books.why);
	fixture_ok(master_create(books.store, &books.cx, s, rec, &books.why), &books.why);
}

static void
make_unit(const char *code, const char *base, int64_t num, int64_t den)
{
	struct uom *u = MEM_ONE(books.mem, struct uom);

	SET(u, uom, code, str_of(code));
	SET(u, uom, name, str_of(code));
	SET(u, uom, decimals, 3);
	if (base != NULL)
		SET(u, uom, base_uom, str_of(base));
	SET(u, uom, numerator, num);
	SET(u, uom, denominator, den);
	make_record(&uom_schema, u);
}

static void
set_pack(struct pack *p, const char *uom, int64_t num, int64_t den, bool variable)
{
	SET(p, pack, uom, str_of(uom));
	SET(p, pack, numerator, num);
	SET(p, pack, denominator, den);
	SET(p, pack, variable, variable);
	SET(p, pack, tolerance_percent, 10 * DEC_ONE);
}

/* FLOUR in KG: a BAG of 25 of variable weight, a CRATE of 20 that is fixed, a BOX of 10/3;
 * pounds and ounces. */
static void
open_units(int driver)
{
	struct item *i;
	struct pack *p;

	books_open(&books, driver);
	i = MEM_ONE(books.mem, struct item);
	p = MEM_MANY(books.mem, struct pack, 3);
	make_unit("LB", "KG", 45359237, 100000000);
	make_unit("OZ", "LB", 1, 16);
	make_unit("BAG", NULL, 1, 1);
	SET(i, item, item_code, STR("FLOUR"));
	SET(i, item, item_name, STR("Flour"));
	SET(i, item, category_id, STR("cat-001"));
	SET(i, item, uom, STR("KG"));
	set_pack(&p[0], "BAG", 25, 1, true);
	set_pack(&p[1], "CRATE", 20, 1, false);
	set_pack(&p[2], "BOX", 10, 3, false);
	SET(i, item, packs, ((struct lines){p, 3}));
	make_record(&item_schema, i);
	flour = i->id;
}

static struct posting_line
flour_line(const char *unit, int64_t quantity, int64_t weighed)
{
	struct posting_line l = books_line(MOVE_RECEIPT, "FLOUR", "a", 1);

	l.quantity = quantity;
	SET(&l, posting_line, uom, str_of(unit));
	if (weighed != 0)
		SET(&l, posting_line, stock_quantity, weighed);
	return l;
}

static enum err
post_weighed(const char *unit, int64_t quantity, int64_t weighed)
{
	struct posting_line l = flour_line(unit, quantity, weighed);

	return books_post(&books, NULL, &l, 1);
}

static const struct stock_transaction *
last_transaction(void)
{
	return books.last.lines.v;
}

static void
assert_posted(enum err e, int64_t quantity)
{
	fixture_ok(e, &books.why);
	ck_assert_int_eq(last_transaction()->quantity, quantity);
}

static void
assert_line_fault(enum err e, const char *field, const char *type)
{
	ck_assert_int_eq(e, ERR_INVALID);
	ck_assert_msg(books_fault(&books, str_printf(books.mem, "body.lines.0.%s", field).s, type),
	    "no %s at %s, but %s", type, field, books.why.faults->type);
}

/* --- variable weight --- */

START_TEST(a_pack_that_varies_is_posted_as_weighed)
{
	open_units(_i);
	assert_posted(post_weighed("BAG", 2 * DEC_ONE, 0), 50 * DEC_ONE);
	assert_posted(post_weighed("BAG", DEC_ONE, 24600000), 24600000);
	ck_assert_int_eq(last_transaction()->entered_quantity, DEC_ONE);
	ck_assert(str_is(last_transaction()->entered_uom, "BAG"));
	assert_posted(post_weighed("BAG", DEC_ONE, 22500000), 22500000);
	assert_posted(post_weighed("BAG", DEC_ONE, 27500000), 27500000);
	books_verify(&books);
}
END_TEST

START_TEST(what_differs_by_more_than_the_tolerance_is_refused_with_both_figures)
{
	struct posting_line l;

	open_units(_i);
	assert_line_fault(
	    post_weighed("BAG", DEC_ONE, 22499000), "stock_quantity", "outside_tolerance");
	assert_line_fault(
	    post_weighed("BAG", DEC_ONE, 27501000), "stock_quantity", "outside_tolerance");
	assert_line_fault(
	    post_weighed("BAG", 2 * DEC_ONE, 24600000), "stock_quantity", "outside_tolerance");
	ck_assert_str_eq(books.why.faults->msg.s,
	    "By the ratio it is 50 KG, as weighed 24.6 KG: they differ by more than 10 %. "
	    "Accept the difference to post it anyway");
	l = flour_line("BAG", 2 * DEC_ONE, 24600000);
	SET(&l, posting_line, accept_difference, true);
	assert_posted(books_post(&books, NULL, &l, 1), 24600000);
	SET(&l, posting_line, accept_difference, false);
	assert_line_fault(books_post(&books, NULL, &l, 1), "stock_quantity", "outside_tolerance");
}
END_TEST

static void
set_packs(struct pack *p, size_t n)
{
	struct item patch = {0}, now = {0};

	why_clear(&books.why);
	SET(&patch, item, packs, ((struct lines){p, n}));
	fixture_ok(
	    master_update(books.store, &books.cx, &item_schema, flour, &patch, &now, &books.why),
	    &books.why);
}

START_TEST(a_pack_says_its_own_tolerance)
{
	struct pack p = {0};

	open_units(_i);
	set_pack(&p, "BAG", 25, 1, true);
	p.tolerance_percent = DEC_ONE / 2;
	set_packs(&p, 1);
	assert_posted(post_weighed("BAG", DEC_ONE, 24875000), 24875000);
	assert_line_fault(
	    post_weighed("BAG", DEC_ONE, 24874000), "stock_quantity", "outside_tolerance");
	p.tolerance_percent = 0;
	set_packs(&p, 1);
	assert_posted(post_weighed("BAG", DEC_ONE, 25000000), 25000000);
	assert_line_fault(
	    post_weighed("BAG", DEC_ONE, 25001000), "stock_quantity", "outside_tolerance");
	p.has &= ~(FIELD_BIT(pack, variable) | FIELD_BIT(pack, tolerance_percent));
	set_packs(&p, 1);
	assert_line_fault(post_weighed("BAG", DEC_ONE, 24600000), "stock_quantity", "fixed_pack");
}
END_TEST

START_TEST(a_fixed_pack_is_not_weighed)
{
	open_units(_i);
	assert_posted(post_weighed("CRATE", DEC_ONE, 0), 20 * DEC_ONE);
	assert_line_fault(post_weighed("CRATE", DEC_ONE, 19900000), "stock_quantity", "fixed_pack");
	assert_line_fault(post_weighed("CRATE", DEC_ONE, 20000000), "stock_quantity", "fixed_pack");
	assert_posted(post_weighed("BOX", 3 * DEC_ONE, 0), 10 * DEC_ONE);
	assert_line_fault(
	    post_weighed("BOX", 3 * DEC_ONE, 10 * DEC_ONE), "stock_quantity", "fixed_pack");
	make_unit("G", "KG", 1, 1000);
	assert_posted(post_weighed("G", 500 * DEC_ONE, 0), DEC_ONE / 2);
	assert_line_fault(
	    post_weighed("G", 500 * DEC_ONE, DEC_ONE / 2), "stock_quantity", "fixed_pack");
	assert_line_fault(post_weighed("KG", DEC_ONE, 2 * DEC_ONE), "stock_quantity", "conflict");
}
END_TEST

START_TEST(what_is_not_exact_is_weighed_within_a_tenth_of_the_nearest)
{
	open_units(_i);
	assert_line_fault(post_weighed("BOX", DEC_ONE, 0), "quantity", "inexact_conversion");
	assert_posted(post_weighed("BOX", DEC_ONE, 3333000), 3333000);
	assert_posted(post_weighed("BOX", DEC_ONE, 3000000), 3000000);
	assert_line_fault(
	    post_weighed("BOX", DEC_ONE, 2999000), "stock_quantity", "outside_tolerance");
	ck_assert(str_starts(books.why.faults->msg,
	    STR("By the ratio it is 3.333 to 3.334 KG, as weighed 2.999 KG:")));
	assert_line_fault(post_weighed("OZ", DEC_ONE, 0), "quantity", "inexact_conversion");
	assert_posted(post_weighed("OZ", DEC_ONE, 28000), 28000);
	assert_posted(post_weighed("OZ", DEC_ONE, 31000), 31000);
	assert_line_fault(
	    post_weighed("OZ", DEC_ONE, 32000), "stock_quantity", "outside_tolerance");
	/* one step of the item's unit is always within tolerance, however small */
	make_unit("MG", "KG", 1, 1000000);
	assert_posted(post_weighed("MG", DEC_ONE, 1000), 1000);
	assert_line_fault(post_weighed("MG", DEC_ONE, 2000), "stock_quantity", "outside_tolerance");
}
END_TEST

START_TEST(a_correction_and_an_adjustment_are_weighed_likewise)
{
	struct posting_line l = flour_line("BAG", DEC_ONE, 15 * DEC_ONE), a;
	struct str id;

	open_units(_i);
	assert_posted(post_weighed("BAG", DEC_ONE, 24600000), 24600000);
	id = books.last.id;
	assert_line_fault(books_correct(&books, id, &l, 1), "stock_quantity", "outside_tolerance");
	SET(&l, posting_line, accept_difference, true);
	fixture_ok(books_correct(&books, id, &l, 1), &books.why);
	a = books_line(MOVE_ADJUSTMENT, "FLOUR", "a", -1);
	SET(&a, posting_line, uom, STR("BAG"));
	SET(&a, posting_line, stock_quantity, 14 * -DEC_ONE);
	assert_line_fault(books_post(&books, NULL, &a, 1), "stock_quantity", "outside_tolerance");
	SET(&a, posting_line, accept_difference, true);
	assert_posted(books_post(&books, NULL, &a, 1), 14 * -DEC_ONE);
	a.stock_quantity = DEC_ONE;
	assert_line_fault(books_post(&books, NULL, &a, 1), "stock_quantity", "conflict");
	books_verify(&books);
}
END_TEST

/* --- in any case --- */

START_TEST(a_unit_and_a_reason_are_named_in_any_case)
{
	struct posting_line l = books_line(MOVE_ADJUSTMENT, "FLOUR", "a", 2);
	struct reason patch = {0}, now = {0};

	open_units(_i);
	assert_posted(post_weighed("bag", DEC_ONE, 24600000), 24600000);
	ck_assert(str_is(last_transaction()->entered_uom, "BAG"));
	assert_posted(post_weighed("Kg", DEC_ONE, 0), DEC_ONE);
	ck_assert(str_is(last_transaction()->entered_uom, "KG"));
	assert_posted(post_weighed("oz", DEC_ONE, 28000), 28000);
	ck_assert(str_is(last_transaction()->entered_uom, "OZ"));
	SET(&l, posting_line, reason_code, STR("found"));
	fixture_ok(books_post(&books, NULL, &l, 1), &books.why);
	ck_assert(str_is(last_transaction()->reason_code, "FOUND"));
	SET(&patch, reason, code, STR("Appeared"));
	fixture_ok(master_update(books.store, &books.cx, &reason_schema, STR("found"), &patch, &now,
		       &books.why),
	    &books.why);
	fixture_ok(books_post(&books, NULL, &l, 1), &books.why);
	ck_assert(str_is(last_transaction()->reason_code, "Appeared"));
	SET(&l, posting_line, reason_code, STR("lost"));
	assert_line_fault(books_post(&books, NULL, &l, 1), "reason_code", "direction");
	SET(&l, posting_line, reason_code, STR("none"));
	assert_line_fault(books_post(&books, NULL, &l, 1), "reason_code", "not_found");
	assert_line_fault(post_weighed("none", DEC_ONE, 0), "uom", "not_convertible");
}
END_TEST

/* --- a ratio used by a posting is fixed --- */

static enum err
change_unit_ratio(const char *unit, int64_t numerator)
{
	struct uom patch = {0}, now = {0};

	why_clear(&books.why);
	SET(&patch, uom, numerator, numerator);
	SET(&patch, uom, denominator, 100);
	return master_update(
	    books.store, &books.cx, &uom_schema, str_of(unit), &patch, &now, &books.why);
}

static bool
is_used(const char *unit)
{
	struct series row;
	struct why w;

	why_init(&w, books.mem);
	return store_get(books.store, &series_schema, uom_used_id(books.mem, str_of(unit)), &row,
		   &w) == OK;
}

static int64_t
uses_of_mass(void)
{
	struct series row = {0};

	why_clear(&books.why);
	fixture_ok(store_get(books.store, &series_schema, STR("gate:uom:KG"), &row, &books.why),
	    &books.why);
	return row.version;
}

START_TEST(the_first_posting_in_a_unit_fixes_its_ratio)
{
	int64_t uses;

	open_units(_i);
	fixture_ok(change_unit_ratio("OZ", 3), &books.why);
	assert_posted(post_weighed("OZ", 100 * DEC_ONE, 0), 3 * DEC_ONE);
	ck_assert(is_used("OZ"));
	ck_assert_int_eq(change_unit_ratio("OZ", 4), ERR_IN_USE);
	uses = uses_of_mass();
	assert_posted(post_weighed("OZ", 200 * DEC_ONE, 0), 6 * DEC_ONE);
	assert_posted(post_weighed("BAG", DEC_ONE, 0), 25 * DEC_ONE);
	assert_posted(post_weighed("KG", DEC_ONE, 0), DEC_ONE);
	ck_assert(!is_used("BAG") && !is_used("KG"));
	/* None of these has written to the guard. */
	ck_assert_int_eq(uses_of_mass(), uses);
	fixture_ok(change_unit_ratio("LB", 45), &books.why);
}
END_TEST

static void
other_posts(void *arg)
{
	const char *unit = arg;

	fixture_ok(post_weighed(unit, 100 * DEC_ONE, 3 * DEC_ONE), &books.why);
}

static void
other_changes(void *arg)
{
	struct books mine = books;

	why_init(&books.why, books.mem);
	fixture_ok(change_unit_ratio(arg, 3), &books.why);
	books = mine;
}

static char *
own_text(const char *s)
{
	return mem_copy(books.mem, s, strlen(s));
}

START_TEST(a_posting_between_keeps_the_ratio)
{
	struct uom patch = {0}, now = {0};
	struct between between;
	struct why w;

	open_units(_i);
	why_init(&w, books.mem);
	between_init(&between, books.store, other_posts, own_text("OZ"));
	SET(&patch, uom, numerator, 3);
	SET(&patch, uom, denominator, 100);
	ck_assert_int_eq(
	    master_update(&between.store, &books.cx, &uom_schema, STR("OZ"), &patch, &now, &w),
	    ERR_IN_USE);
}
END_TEST

START_TEST(a_ratio_that_changes_between_is_read_anew)
{
	struct posting_line l;
	struct between between;
	struct store *real;

	open_units(_i);
	l = flour_line("OZ", 100 * DEC_ONE, 0);
	fixture_ok(
	    change_unit_ratio("LB", 45), &books.why); /* so that an ounce alone is not exact */
	real = books.store;
	between_init(&between, real, other_changes, own_text("OZ"));
	{
		struct posting_request r = {0};
		struct why w;

		why_init(&w, books.mem);
		SET(&l, posting_line, stock_quantity, 2900000);
		SET(&r, posting_request, lines, ((struct lines){&l, 1}));
		/* what needed a tolerance at the old ratio is exact at the new one */
		ck_assert_int_eq(
		    posting_make(&between.store, &books.cx, &r, &books.last, &w), ERR_INVALID);
		ck_assert_str_eq(w.faults->type, "fixed_pack");
	}
}
END_TEST

START_TEST(what_an_earlier_program_posted_in_is_found)
{
	struct buf report;
	struct batch x;

	open_units(_i);
	report = buf_init(books.mem);
	assert_posted(post_weighed("OZ", DEC_ONE, 28000), 28000);
	assert_posted(post_weighed("BAG", DEC_ONE, 0), 25 * DEC_ONE);
	ck_assert_int_eq(books_one(&books, NULL, MOVE_RECEIPT, "BOLT", "a", 1), OK);
	x = batch_init(books.mem);
	batch_add(&x, OP_DELETE, &series_schema, NULL)->id = uom_used_id(books.mem, STR("OZ"));
	books_apply(&books, &x);
	fixture_ok(unit_use_upgrade(books.store, &report, &books.why), &books.why);
	ck_assert_str_eq(buf_str(&report).s, "stock was posted in OZ: its ratio is fixed\n");
	ck_assert(is_used("OZ") && !is_used("BAG") && !is_used("LB") && !is_used("DZ"));
	buf_clear(&report);
	fixture_ok(unit_use_upgrade(books.store, &report, &books.why), &books.why);
	ck_assert_uint_eq(report.n, 0);
}
END_TEST

/* --- ratios of any size, compared with exact fractions --- */

enum { ROUNDS = 20000 };

static uint64_t chance;

static int64_t
units_random(int64_t most) /* xorshift64*; 1 to most */
{
	chance ^= chance >> 12;
	chance ^= chance << 25;
	chance ^= chance >> 27;
	return (int64_t)(1 + (chance * UINT64_C(2685821657736338717) >> 1) % (uint64_t)most);
}

static int64_t
random_part(void)
{
	return units_random(units_random(2) == 1 ? 30 : INT64_C(1000000000000));
}

static wide
units_gcd(wide x, wide y)
{
	return y == 0 ? x : units_gcd(y, x % y);
}

static void
set_unit(struct uom *u, struct str code)
{
	*u = (struct uom){0};
	SET(u, uom, code, code);
	SET(u, uom, base_uom, STR("ROOT"));
	SET(u, uom, decimals, 6);
	SET(u, uom, numerator, random_part());
	SET(u, uom, denominator, random_part());
}

static void
convert_once(const struct uom *from, const struct uom *to)
{
	struct uom sorted[] = {*from, *to};
	const struct master_cache k = {.units = {sorted, 2}};
	struct item item = {0};
	struct posting_line l = {0};
	wide num = (wide)from->numerator * to->denominator;
	wide den = (wide)from->denominator * to->numerator, common = units_gcd(num, den);
	struct why w;
	int64_t out = 0;
	enum err e;

	why_init(&w, books.mem);
	SET(&item, item, uom, to->code);
	SET(&item, item, item_code, STR("I"));
	SET(&l, posting_line, quantity, units_random(units_random(2) == 1 ? 1000 : DEC_INPUT_MAX));
	e = convert_line(&k, &l, &item, from->code, NULL, &out, &w);
	num /= common;
	den /= common;
	if (num > INT64_MAX || den > INT64_MAX)
		ck_assert_str_eq(w.faults->type, "ratio_range");
	else if (num * l.quantity / den >= DEC_TOTAL_MAX)
		ck_assert_str_eq(w.faults->type, "decimal_range");
	else if (num * l.quantity % den != 0)
		ck_assert_str_eq(w.faults->type, "inexact_conversion");
	else
		ck_assert(e == OK && out == (int64_t)(num * l.quantity / den));
}

START_TEST(every_pair_of_units_converts_exactly_or_is_refused)
{
	void *mem = mem_root("ratios");

	books.mem = mem;
	for (int i = 0; i < ROUNDS; i++) {
		struct uom from, to;

		set_unit(&from, STR("A"));
		set_unit(&to, STR("B"));
		convert_once(&from, &to);
	}
	mem_free(mem);
}
END_TEST

int
main(void)
{
	const char *seed = getenv("SEED");
	Suite *s = suite_create("inventory_units");
	TCase *c = tcase_create("all"), *pure = tcase_create("ratios");

	chance = seed != NULL ? strtoull(seed, NULL, 10) : (uint64_t)time(NULL) | 1;
	printf("# SEED=%llu\n", (unsigned long long)chance);
	fflush(stdout);
	tcase_add_checked_fixture(c, NULL, books_teardown);
#define TEST(name) tcase_add_loop_test(c, name, 0, FIXTURE_DRIVERS)
	TEST(a_pack_that_varies_is_posted_as_weighed);
	TEST(what_differs_by_more_than_the_tolerance_is_refused_with_both_figures);
	TEST(a_pack_says_its_own_tolerance);
	TEST(a_fixed_pack_is_not_weighed);
	TEST(what_is_not_exact_is_weighed_within_a_tenth_of_the_nearest);
	TEST(a_correction_and_an_adjustment_are_weighed_likewise);
	TEST(a_unit_and_a_reason_are_named_in_any_case);
	TEST(the_first_posting_in_a_unit_fixes_its_ratio);
	TEST(a_posting_between_keeps_the_ratio);
	TEST(a_ratio_that_changes_between_is_read_anew);
	TEST(what_an_earlier_program_posted_in_is_found);
	suite_add_tcase(s, c);
	tcase_add_test(pure, every_pair_of_units_converts_exactly_or_is_refused);
	suite_add_tcase(s, pure);
	return fixture_run(s);
}
