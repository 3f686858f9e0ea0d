/* inventory_periods.c - tests of months that are closed, and of what is closed with them. */
#include "base/decimal.h"
#include "base/mem.h"
#include "inventory/months.h"
#include "inventory/period.h"
#include "store/gate.h"
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

static enum err
set(const char *month, enum period_state state)
{
	why_clear(&b.why);
	return period_set(b.store, &b.deed, str_of(month), state, 0, STR("month end"), &b.why);
}

#define close_month(month) set(month, PERIOD_CLOSED)
#define reopen(month)      set(month, PERIOD_OPEN)

static enum err
receive(const char *day)
{
	return books_one(&b, day, MOVE_RECEIPT, "BOLT", "a", 1);
}

/* One in each of these months, the oldest first. */
static void
receive_each(void)
{
	ok(receive("2025-12-10"));
	ok(receive("2026-01-10"));
	ok(receive("2026-02-10"));
	ok(receive("2026-03-10"));
}

/* --- what is closed --- */

START_TEST(closing_a_month_closes_all_before_it)
{
	OPEN();
	receive_each();
	ok(close_month("2026-01"));
	ck_assert_int_eq(receive("2025-12-20"), ERR_PERIOD_CLOSED);
	ck_assert(str_is(b.why.text, "The books are closed through 2026-01"));
	ck_assert(
	    str_is(buf_str(&b.why.more), "\"period\":\"2025-12\",\"closed_through\":\"2026-01\""));
	ck_assert_int_eq(receive("2026-01-31"), ERR_PERIOD_CLOSED);
	ck_assert_int_eq(receive("2019-07-01"), ERR_PERIOD_CLOSED);
	ok(receive("2026-02-01"));
	ok(receive(NULL));
	books_verify(&b);
}
END_TEST

START_TEST(opening_a_month_opens_all_behind_it_and_none_before)
{
	OPEN();
	receive_each();
	ok(close_month("2026-02"));
	ok(reopen("2026-01"));
	ck_assert_int_eq(receive("2025-12-31"), ERR_PERIOD_CLOSED);
	ok(receive("2026-01-01"));
	ok(receive("2026-02-01"));
	ok(reopen("2026-02")); /* it is open already */
	ck_assert_int_eq(receive("2025-12-31"), ERR_PERIOD_CLOSED);
	ok(reopen("1970-01"));
	ok(receive("2025-12-31"));
	books_verify(&b);
}
END_TEST

START_TEST(only_a_month_that_has_ended_is_closed)
{
	OPEN();
	ck_assert_int_eq(close_month("2026-03"), ERR_CONFLICT);
	ck_assert(str_is(b.why.text, "The month has not ended"));
	ck_assert_int_eq(close_month("2026-04"), ERR_CONFLICT);
	ck_assert_int_eq(reopen("2026-04"), ERR_CONFLICT);
	ck_assert_int_eq(close_month("2026-13"), ERR_NOT_FOUND);
	ck_assert_int_eq(close_month("March"), ERR_NOT_FOUND);
	ok(close_month("2026-02"));
	ok(receive(NULL));
}
END_TEST

/* --- what takes back --- */

START_TEST(what_takes_back_is_dated_now_when_its_day_is_closed_or_refused_when_it_names_one)
{
	struct posting_line less = books_line(MOVE_RECEIPT, "BOLT", "a", 3);
	struct correct_request r = {0};
	struct str first, second;

	OPEN();
	ok(books_one(&b, "2025-12-10", MOVE_RECEIPT, "BOLT", "a", 5));
	first = b.last.id;
	ok(books_one(&b, "2025-12-11", MOVE_RECEIPT, "BOLT", "a", 5));
	second = b.last.id;
	ok(close_month("2026-02"));
	ck_assert_int_eq(books_reverse(&b, first, "2026-01-20"), ERR_PERIOD_CLOSED);
	SET(&r, correct_request, reason, STR("wrong"));
	SET(&r, correct_request, transaction_date, STR("2025-12-31"));
	SET(&r, correct_request, lines, ((struct lines){&less, 1}));
	why_clear(&b.why);
	ck_assert_int_eq(
	    posting_correct(b.store, &b.deed, second, &r, &b.last, &b.why), ERR_PERIOD_CLOSED);
	ok(books_reverse(&b, first, NULL));
	ck_assert_int_eq(b.last.transaction_date, books_now);
	ok(books_correct(&b, second, &less, 1));
	ck_assert_int_eq(b.last.transaction_date, books_now);
	books_verify(&b);
}
END_TEST

/* --- who and why --- */

static struct period_row
month(const char *name)
{
	struct period_row r;

	why_clear(&b.why);
	ok(months_get(b.store, &b.deed, str_of(name), &r, &b.why));
	return r;
}

/* One behind the other. */
static const char *
joined(struct list l)
{
	struct buf all = buf_init(b.mem);

	for (size_t i = 0; i < l.n; i++)
		buf_printf(&all, "%s%.*s", i == 0 ? "" : " ", STRF(l.v[i]));
	return l.n == 0 ? "" : all.s;
}

