/* inventory_lots.c - Tests lots: one in any case and width, and their upgrade. */
#include "base/clock.h"
#include "base/decimal.h"
#include "base/mem.h"
#include "inventory/stock/balance_key.h"
#include "inventory/stock/lot.h"
#include "inventory/upgrade/lot_upgrade.h"
#include "inventory/stock/stock.h"
#include "schema/json.h"
#include "t/between.h"
#include "t/books.h"

static enum err
try_lot(enum movement type, const char *item, const char *lot, int64_t units)
{
	struct posting_line l = books_line(type, item, "a", units);

	SET(&l, posting_line, lot, str_of(lot));
	return books_post(&books, NULL, &l, 1);
}

static struct str
post_lot(enum movement type, const char *item, const char *lot, int64_t units)
{
	books_ok(try_lot(type, item, lot, units));
	return books.last.id;
}

/* Stock at A in whole units; -1: no row. */
static int64_t
lot_balance(const char *item, const char *lot)
{
	struct balance r;
	struct why w;

	why_init(&w, books.mem);
	if (store_get(books.store, &balance_schema,
		balance_id(books.mem, str_of(item), STR("a"), str_of(lot)), &r, &w) != OK)
		return -1;
	return r.on_hand / DEC_ONE;
}

static const struct stock_transaction *
last_line(size_t i)
{
	return (const struct stock_transaction *)books.last.lines.v + i;
}

/* --- spellings --- */

START_TEST(case_and_width_are_folded_and_punctuation_never)
{
	static const struct {
		const char *lot, *folded;
	} cases[] = {
	    {"A-1", "a-1"},
	    {"a-1", "a-1"},
	    {"Ａ－１", "a-1"},
	    {"ａ-１", "a-1"},
	    {"A1", "a1"},
	    {"A.1", "a.1"},
	    {"A－１．", "a-1."},
	    {"ﾛｯﾄ", "ロット"},
	    {"ｶﾞ", "ガ"},
	    {"É", "é"},
	    {"E\u0301", "é"},
	    {"Straße", "strasse"},
	    {"№ 1²", "№ 1²"},
	    {"", ""},
	};
	void *mem = mem_root("lots");

	books_open(&books, 0);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str folded = lot_fold(mem, str_of(cases[i].lot));

		ck_assert_msg(
		    str_is(folded, cases[i].folded), "%s is %.*s", cases[i].lot, STRF(folded));
		ck_assert(str_eq(lot_fold(mem, folded), folded));
	}
	mem_free(mem);
}
END_TEST

START_TEST(a_lot_is_one_in_any_spelling_and_keeps_its_first)
{
	struct lot lot;

	BOOKS_OPEN();
	post_lot(MOVE_RECEIPT, "BOLT", "A-1", 5);
	ck_assert(str_is(last_line(0)->lot, "A-1"));
	post_lot(MOVE_RECEIPT, "BOLT", "ａ－１", 3);
	ck_assert(str_is(last_line(0)->lot, "A-1"));
	ck_assert_int_eq(lot_balance("bolt", "a-1"), 8);
	post_lot(MOVE_RECEIPT, "BOLT", "A1", 1);
	ck_assert_int_eq(lot_balance("bolt", "A1"), 1);
	post_lot(MOVE_ISSUE, "BOLT", "a-1", 8);
	ck_assert_int_eq(lot_balance("bolt", "A-1"), 0);
	books_ok(store_get(books.store, &lot_schema, STR("bolt|a-1"), &lot, &books.why));
	ck_assert(str_is(lot.lot, "A-1") && str_is(lot.item_id, "bolt"));
	ck_assert(!HAS(&lot, lot, others));
	post_lot(MOVE_RECEIPT, "LOW", "a-1", 2);
	ck_assert(str_is(last_line(0)->lot, "a-1"));
	books_verify(&books);
}
END_TEST

START_TEST(lines_of_one_posting_are_of_one_lot)
{
	struct posting_line l[3] = {books_line(MOVE_RECEIPT, "BOLT", "a", 5),
	    books_line(MOVE_RECEIPT, "BOLT", "a", 2), books_line(MOVE_ISSUE, "BOLT", "a", 6)};

	BOOKS_OPEN();
	SET(&l[0], posting_line, lot, STR("Lot 7"));
	SET(&l[1], posting_line, lot, STR("LOT 7"));
	SET(&l[2], posting_line, lot, STR("lot 7"));
	books_ok(books_post(&books, NULL, l, 3));
	for (size_t i = 0; i < 3; i++)
		ck_assert(str_is(last_line(i)->lot, "Lot 7"));
	ck_assert_int_eq(lot_balance("bolt", "LOT 7"), 1);
	books_verify(&books);
}
END_TEST

