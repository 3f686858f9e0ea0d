/* inventory_periods.c - Tests closing and reopening months, and its races with postings. */
#include "base/decimal.h"
#include "base/mem.h"
#include "change/etag.h"
#include "inventory/period/months.h"
#include "inventory/period/period_change.h"
#include "inventory/upgrade/period_upgrade.h"
#include "store/gate.h"
#include "t/books.h"

static enum err
set_month(const char *month, enum period_state state)
{
	why_clear(&books.why);
	return period_set(
	    books.store, &books.cx, state, str_of(month), STR("month end"), &books.why);
}

#define close_month(month) set_month(month, PERIOD_CLOSED)
#define reopen(month)      set_month(month, PERIOD_OPEN)

static enum err
receive_on(const char *day)
{
	return books_one(&books, day, MOVE_RECEIPT, "BOLT", "a", 1);
}

/* One receipt in each of these months, oldest first. */
static void
receive_each(void)
{
	books_ok(receive_on("2025-12-10"));
	books_ok(receive_on("2026-01-10"));
	books_ok(receive_on("2026-02-10"));
	books_ok(receive_on("2026-03-10"));
}

/* --- closed months --- */

START_TEST(closing_a_month_closes_all_before_it)
{
	BOOKS_OPEN();
	receive_each();
	books_ok(close_month("2026-01"));
	ck_assert_int_eq(receive_on("2025-12-20"), ERR_PERIOD_CLOSED);
	ck_assert(str_is(books.why.text, "The books are closed through 2026-01"));
	ck_assert(str_is(
	    buf_str(&books.why.more), "\"period\":\"2025-12\",\"closed_through\":\"2026-01\""));
	ck_assert_int_eq(receive_on("2026-01-31"), ERR_PERIOD_CLOSED);
	ck_assert_int_eq(receive_on("2019-07-01"), ERR_PERIOD_CLOSED);
	books_ok(receive_on("2026-02-01"));
	books_ok(receive_on(NULL));
	books_verify(&books);
}
END_TEST

START_TEST(opening_a_month_opens_all_behind_it_and_none_before)
{
	BOOKS_OPEN();
	receive_each();
	books_ok(close_month("2026-02"));
	books_ok(reopen("2026-01"));
	ck_assert_int_eq(receive_on("2025-12-31"), ERR_PERIOD_CLOSED);
	books_ok(receive_on("2026-01-01"));
	books_ok(receive_on("2026-02-01"));
	books_ok(reopen("2026-02")); /* it is open already */
	ck_assert_int_eq(receive_on("2025-12-31"), ERR_PERIOD_CLOSED);
	books_ok(reopen("1970-01"));
	books_ok(receive_on("2025-12-31"));
	books_verify(&books);
}
END_TEST

START_TEST(only_a_month_that_has_ended_is_closed)
{
	BOOKS_OPEN();
	ck_assert_int_eq(close_month("2026-03"), ERR_CONFLICT);
	ck_assert(str_is(books.why.text, "The month has not ended"));
	ck_assert_int_eq(close_month("2026-04"), ERR_CONFLICT);
	ck_assert_int_eq(reopen("2026-04"), ERR_CONFLICT);
	ck_assert_int_eq(close_month("2026-13"), ERR_NOT_FOUND);
	ck_assert_int_eq(close_month("March"), ERR_NOT_FOUND);
	books_ok(close_month("2026-02"));
	books_ok(receive_on(NULL));
}
END_TEST

/* --- reversals --- */

START_TEST(what_takes_back_is_dated_now_when_its_day_is_closed_or_refused_when_it_names_one)
{
	struct posting_line less = books_line(MOVE_RECEIPT, "BOLT", "a", 3);
	struct correct_request r = {0};
	struct str first, second;

	BOOKS_OPEN();
	books_ok(books_one(&books, "2025-12-10", MOVE_RECEIPT, "BOLT", "a", 5));
	first = books.last.id;
	books_ok(books_one(&books, "2025-12-11", MOVE_RECEIPT, "BOLT", "a", 5));
	second = books.last.id;
	books_ok(close_month("2026-02"));
	ck_assert_int_eq(books_reverse(&books, first, "2026-01-20"), ERR_PERIOD_CLOSED);
	SET(&r, correct_request, reason, STR("wrong"));
	SET(&r, correct_request, transaction_date, STR("2025-12-31"));
	SET(&r, correct_request, lines, ((struct lines){&less, 1}));
	why_clear(&books.why);
	ck_assert_int_eq(
	    posting_correct(books.store, &books.cx, second, &r, &books.last, &books.why),
	    ERR_PERIOD_CLOSED);
	books_ok(books_reverse(&books, first, NULL));
	ck_assert_int_eq(books.last.transaction_date, books_now);
	books_ok(books_correct(&books, second, &less, 1));
	ck_assert_int_eq(books.last.transaction_date, books_now);
	books_verify(&books);
}
END_TEST

