/*
 * inventory_verify.c - Tests that verification, which recounts only the items that its one pass
 * over the ledger finds suspicious, finds whatever recounting all items finds: random changes of
 * stored rows, each compared with `ccpl rebuild --dry-run`.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/decimal.h"
#include "base/mem.h"
#include "inventory/recount/rebuild.h"
#include "inventory/stock/balance_key.h"
#include "inventory/verify/verify.h"
#include "t/between.h"
#include "t/books.h"

enum {
	POSTINGS = 60,
#ifdef FIXTURE_MONGO
	CHANGES = 6,
#else
	CHANGES = 150,
#endif
};

static const char *const items[] = {"BOLT", "OIL", "LOW"};
static const char *const places[] = {"a", "b", "q"};
static const char *const lots[] = {"", "", "l-1", "L-1", "m 2"};

static const struct schema *const kinds[] = {&stock_day_schema, &stock_month_schema,
    &balance_schema, &opening_schema, &lot_schema, &item_stock_schema};
enum { KINDS = sizeof kinds / sizeof *kinds };

static size_t
any(size_t n)
{
	return (size_t)rand() % n;
}

#define ANY(of) ((of)[any(sizeof(of) / sizeof *(of))])

/* Takes out all that is there, so that balances of 0 are left. */
static void
issue_all(size_t every)
{
	const struct query q = {.schema = &balance_schema, .limit = 1000};
	struct rows rows;

	books_ok(store_find(books.store, &q, &rows, &books.why));
	for (size_t i = 0; i < rows.n; i += every) {
		const struct balance *b = (const struct balance *)rows.v + i;
		struct posting_line l = books_line(MOVE_ISSUE, "", b->location_id.s, 0);

		rec_unset(&l, FIELD(posting_line, item_code));
		SET(&l, posting_line, item_id, b->item_id);
		SET(&l, posting_line, lot, b->lot);
		SET(&l, posting_line, quantity, b->on_hand);
		SET(&l, posting_line, issued_to, STR("anne"));
		if (b->on_hand > 0)
			(void)!books_post(&books, NULL, &l, 1);
		why_clear(&books.why);
	}
}

/* Postings of all sorts; some are refused. */
static void
fill_ledger(void)
{
	static const enum movement moves[] = {
	    MOVE_RECEIPT, MOVE_RECEIPT, MOVE_OPENING, MOVE_ISSUE, MOVE_RETURN};

	for (int i = 0; i < POSTINGS; i++) {
		struct posting_line l =
		    books_line(ANY(moves), ANY(items), ANY(places), 1 + (int64_t)any(9));
		const int64_t at = books_now - (int64_t)any(70) * 86400000;

		SET(&l, posting_line, lot, str_of(ANY(lots)));
		if (l.transaction_type == MOVE_ISSUE || l.transaction_type == MOVE_RETURN)
			SET(&l, posting_line, issued_to, STR("anne"));
		if (books_post(&books, time_str(books.mem, at).s, &l, 1) == OK && any(5) == 0 &&
		    books_reverse(&books, books.last.id, NULL) != OK)
			why_clear(&books.why);
		why_clear(&books.why);
	}
	issue_all(3);
}

static struct str
found_by_verify(void)
{
	struct verify_result v;

	why_clear(&books.why);
	books_ok(verify(books.store, &v, &books.why));
	ck_assert(v.difference.n == 0 || v.rebuildable);
	return v.difference;
}

static size_t
found_by_recount(bool dry)
{
	struct rebuild_result r;

	why_clear(&books.why);
	books_ok(rebuild(books.store, &books.cx, dry, &r, &books.why));
	return r.rows;
}

/* Another value of a field, or a little more. */
static void
change_field(const struct schema *s, void *rec, const void *other)
{
	size_t i = 1 + any(s->nfields - 1);

	while (!field_is_text(&s->fields[i]) && s->fields[i].type != T_DEC)
		i = 1 + any(s->nfields - 1);
	if (s->fields[i].type == T_DEC)
		rec_set_number(
		    rec, s, i, rec_number(rec, &s->fields[i]) + (int64_t)(1 + any(3)) * DEC_ONE);
	else if (any(3) == 0)
		rec_set_text(rec, s, i, str_capitals(books.mem, rec_text(rec, &s->fields[i])));
	else if (rec_text(other, &s->fields[i]).n > 0)
		rec_set_text(rec, s, i, rec_text(other, &s->fields[i]));
}

/* A row with an id of its own. */
static void
insert_row(struct batch *b, const struct schema *s, void *rec)
{
	struct str id = rec_text(rec, &s->fields[0]);

	rec_set_text(rec, s, 0, str_printf(books.mem, "%.*s-%d", STRF(id), rand()));
	for (size_t i = 1; i < s->nfields && any(2) == 0; i++)
		if (s->fields[i].type == T_DEC)
			rec_set_number(rec, s, i, 0);
	batch_add(b, OP_PUT, s, rec);
}