START_TEST(a_lot_is_opened_once)
{
	BOOKS_OPEN();
	post_lot(MOVE_OPENING, "BOLT", "A-1", 5);
	ck_assert_int_eq(try_lot(MOVE_OPENING, "BOLT", "a-1", 5), ERR_OPENING_EXISTS);
	post_lot(MOVE_OPENING, "BOLT", "B-1", 5);
	books_verify(&books);
}
END_TEST

START_TEST(stock_in_the_past_and_later_days_go_by_the_folded_lot)
{
	struct posting_line l = books_line(MOVE_RECEIPT, "BOLT", "a", 5);
	struct stock_query q = {.item_id = STR("bolt"),
	    .limit = 10,
	    .then = true,
	    .asof = {.at = books_instant("2026-03-10T12:00:00Z"), .day = STR("2026-03-10")}};
	struct stock_page page;

	BOOKS_OPEN();
	SET(&l, posting_line, lot, STR("B"));
	books_ok(books_post(&books, "2026-03-10T10:00:00Z", &l, 1));
	l = books_line(MOVE_ISSUE, "BOLT", "a", 4);
	SET(&l, posting_line, lot, STR("b"));
	books_ok(books_post(&books, "2026-03-12T10:00:00Z", &l, 1));
	SET(&l, posting_line, lot, STR("Ｂ"));
	SET(&l, posting_line, quantity, 2 * DEC_ONE);
	ck_assert_int_eq(books_post(&books, "2026-03-11T10:00:00Z", &l, 1), ERR_INSUFFICIENT_STOCK);
	post_lot(MOVE_RECEIPT, "BOLT", "b", 9);
	ck_assert_int_eq(books_post(&books, "2026-03-11T10:00:00Z", &l, 1), ERR_NEGATIVE_LATER);
	books_ok(stock_find(books.store, &q, &page, &books.why));
	ck_assert_uint_eq(page.rows.n, 1);
	ck_assert_int_eq(((const struct stock_row *)page.rows.v)->on_hand, 5 * DEC_ONE);
}
END_TEST

static void
name_it_first(void *second)
{
	struct posting_line l = books_line(MOVE_RECEIPT, "BOLT", "a", 1);
	struct books *c = second;

	SET(&l, posting_line, lot, STR("a-1"));
	fixture_ok(books_post(c, NULL, &l, 1), &c->why);
}

START_TEST(of_two_first_lines_at_a_time_one_spells_the_lot)
{
	struct books c;
	struct between between;
	struct store *real;

	BOOKS_OPEN();
	c = books_second(&books);
	between_init(&between, real = books.store, name_it_first, &c);
	books.store = &between.store;
	post_lot(MOVE_RECEIPT, "BOLT", "A-1", 5);
	books.store = real;
	ck_assert_int_eq(between.applies, 2);
	ck_assert(str_is(last_line(0)->lot, "a-1"));
	ck_assert_int_eq(lot_balance("bolt", "A-1"), 6);
	books_verify(&books);
}
END_TEST

/* --- filters --- */

static void
check_stock(struct stock_query q, const char *item, const char *lot, const char *expected)
{
	struct buf out = buf_init(books.mem);
	struct stock_page page;
	int64_t n;

	q.limit = 10;
	q.item_id = str_of(item);
	books_ok(lot_find(books.store, q.item_id, str_of(lot), &q.lot, &books.why));
	books_ok(stock_find(books.store, &q, &page, &books.why));
	for (size_t i = 0; i < page.rows.n; i++) {
		const struct stock_row *r = (const struct stock_row *)page.rows.v + i;

		buf_printf(&out, "%.*s/%.*s=%lld ", STRF(r->item_code), STRF(r->lot),
		    (long long)(r->on_hand / DEC_ONE));
	}
	ck_assert_msg(str_is(buf_str(&out), expected), "%.*s", STRF(buf_str(&out)));
	books_ok(stock_count(books.store, &q, &n, &books.why));
	ck_assert_int_eq(n, (int64_t)page.rows.n);
}