/* --- who and why --- */

static struct period_row
month(const char *name)
{
	struct period_row r;

	why_clear(&books.why);
	books_ok(months_get(books.store, &books.cx, str_of(name), &r, &books.why));
	return r;
}

/* The members, concatenated. */
static const char *
join_list(struct list l)
{
	struct buf all = buf_init(books.mem);

	for (size_t i = 0; i < l.n; i++)
		buf_printf(&all, "%s%.*s", i == 0 ? "" : " ", STRF(l.v[i]));
	return l.n == 0 ? "" : all.s;
}

START_TEST(a_month_says_what_closing_or_opening_it_takes_along)
{
	BOOKS_OPEN();
	receive_each();
	ck_assert_str_eq(join_list(month("2026-02").closes), "2025-12 2026-01 2026-02");
	ck_assert_str_eq(join_list(month("2026-03").closes), "");
	books_ok(close_month("2025-12"));
	ck_assert_str_eq(join_list(month("2026-02").closes), "2026-01 2026-02");
	books_ok(close_month("2026-02"));
	ck_assert_str_eq(join_list(month("2026-02").closes), "");
	ck_assert_str_eq(join_list(month("2026-01").opens), "2026-01 2026-02");
	ck_assert_str_eq(join_list(month("2026-03").opens), "");
}
END_TEST

static int64_t
count_in_range(const struct schema *s, size_t field, const char *from, const char *to)
{
	const struct filter where[] = {{.field = field, .cmp = CMP_GE, .text = str_of(from)},
	    {.field = field, .cmp = CMP_LT, .text = str_of(to)}};
	const struct query q = {.schema = s, .where = where, .nwhere = 2, .limit = 1};
	int64_t n;

	books_ok(store_count(books.store, &q, &n, &books.why));
	return n;
}

START_TEST(each_month_says_who_closed_or_opened_it_and_the_audit_keeps_all)
{
	BOOKS_OPEN();
	receive_each();
	books_ok(close_month("2026-02"));
	ck_assert(str_is(month("2026-01").reason, "month end"));
	ck_assert(str_is(month("2026-01").changed_by, "u1"));
	ck_assert_int_eq(month("2026-01").state, PERIOD_CLOSED);
	books.cx.user_id = STR("u2");
	books_ok(reopen("2026-02"));
	ck_assert(str_is(month("2026-02").changed_by, "u2"));
	ck_assert(str_is(month("2026-01").changed_by, "u1"));
	ck_assert(!HAS(&(struct period_row){0}, period_row, reason));
	ck_assert_int_eq(
	    count_in_range(&audit_schema, FIELD(audit, record_id), "2025-12", "2026-01~"), 2);
	ck_assert_int_eq(
	    count_in_range(&audit_schema, FIELD(audit, record_id), "2026-02", "2026-02~"), 2);
}
END_TEST

START_TEST(a_version_that_was_read_before_another_closed_is_stale)
{
	int64_t version;

	BOOKS_OPEN();
	receive_each();
	books_ok(close_month("2025-12"));
	version = month("2026-01").version;
	books_ok(close_month("2026-01"));
	why_clear(&books.why);
	books.cx.if_match = etag_of_version(books.mem, version);
	ck_assert_int_eq(close_month("2026-02"), ERR_STALE);
	why_clear(&books.why);
	books.cx.if_match = etag_of_version(books.mem, version + 1);
	books_ok(close_month("2026-02"));
}
END_TEST

/* --- the list --- */

static const char *
list_months(const struct months_query *q)
{
	struct buf all = buf_init(books.mem);
	struct rows rows;
	int64_t total;

	books_ok(months_find(books.store, &books.cx, q, &rows, &total, &books.why));
	buf_printf(&all, "%d:", (int)total);
	for (size_t i = 0; i < rows.n; i++)
		buf_printf(&all, " %.*s", STRF(((const struct period_row *)rows.v)[i].id));
	return all.s;
}