/* Changes, deletes or adds a row; false: there is none. */
static bool
change_any_row(void)
{
	const struct schema *s = ANY(kinds);
	const struct query q = {.schema = s, .limit = 1000};
	struct batch b = batch_init(books.mem);
	struct rows rows;
	char *rec;
	const size_t what = any(4);

	books_ok(store_find(books.store, &q, &rows, &books.why));
	if (rows.n == 0)
		return false;
	rec = (char *)rows.v + any(rows.n) * s->size;
	if (what == 0)
		batch_add(&b, OP_DELETE, s, NULL)->id = rec_text(rec, &s->fields[0]);
	else if (what == 1 && s != &item_stock_schema)
		insert_row(&b, s, rec);
	else
		change_field(s, rec, (char *)rows.v + any(rows.n) * s->size);
	if (b.n == 0) {
		batch_add(&b, OP_DELETE, s, NULL)->id = rec_text(rec, &s->fields[0]);
		fixture_apply(books.store, &b, &books.why);
		b = batch_init(books.mem);
		batch_add(&b, OP_PUT, s, rec);
	}
	fixture_apply(books.store, &b, &books.why);
	return true;
}

static void
add_to(struct batch *b, const struct schema *s, struct str id, size_t field, int64_t units)
{
	void *rec = mem_new(books.mem, s->size);

	rec_set_text(rec, s, 0, id);
	op_increment(batch_add(b, OP_ADD, s, rec), field, units * DEC_ONE);
}

/* One more everywhere but in the ledger. */
static void
add_to_all_rows(void)
{
	const struct query q = {.schema = &stock_day_schema, .limit = 1000};
	const struct stock_day *d;
	struct batch b = batch_init(books.mem);
	struct rows rows;
	struct str id;

	books_ok(store_find(books.store, &q, &rows, &books.why));
	d = (const struct stock_day *)rows.v + any(rows.n);
	id = balance_id(books.mem, d->item_id, d->location_id, d->lot);
	add_to(&b, &stock_day_schema, d->id, FIELD(stock_day, quantity_in), 1);
	add_to(&b, &stock_month_schema, balance_period_id(books.mem, id, month_of_day(d->day)),
	    FIELD(stock_month, quantity_in), 1);
	add_to(&b, &balance_schema, id, FIELD(balance, on_hand), 1);
	add_to(&b, &item_stock_schema, d->item_id, FIELD(item_stock, on_hand), 1);
	if (!str_is(d->location_id, "q")) {
		op_increment(&b.ops[b.n - 1], FIELD(item_stock, available), DEC_ONE);
		op_increment(&b.ops[b.n - 1], FIELD(item_stock, headroom), DEC_ONE);
	}
	fixture_apply(books.store, &b, &books.why);
}

/* From one place to another, which leaves the item's total as it is. */
static void
move_between_balances(void)
{
	const struct filter at = {.field = FIELD(balance, location_id), .text = STR("a")};
	const struct query q = {
	    .schema = &balance_schema, .where = &at, .nwhere = 1, .limit = 1000};
	const struct balance *from, *to;
	struct batch b = batch_init(books.mem);
	struct rows rows;

	books_ok(store_find(books.store, &q, &rows, &books.why));
	from = (const struct balance *)rows.v + any(rows.n);
	to = (const struct balance *)rows.v + any(rows.n);
	if (from == to || !str_eq(from->item_id, to->item_id) || from->on_hand < DEC_ONE)
		return;
	add_to(&b, &balance_schema, from->id, FIELD(balance, on_hand), -1);
	add_to(&b, &balance_schema, to->id, FIELD(balance, on_hand), 1);
	fixture_apply(books.store, &b, &books.why);
}

START_TEST(verify_finds_what_a_recount_of_all_items_finds)
{
	const char *given = getenv("SEED");
	unsigned seed = given != NULL ? (unsigned)atoi(given) : (unsigned)time(NULL);
	int found = 0;

	BOOKS_OPEN();
	srand(seed);
	printf("# SEED=%u\n", seed);
	fill_ledger();
	ck_assert_uint_eq(found_by_verify().n, 0);
	for (int i = 0; i < CHANGES; i++) {
		if (i % 10 == 0)
			add_to_all_rows();
		else if (i % 10 == 1)
			move_between_balances();
		else if (!change_any_row())
			continue;
		ck_assert_msg((found_by_recount(true) > 0) == (found_by_verify().n > 0),
		    "after change %d verify found '%.*s', a recount of all items %zu rows", i,
		    STRF(found_by_verify()), found_by_recount(true));
		found += found_by_verify().n > 0;
		found_by_recount(false);
		ck_assert_msg(found_by_verify().n == 0, "change %d was not undone: %.*s", i,
		    STRF(found_by_verify()));
	}
	printf("# %d of %d changes were found\n", found, CHANGES);
	ck_assert_int_gt(found, CHANGES / 3);
}
END_TEST

START_TEST(books_that_add_up_are_not_recounted)
{
	struct between counted;
	struct verify_result v;

	BOOKS_OPEN();
	fill_ledger();
	between_init(&counted, books.store, NULL, NULL);
	books_ok(verify(&counted.store, &v, &books.why));
	ck_assert_uint_eq(v.difference.n, 0);
	printf("# %d reads of %lld lines and %lld items\n", counted.reads, (long long)v.lines,
	    (long long)v.items);
	ck_assert_int_le(counted.reads, 40);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("inventory_verify");
	TCase *c = tcase_create("all");

	tcase_add_checked_fixture(c, NULL, books_teardown);
	tcase_set_timeout(c, 120);
	tcase_add_loop_test(c, verify_finds_what_a_recount_of_all_items_finds, 0, FIXTURE_DRIVERS);
	tcase_add_loop_test(c, books_that_add_up_are_not_recounted, 0, FIXTURE_DRIVERS);
	suite_add_tcase(s, c);
	return fixture_run(s);
}