START_TEST(stock_is_filtered_by_a_lot_in_any_spelling)
{
	struct str cat = STR("cat-001"), place = STR("b");
	struct stock_query by_item = {.by_item = true}, zero = {.include_zero = true},
			   of_category = {.in_categories = true, .categories = {&cat, 1}},
			   at_b = {.at_locations = true, .locations = {&place, 1}},
			   today = {.then = true,
			       .asof = {.at = books_now, .day = STR("2026-03-15")}},
			   known = {.then = true,
			       .asof = {.at = books_instant("9999-12-31T23:59:59.999Z"),
				   .day = STR("9999-12-31"),
				   .whole = true,
				   .known = true,
				   .seq = 2}},
			   yesterday = {.then = true,
			       .asof = {.at = books_now, .day = STR("2026-03-14"), .whole = true}};

	BOOKS_OPEN();
	post_lot(MOVE_RECEIPT, "BOLT", "A-1", 5);
	post_lot(MOVE_RECEIPT, "BOLT", "B-2", 7);
	books_ok(books_one(&books, NULL, MOVE_RECEIPT, "BOLT", "a", 11));
	post_lot(MOVE_RECEIPT, "LOW", "ａ-1", 3);
	post_lot(MOVE_RECEIPT, "OIL", "a-1", 2);
	post_lot(MOVE_ISSUE, "OIL", "A-1", 2);
	check_stock((struct stock_query){0}, "", "A－1", "BOLT/A-1=5 LOW/ａ-1=3 ");
	check_stock((struct stock_query){0}, "low", "A-1", "LOW/ａ-1=3 ");
	check_stock((struct stock_query){0}, "", "A1", "");
	check_stock(zero, "", "a-1", "BOLT/A-1=5 LOW/ａ-1=3 OIL/a-1=0 ");
	check_stock(of_category, "", "a-1", "BOLT/A-1=5 LOW/ａ-1=3 ");
	check_stock(at_b, "", "a-1", "");
	check_stock(by_item, "", "a-1", "BOLT/=5 LOW/=3 ");
	by_item.then = true;
	by_item.asof = today.asof;
	check_stock(by_item, "", "a-1", "BOLT/=5 LOW/=3 ");
	check_stock(today, "", "a-1", "BOLT/A-1=5 LOW/ａ-1=3 ");
	check_stock(yesterday, "", "a-1", "");
	check_stock(known, "", "a-1", "BOLT/A-1=5 ");
}
END_TEST

/* --- rows of an earlier program --- */

/* Rows of that schema with ids by the unfolded lot: its balance at A, and its totals by day
 * and month. */
static void
change_spelling_of(const struct schema *s, const char *item, const char *folded, const char *lot)
{
	const struct query q = {.schema = s, .limit = 100};
	struct str from = balance_id(books.mem, str_of(item), STR("a"), str_of(folded));
	struct batch x = batch_init(books.mem);
	struct rows rows;
	int field = schema_field(s, STR("lot"));

	books_ok(store_find(books.store, &q, &rows, &books.why));
	for (size_t i = 0; i < rows.n; i++) {
		void *rec = (char *)rows.v + i * s->size;
		struct str id = rec_text(rec, &s->fields[0]);
		struct str rest = str_from(id, from.n);

		if (!str_starts(id, from) || (rest.n > 0 && rest.s[0] != '|'))
			continue;
		batch_add(&x, OP_DELETE, s, NULL)->id = id;
		rec_set_text(
		    rec, s, 0, str_printf(books.mem, "%s|a|%s%.*s", item, lot, STRF(rest)));
		if (field >= 0)
			rec_set_text(rec, s, (size_t)field, str_of(lot));
		batch_add(&x, OP_INSERT, s, rec);
	}
	books_apply(&books, &x);
}