START_TEST(all_months_from_the_first_to_this_one_are_listed)
{
	const enum period_state closed = PERIOD_CLOSED;
	struct months_query q = {.desc = true, .limit = 10};

	BOOKS_OPEN();
	ck_assert_str_eq(list_months(&q), "1: 2026-03");
	books_ok(receive_on("2025-12-10"));
	ck_assert_str_eq(list_months(&q), "4: 2026-03 2026-02 2026-01 2025-12");
	books_ok(close_month("2026-01"));
	q.state = &closed;
	ck_assert_str_eq(list_months(&q), "2: 2026-01 2025-12");
	q = (struct months_query){.after = STR("2025-12"), .limit = 2};
	ck_assert_str_eq(list_months(&q), "4: 2026-01 2026-02");
	q = (struct months_query){.desc = true, .skip = 3, .limit = 2};
	ck_assert_str_eq(list_months(&q), "4: 2025-12");
	books_ok(reopen("2025-11"));
	ck_assert_str_eq(list_months(&q), "6: 2025-12 2025-11");
}
END_TEST

/* --- what is still open --- */

START_TEST(stock_in_inspection_at_its_end_is_still_open_in_a_month)
{
	struct posting_line on = books_line(MOVE_TRANSFER, "BOLT", "q", 5);
	const struct open_matter *m;
	struct period_row r;

	BOOKS_OPEN();
	books_ok(books_one(&books, "2026-02-10", MOVE_RECEIPT, "BOLT", "q", 5));
	books_ok(books_one(&books, "2026-02-10", MOVE_RECEIPT, "LOW", "q", 5));
	books_ok(books_one(&books, "2026-02-10", MOVE_RECEIPT, "LOW", "a", 5));
	SET(&on, posting_line, to_location_id, STR("a"));
	books_ok(books_post(&books, "2026-03-02", &on, 1));
	r = month("2026-02");
	m = r.open.v;
	ck_assert_uint_eq(r.open.n, 1);
	ck_assert_int_eq(m->kind, OPEN_IN_INSPECTION);
	ck_assert_int_eq(m->count, 2);
	ck_assert_str_eq(join_list(m->labels), "Q");
	ck_assert_uint_eq(month("2026-01").open.n, 0);
	r = month("2026-03");
	ck_assert_int_eq(((const struct open_matter *)r.open.v)->count, 1);
}
END_TEST

/* --- races --- */

static void
other_closes(void *arg)
{
	struct books other = books_second(&books);

	(void)arg;
	fixture_ok(
	    period_set(other.store, &other.cx, PERIOD_CLOSED, STR("2026-02"), STR("r"), &other.why),
	    &other.why);
}

START_TEST(a_month_that_closes_meanwhile_takes_no_posting)
{
	BOOKS_OPEN();
	books_let(&books, other_closes, NULL); /* the gate has no row yet */
	ck_assert_int_eq(receive_on("2026-02-10"), ERR_PERIOD_CLOSED);
	books_ok(reopen("2026-02"));
	books_let(&books, other_closes, NULL); /* now it has */
	ck_assert_int_eq(receive_on("2026-01-10"), ERR_PERIOD_CLOSED);
	ck_assert_int_eq(books_balance(&books, "BOLT", "a"), -1);
}
END_TEST

START_TEST(what_takes_back_from_a_month_that_closes_meanwhile_is_dated_now)
{
	BOOKS_OPEN();
	books_ok(receive_on("2026-02-10"));
	books_let(&books, other_closes, NULL);
	books_ok(books_reverse(&books, books.last.id, NULL));
	ck_assert_int_eq(books.gap.applies, 2);
	ck_assert_int_eq(books.last.transaction_date, books_now);
	books_verify(&books);
}
END_TEST

START_TEST(of_two_who_close_at_once_the_later_month_stays)
{
	BOOKS_OPEN();
	receive_each();
	books_let(&books, other_closes, NULL);
	books_ok(close_month("2026-01"));
	ck_assert_int_eq(receive_on("2026-02-10"), ERR_PERIOD_CLOSED);
	books_verify(&books);
}
END_TEST

START_TEST(there_are_sixteen_gates_in_all)
{
	BOOKS_OPEN();
	books.cx.series_by_location = true;
	receive_each();
	books_ok(close_month("2026-01"));
	books_ok(close_month("2026-02"));
	ck_assert_int_eq(
	    count_in_range(&series_schema, FIELD(series, id), "gate:period:", "gate:period;"), 16);
	ck_assert_int_eq(count_in_range(&series_schema, FIELD(series, id), "gate:0", "gate::"), 0);
}
END_TEST

