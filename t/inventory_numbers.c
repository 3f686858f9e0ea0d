/* inventory_numbers.c - Tests posting numbers: one series, or one per location. */
#include "inventory/ledger/ledger.h"

#include "base/mem.h"
#include "inventory/posting/post.h"
#include "inventory/verify/verify.h"
#include "t/books.h"

static void
open_books(int driver, bool by_location)
{
	books_open(&books, driver);
	books.cx.series_by_location = by_location;
}

static void
receive_numbered(const char *item, const char *at, const char *number)
{
	books_ok(books_one(&books, NULL, MOVE_RECEIPT, item, at, 5));
	ck_assert_msg(str_is(books.last.number, number), "%.*s", STRF(books.last.number));
	ck_assert(str_eq(((const struct stock_transaction *)books.last.lines.v)->posting_number,
	    books.last.number));
	ck_assert_int_eq(
	    ((const struct stock_transaction *)books.last.lines.v)->seq, books.last.seq);
}

START_TEST(one_series_counts_all)
{
	open_books(_i, false);
	receive_numbered("BOLT", "a", "MV-2026-000001");
	receive_numbered("BOLT", "b", "MV-2026-000002");
	ck_assert_int_eq(books.last.seq, 2);
	books_verify(&books);
}
END_TEST

START_TEST(each_location_counts_its_own)
{
	int64_t before;

	open_books(_i, true);
	receive_numbered("BOLT", "a", "MV-A-2026-000001");
	before = books.last.seq;
	ck_assert_int_eq(before / 1000, books_now);
	books.cx.now++;
	receive_numbered("BOLT", "b", "MV-B-2026-000001");
	ck_assert_int_gt(books.last.seq, before);
	receive_numbered("LOW", "a", "MV-A-2026-000002");
	books_verify(&books);
}
END_TEST

START_TEST(a_transfer_is_of_where_it_comes_from)
{
	struct posting_line l;

	open_books(_i, true);
	receive_numbered("BOLT", "b", "MV-B-2026-000001");
	l = books_line(MOVE_TRANSFER, "BOLT", "b", 2);
	SET(&l, posting_line, to_location_id, STR("a"));
	books_ok(books_post(&books, NULL, &l, 1));
	ck_assert(str_is(books.last.number, "MV-B-2026-000002"));
	books_verify(&books);
}
END_TEST

START_TEST(what_was_counted_stays_in_front)
{
	open_books(_i, false);
	receive_numbered("BOLT", "a", "MV-2026-000001");
	books.cx.series_by_location = true;
	receive_numbered("BOLT", "a", "MV-A-2026-000001");
	ck_assert_int_ge(books.last.seq, LEDGER_SEQ_INSTANT);
	books_verify(&books);
}
END_TEST

START_TEST(what_takes_back_comes_behind_though_the_clock_is_behind)
{
	int64_t seq;

	open_books(_i, true);
	receive_numbered("BOLT", "a", "MV-A-2026-000001");
	seq = books.last.seq;
	books.cx.now -= 60 * 1000;
	books_ok(books_reverse(&books, books.last.id, NULL));
	ck_assert_int_eq(books.last.seq, seq + 1);
	books_verify(&books);
}
END_TEST

/* A hundred in one millisecond: some fall on the same microsecond and still differ. */
START_TEST(no_two_have_the_same_seq)
{
	open_books(_i, true);
	for (int i = 0; i < 100; i++)
		books_ok(books_one(&books, NULL, MOVE_RECEIPT, "BOLT", i % 2 == 0 ? "a" : "b", 1));
	ck_assert(str_is(books.last.number, "MV-B-2026-000050"));
	books_verify(&books);
}
END_TEST

/* --- rows written by a posting --- */

static struct batch
batch_of(const char *item, const char *at)
{
	struct posting_line l = books_line(MOVE_RECEIPT, item, at, 1);
	struct posting_batch pb = posting_batch_init(books.store, &books.cx);
	struct draft *f = posting_batch_add(&pb, POSTING_PLAIN);
	struct batch x = batch_init(books.mem);

	f->when = instant_at(&books.cx, books_now);
	books_ok(draft_add_request(f, &l, 1, true, &books.why));
	books_ok(post_add(&pb, &x, &books.why));
	return x;
}

static struct str
op_row_id(const struct op *op)
{
	return op->rec != NULL ? rec_text(op->rec, &op->schema->fields[0]) : op->id;
}

static bool
is_gate(const struct op *op)
{
	return op->schema == &series_schema && str_starts(op_row_id(op), STR("gate:"));
}

/* Rows written by both of two postings of different items at different locations; EXPECT is a
 * write too. */
static size_t
rows_where_they_meet(void)
{
	struct batch one, two;
	size_t n = 0;

	receive_numbered(
	    "BOLT", "a", books.cx.series_by_location ? "MV-A-2026-000001" : "MV-2026-000001");
	one = batch_of("BOLT", "a");
	two = batch_of("LOW", "b");
	for (size_t i = 0; i < one.n; i++)
		for (size_t k = 0; k < two.n; k++)
			n += one.ops[i].schema == two.ops[k].schema && !is_gate(&one.ops[i]) &&
			     str_eq(op_row_id(&one.ops[i]), op_row_id(&two.ops[k]));
	return n;
}

START_TEST(with_one_series_all_meet_at_the_rows_that_count)
{
	open_books(_i, false);
	ck_assert_uint_eq(rows_where_they_meet(), 2);
}
END_TEST

START_TEST(with_a_series_each_they_meet_nowhere)
{
	open_books(_i, true);
	ck_assert_uint_eq(rows_where_they_meet(), 0);
}
END_TEST

/* --- verify --- */

START_TEST(verify_misses_a_number_of_a_location)
{
	struct batch x;
	struct verify_result v;

	open_books(_i, true);
	receive_numbered("BOLT", "a", "MV-A-2026-000001");
	receive_numbered("BOLT", "b", "MV-B-2026-000001");
	x = batch_init(books.mem);
	batch_add(&x, OP_DELETE, &posting_schema, NULL)->id = books.last.id;
	books_apply(&books, &x);
	books_ok(verify(books.store, &v, &books.why));
	ck_assert(str_is(v.difference, "there are 1 postings, but 2 were numbered"));
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("inventory_numbers");
	TCase *c = tcase_create("all");

	tcase_add_checked_fixture(c, NULL, books_teardown);
#define TEST(name) tcase_add_loop_test(c, name, 0, FIXTURE_DRIVERS)
	TEST(one_series_counts_all);
	TEST(each_location_counts_its_own);
	TEST(a_transfer_is_of_where_it_comes_from);
	TEST(what_was_counted_stays_in_front);
	TEST(what_takes_back_comes_behind_though_the_clock_is_behind);
	TEST(no_two_have_the_same_seq);
	TEST(with_one_series_all_meet_at_the_rows_that_count);
	TEST(with_a_series_each_they_meet_nowhere);
	TEST(verify_misses_a_number_of_a_location);
	suite_add_tcase(s, c);
	return fixture_run(s);
}