/* Rewrites all rows of one lot of an item as if lots had never been folded. */
static void
change_spelling(const char *item, const char *was, const char *lot)
{
	static const struct schema *const kinds[] = {
	    &balance_schema, &stock_day_schema, &stock_month_schema, &opening_schema};
	const struct filter where[] = {
	    {.field = FIELD(stock_transaction, item_id), .text = str_of(item)},
	    {.field = FIELD(stock_transaction, lot), .text = str_of(was)}};
	const struct query q = {
	    .schema = &stock_transaction_schema, .where = where, .nwhere = 2, .limit = 100};
	struct batch x = batch_init(books.mem);
	struct rows rows;

	books_ok(store_find(books.store, &q, &rows, &books.why));
	ck_assert_uint_gt(rows.n, 0);
	for (size_t i = 0; i < rows.n; i++) {
		struct stock_transaction *t = (struct stock_transaction *)rows.v + i;

		SET(t, stock_transaction, lot, str_of(lot));
		batch_add(&x, OP_UPDATE, &stock_transaction_schema, t);
	}
	batch_add(&x, OP_DELETE, &lot_schema, NULL)->id =
	    lot_id(books.mem, str_of(item), str_of(was));
	books_apply(&books, &x);
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		change_spelling_of(kinds[i], item, was, lot);
}

static struct str
all_lines(void)
{
	static const struct schema *const kinds[] = {&posting_schema, &stock_transaction_schema};
	struct buf out = buf_init(books.mem);

	for (size_t k = 0; k < 2; k++) {
		const struct query q = {.schema = kinds[k], .limit = 1000};
		struct rows rows;

		books_ok(store_find(books.store, &q, &rows, &books.why));
		for (size_t i = 0; i < rows.n; i++)
			json_put_stored(&out, kinds[k], (char *)rows.v + i * kinds[k]->size, 0);
	}
	return buf_str(&out);
}

static struct str
upgrade_lots(void)
{
	struct buf report = buf_init(books.mem);

	why_clear(&books.why);
	books_ok(lot_upgrade(books.store, &report, &books.why));
	return buf_str(&report);
}

START_TEST(twins_of_an_earlier_program_are_joined)
{
	struct str before, issue, receipt;
	struct lot lot;
	struct balance row;

	BOOKS_OPEN();
	post_lot(MOVE_RECEIPT, "BOLT", "one", 5);
	receipt = post_lot(MOVE_RECEIPT, "BOLT", "two", 3);
	issue = post_lot(MOVE_ISSUE, "BOLT", "two", 1);
	post_lot(MOVE_RECEIPT, "BOLT", "three", 4);
	post_lot(MOVE_RECEIPT, "LOW", "other", 2);
	books_ok(books_one(&books, NULL, MOVE_RECEIPT, "OIL", "a", 1));
	change_spelling("bolt", "one", "b-1");
	change_spelling("bolt", "two", "B-1");
	change_spelling("bolt", "three", "C");
	change_spelling("low", "other", "X");
	before = all_lines();
	ck_assert(str_ends(upgrade_lots(), STR("of 2 items were rewritten\n")));
	ck_assert(str_eq(all_lines(), before));
	books_verify(&books);
	ck_assert_int_eq(lot_balance("bolt", "B-1"), 7);
	ck_assert_int_eq(lot_balance("bolt", "c"), 4);
	books_ok(store_get(books.store, &lot_schema, STR("bolt|b-1"), &lot, &books.why));
	ck_assert(str_is(lot.lot, "b-1"));
	ck_assert(lot.others.n == 1 && str_is(lot.others.v[0], "B-1"));
	books_ok(store_get(books.store, &balance_schema, STR("low|a|x"), &row, &books.why));
	ck_assert(str_is(row.lot, "X"));
	check_stock((struct stock_query){0}, "", "B-1", "BOLT/b-1=7 ");
	ck_assert_uint_eq(upgrade_lots().n, 0);
	/* A posting in the other spelling is reversed in that spelling, from the one balance. */
	books_ok(books_reverse(&books, issue, NULL));
	ck_assert(str_is(last_line(0)->lot, "B-1"));
	ck_assert_int_eq(lot_balance("bolt", "b-1"), 8);
	post_lot(MOVE_ISSUE, "BOLT", "B-1", 7);
	ck_assert(str_is(last_line(0)->lot, "b-1"));
	ck_assert_int_eq(books_reverse(&books, receipt, NULL), ERR_INSUFFICIENT_STOCK);
	books_verify(&books);
}
END_TEST