START_TEST(a_month_says_what_closing_or_opening_it_takes_along)
{
	OPEN();
	receive_each();
	ck_assert_str_eq(joined(month("2026-02").closes), "2025-12 2026-01 2026-02");
	ck_assert_str_eq(joined(month("2026-03").closes), "");
	ok(close_month("2025-12"));
	ck_assert_str_eq(joined(month("2026-02").closes), "2026-01 2026-02");
	ok(close_month("2026-02"));
	ck_assert_str_eq(joined(month("2026-02").closes), "");
	ck_assert_str_eq(joined(month("2026-01").opens), "2026-01 2026-02");
	ck_assert_str_eq(joined(month("2026-03").opens), "");
}
END_TEST

static int64_t
count(const struct schema *s, size_t field, const char *from, const char *to)
{
	const struct filter where[] = {{.field = field, .cmp = CMP_GE, .text = str_of(from)},
	    {.field = field, .cmp = CMP_LT, .text = str_of(to)}};
	const struct query q = {.schema = s, .where = where, .nwhere = 2, .limit = 1};
	int64_t n;

	ok(store_count(b.store, &q, &n, &b.why));
	return n;
}

START_TEST(each_month_says_who_closed_or_opened_it_and_the_audit_keeps_all)
{
	OPEN();
	receive_each();
	ok(close_month("2026-02"));
	ck_assert(str_is(month("2026-01").reason, "month end"));
	ck_assert(str_is(month("2026-01").changed_by, "u1"));
	ck_assert_int_eq(month("2026-01").state, PERIOD_CLOSED);
	b.deed.user_id = STR("u2");
	ok(reopen("2026-02"));
	ck_assert(str_is(month("2026-02").changed_by, "u2"));
	ck_assert(str_is(month("2026-01").changed_by, "u1"));
	ck_assert(!HAS(&(struct period_row){0}, period_row, reason));
	ck_assert_int_eq(count(&audit_schema, FIELD(audit, record_id), "2025-12", "2026-01~"), 2);
	ck_assert_int_eq(count(&audit_schema, FIELD(audit, record_id), "2026-02", "2026-02~"), 2);
}
END_TEST

START_TEST(a_version_that_was_read_before_another_closed_is_stale)
{
	int64_t version;

	OPEN();
	receive_each();
	ok(close_month("2025-12"));
	version = month("2026-01").version;
	ok(close_month("2026-01"));
	why_clear(&b.why);
	ck_assert_int_eq(
	    period_set(b.store, &b.deed, STR("2026-02"), PERIOD_CLOSED, version, STR("r"), &b.why),
	    ERR_STALE);
	why_clear(&b.why);
	ok(period_set(
	    b.store, &b.deed, STR("2026-02"), PERIOD_CLOSED, version + 1, STR("r"), &b.why));
}
END_TEST

/* --- the list --- */

static const char *
listed(const struct months_query *q)
{
	struct buf all = buf_init(b.mem);
	struct rows rows;
	int64_t total;

	ok(months_find(b.store, &b.deed, q, &rows, &total, &b.why));
	buf_printf(&all, "%d:", (int)total);
	for (size_t i = 0; i < rows.n; i++)
		buf_printf(&all, " %.*s", STRF(((const struct period_row *)rows.v)[i].id));
	return all.s;
}

START_TEST(all_months_from_the_first_to_this_one_are_listed)
{
	const enum period_state closed = PERIOD_CLOSED;
	struct months_query q = {.desc = true, .limit = 10};

	OPEN();
	ck_assert_str_eq(listed(&q), "1: 2026-03");
	ok(receive("2025-12-10"));
	ck_assert_str_eq(listed(&q), "4: 2026-03 2026-02 2026-01 2025-12");
	ok(close_month("2026-01"));
	q.state = &closed;
	ck_assert_str_eq(listed(&q), "2: 2026-01 2025-12");
	q = (struct months_query){.after = STR("2025-12"), .limit = 2};
	ck_assert_str_eq(listed(&q), "4: 2026-01 2026-02");
	q = (struct months_query){.desc = true, .skip = 3, .limit = 2};
	ck_assert_str_eq(listed(&q), "4: 2025-12");
	ok(reopen("2025-11"));
	ck_assert_str_eq(listed(&q), "6: 2025-12 2025-11");
}
END_TEST

/* --- what is still open --- */

START_TEST(stock_in_inspection_at_its_end_is_still_open_in_a_month)
{
	struct posting_line on = books_line(MOVE_TRANSFER, "BOLT", "q", 5);
	const struct open_matter *m;
	struct period_row r;

	OPEN();
	ok(books_one(&b, "2026-02-10", MOVE_RECEIPT, "BOLT", "q", 5));
	ok(books_one(&b, "2026-02-10", MOVE_RECEIPT, "LOW", "q", 5));
	ok(books_one(&b, "2026-02-10", MOVE_RECEIPT, "LOW", "a", 5));
	SET(&on, posting_line, to_location_id, STR("a"));
	ok(books_post(&b, "2026-03-02", &on, 1));
	r = month("2026-02");
	m = r.open.v;
	ck_assert_uint_eq(r.open.n, 1);
	ck_assert_int_eq(m->kind, OPEN_IN_INSPECTION);
	ck_assert_int_eq(m->count, 2);
	ck_assert_str_eq(joined(m->labels), "Q");
	ck_assert_uint_eq(month("2026-01").open.n, 0);
	r = month("2026-03");
	ck_assert_int_eq(((const struct open_matter *)r.open.v)->count, 1);
}
END_TEST