/* --- months closed one by one --- */

static void
put_old_month(struct batch *x, const char *id, enum period_state state, const char *reason)
{
	struct period *p = MEM_ONE(books.mem, struct period);

	SET(p, period, id, str_of(id));
	SET(p, period, state, (int)state);
	SET(p, period, changed_at, books_now);
	if (reason != NULL)
		SET(p, period, reason, str_of(reason));
	batch_add(x, OP_INSERT, &period_schema, p);
}

static void
put_old_gates(struct batch *x, const char *of)
{
	gate_change_all(x, str_of(of));
}

static struct buf
upgrade_of_holes(void)
{
	struct batch x = batch_init(books.mem);
	struct buf report = buf_init(books.mem);

	put_old_month(&x, "2025-11", PERIOD_CLOSED, "year end");
	put_old_month(&x, "2025-12", PERIOD_OPEN, NULL);
	put_old_month(&x, "2026-01", PERIOD_CLOSED, "month end");
	put_old_month(&x, "2026-02", PERIOD_OPEN, NULL);
	put_old_month(&x, "2026-03", PERIOD_OPEN, "opened again");
	put_old_gates(&x, "2025-11");
	put_old_gates(&x, "2026-01");
	books_apply(&books, &x);
	books_ok(period_upgrade(books.store, &report, &books.why));
	return report;
}

START_TEST(months_that_were_closed_with_holes_are_closed_through_the_latest)
{
	struct buf report;

	BOOKS_OPEN();
	report = upgrade_of_holes();
	ck_assert_str_eq(report.s,
	    "the books are closed through 2026-01; until now these months were open: 2025-12\n");
	ck_assert_int_eq(receive_on("2025-12-20"), ERR_PERIOD_CLOSED);
	books_ok(receive_on("2026-02-01"));
	ck_assert_int_eq(month("2025-12").state, PERIOD_CLOSED);
	ck_assert(str_is(month("2025-12").reason, "Closed with 2026-01"));
	ck_assert(str_is(month("2025-11").reason, "year end"));
	ck_assert(
	    !HAS(&(const struct period_row){.has = month("2026-02").has}, period_row, reason));
	ck_assert(str_is(month("2026-03").reason, "opened again"));
	ck_assert_int_eq(count_in_range(&series_schema, FIELD(series, id), "gate:0", "gate::"), 0);
	report = buf_init(books.mem);
	books_ok(period_upgrade(books.store, &report, &books.why)); /* again */
	ck_assert_uint_eq(report.n, 0);
	books_verify(&books);
}
END_TEST

START_TEST(a_store_that_closed_nothing_is_upgraded_in_silence)
{
	struct buf report;

	BOOKS_OPEN();
	report = buf_init(books.mem);
	books_ok(period_upgrade(books.store, &report, &books.why));
	ck_assert_uint_eq(report.n, 0);
	books_ok(receive_on("2019-01-01"));
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("inventory_periods");
	TCase *c = tcase_create("all");

	tcase_add_checked_fixture(c, NULL, books_teardown);
#define TEST(name) tcase_add_loop_test(c, name, 0, FIXTURE_DRIVERS)
	TEST(closing_a_month_closes_all_before_it);
	TEST(opening_a_month_opens_all_behind_it_and_none_before);
	TEST(only_a_month_that_has_ended_is_closed);
	TEST(what_takes_back_is_dated_now_when_its_day_is_closed_or_refused_when_it_names_one);
	TEST(a_month_says_what_closing_or_opening_it_takes_along);
	TEST(each_month_says_who_closed_or_opened_it_and_the_audit_keeps_all);
	TEST(a_version_that_was_read_before_another_closed_is_stale);
	TEST(all_months_from_the_first_to_this_one_are_listed);
	TEST(stock_in_inspection_at_its_end_is_still_open_in_a_month);
	TEST(a_month_that_closes_meanwhile_takes_no_posting);
	TEST(what_takes_back_from_a_month_that_closes_meanwhile_is_dated_now);
	TEST(of_two_who_close_at_once_the_later_month_stays);
	TEST(there_are_sixteen_gates_in_all);
	TEST(months_that_were_closed_with_holes_are_closed_through_the_latest);
	TEST(a_store_that_closed_nothing_is_upgraded_in_silence);
	suite_add_tcase(s, c);
	return fixture_run(s);
}