START_TEST(a_lot_opened_in_two_spellings_stays_opened_until_both_are_taken_back)
{
	struct posting_line l = books_line(MOVE_OPENING, "BOLT", "a", 9);
	struct str first, second;

	BOOKS_OPEN();
	first = post_lot(MOVE_OPENING, "BOLT", "one", 5);
	second = post_lot(MOVE_OPENING, "BOLT", "two", 3);
	change_spelling("bolt", "one", "A-1");
	change_spelling("bolt", "two", "a-1");
	upgrade_lots();
	books_verify(&books);
	ck_assert_int_eq(lot_balance("bolt", "a-1"), 8);
	ck_assert_int_eq(try_lot(MOVE_OPENING, "BOLT", "A-1", 1), ERR_OPENING_EXISTS);
	SET(&l, posting_line, lot, STR("A-1"));
	ck_assert_int_eq(books_correct(&books, first, &l, 1), ERR_OPENING_EXISTS);
	books_ok(books_reverse(&books, first, NULL));
	books_verify(&books);
	ck_assert_int_eq(try_lot(MOVE_OPENING, "BOLT", "A-1", 1), ERR_OPENING_EXISTS);
	books_ok(books_correct(&books, second, &l, 1));
	ck_assert_int_eq(lot_balance("bolt", "a-1"), 9);
	books_verify(&books);
	books_ok(books_reverse(&books, books.last.id, NULL));
	post_lot(MOVE_OPENING, "BOLT", "A-1", 1);
	books_verify(&books);
}
END_TEST

static void
reverse_the_other(void *arg)
{
	struct books c = books_second(&books);
	const struct str *other = arg;

	fixture_ok(books_reverse(&c, *other, NULL), &c.why);
}

START_TEST(two_openings_of_one_lot_may_be_taken_back_at_the_same_time)
{
	struct str first, second;
	struct between between;
	struct store *real;

	BOOKS_OPEN();
	first = post_lot(MOVE_OPENING, "BOLT", "one", 5);
	second = post_lot(MOVE_OPENING, "BOLT", "two", 3);
	change_spelling("bolt", "one", "A-1");
	change_spelling("bolt", "two", "a-1");
	upgrade_lots();
	between_init(&between, real = books.store, reverse_the_other, &first);
	{
		struct books c = books;

		c.store = &between.store;
		fixture_ok(books_reverse(&c, second, NULL), &c.why);
	}
	books.store = real;
	ck_assert_int_eq(lot_balance("bolt", "a-1"), 0);
	books_verify(&books);
}
END_TEST

START_TEST(a_lot_below_nothing_is_left_as_it_is_and_named)
{
	struct batch x;
	struct str report;

	BOOKS_OPEN();
	post_lot(MOVE_RECEIPT, "BOLT", "one", 5);
	x = batch_init(books.mem);
	batch_add(&x, OP_DELETE, &stock_transaction_schema, NULL)->id = last_line(0)->id;
	books_apply(&books, &x);
	post_lot(MOVE_ISSUE, "BOLT", "one", 2);
	change_spelling("bolt", "one", "A-1");
	report = upgrade_lots();
	ck_assert_msg(str_is(report, "the balance of BOLT at A, lot a-1: its lines add up to -2: "
				     "unchanged, see `ccpl verify`\n"),
	    "%.*s", STRF(report));
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("inventory_lots");
	TCase *c = tcase_create("all");

	tcase_add_checked_fixture(c, NULL, books_teardown);
	tcase_add_test(c, case_and_width_are_folded_and_punctuation_never);
#define TEST(name) tcase_add_loop_test(c, name, 0, FIXTURE_DRIVERS)
	TEST(a_lot_is_one_in_any_spelling_and_keeps_its_first);
	TEST(lines_of_one_posting_are_of_one_lot);
	TEST(a_lot_is_opened_once);
	TEST(stock_in_the_past_and_later_days_go_by_the_folded_lot);
	TEST(of_two_first_lines_at_a_time_one_spells_the_lot);
	TEST(stock_is_filtered_by_a_lot_in_any_spelling);
	TEST(twins_of_an_earlier_program_are_joined);
	TEST(a_lot_opened_in_two_spellings_stays_opened_until_both_are_taken_back);
	TEST(two_openings_of_one_lot_may_be_taken_back_at_the_same_time);
	TEST(a_lot_below_nothing_is_left_as_it_is_and_named);
	suite_add_tcase(s, c);
	return fixture_run(s);
}