/* --- at the same time --- */

static void
other_closes(void *arg)
{
	struct books other = books_second(&b);

	(void)arg;
	fixture_ok(period_set(other.store, &other.deed, STR("2026-02"), PERIOD_CLOSED, 0, STR("r"),
		       &other.why),
	    &other.why);
}

START_TEST(a_month_that_closes_meanwhile_takes_no_posting)
{
	OPEN();
	books_let(&b, other_closes, NULL); /* the gate has no row yet */
	ck_assert_int_eq(receive("2026-02-10"), ERR_PERIOD_CLOSED);
	ok(reopen("2026-02"));
	books_let(&b, other_closes, NULL); /* now it has */
	ck_assert_int_eq(receive("2026-01-10"), ERR_PERIOD_CLOSED);
	ck_assert_int_eq(books_balance(&b, "BOLT", "a"), -1);
}
END_TEST

START_TEST(what_takes_back_from_a_month_that_closes_meanwhile_is_dated_now)
{
	OPEN();
	ok(receive("2026-02-10"));
	books_let(&b, other_closes, NULL);
	ok(books_reverse(&b, b.last.id, NULL));
	ck_assert_int_eq(b.gap.applies, 2);
	ck_assert_int_eq(b.last.transaction_date, books_now);
	books_verify(&b);
}
END_TEST

START_TEST(of_two_who_close_at_once_the_later_month_stays)
{
	OPEN();
	receive_each();
	books_let(&b, other_closes, NULL);
	ok(close_month("2026-01"));
	ck_assert_int_eq(receive("2026-02-10"), ERR_PERIOD_CLOSED);
	books_verify(&b);
}
END_TEST

START_TEST(there_are_sixteen_gates_in_all)
{
	OPEN();
	b.deed.series_by_location = true;
	receive_each();
	ok(close_month("2026-01"));
	ok(close_month("2026-02"));
	ck_assert_int_eq(
	    count(&series_schema, FIELD(series, id), "gate:period:", "gate:period;"), 16);
	ck_assert_int_eq(count(&series_schema, FIELD(series, id), "gate:0", "gate::"), 0);
}
END_TEST

/* --- months that were closed one by one --- */

static void
put_old_month(struct batch *x, const char *id, enum period_state state, const char *reason)
{
	struct period *p = MEM_ONE(b.mem, struct period);

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
	gates_change(x, str_of(of));
}

static struct buf
upgrade_of_holes(void)
{
	struct batch x = batch_init(b.mem);
	struct buf report = buf_init(b.mem);

	put_old_month(&x, "2025-11", PERIOD_CLOSED, "year end");
	put_old_month(&x, "2025-12", PERIOD_OPEN, NULL);
	put_old_month(&x, "2026-01", PERIOD_CLOSED, "month end");
	put_old_month(&x, "2026-02", PERIOD_OPEN, NULL);
	put_old_month(&x, "2026-03", PERIOD_OPEN, "opened again");
	put_old_gates(&x, "2025-11");
	put_old_gates(&x, "2026-01");
	books_apply(&b, &x);
	ok(period_upgrade(b.store, &report, &b.why));
	return report;
}

START_TEST(months_that_were_closed_with_holes_are_closed_through_the_latest)
{
	struct buf report;

	OPEN();
	report = upgrade_of_holes();
	ck_assert_str_eq(report.s,
	    "the books are closed through 2026-01; until now these months were open: 2025-12\n");
	ck_assert_int_eq(receive("2025-12-20"), ERR_PERIOD_CLOSED);
	ok(receive("2026-02-01"));
	ck_assert_int_eq(month("2025-12").state, PERIOD_CLOSED);
	ck_assert(str_is(month("2025-12").reason, "Closed with 2026-01"));
	ck_assert(str_is(month("2025-11").reason, "year end"));
	ck_assert(
	    !HAS(&(const struct period_row){.has = month("2026-02").has}, period_row, reason));
	ck_assert(str_is(month("2026-03").reason, "opened again"));
	ck_assert_int_eq(count(&series_schema, FIELD(series, id), "gate:0", "gate::"), 0);
	report = buf_init(b.mem);
	ok(period_upgrade(b.store, &report, &b.why)); /* again */
	ck_assert_uint_eq(report.n, 0);
	books_verify(&b);
}
END_TEST

START_TEST(a_store_that_closed_nothing_is_upgraded_in_silence)
{
	struct buf report;

	OPEN();
	report = buf_init(b.mem);
	ok(period_upgrade(b.store, &report, &b.why));
	ck_assert_uint_eq(report.n, 0);
	ok(receive("2019-01-01"));
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("inventory_periods");
	TCase *c = tcase_create("all");

	tcase_add_checked_fixture(c, NULL, teardown);
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
