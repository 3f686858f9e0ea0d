/* change_engine.c - Tests the engine of changes: retries, outcomes, Idempotency-Key, If-Match. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "change/change.h"
#include "store/series.h"
#include "t/between.h"
#include "t/fixture.h"

static void *mem;
static struct store *store;
static struct between gap;
static struct change_context cx;
static struct why why;

/* Adds to the counter "n", which the first change creates; never below zero. */
struct count_change {
	struct change change;
	int64_t more;
	size_t padding; /* number of additional ops without effect */
	bool guarded;   /* by the row's bound instead of its version */
	enum err fails; /* of build; OK: it does not */
	int builds;
	size_t ops;    /* of the last batch, including the key's row */
	int64_t value; /* for the response */
};

static enum err
count_read(struct store *st, struct series *s, bool *any, struct why *w)
{
	enum err e = store_get(st, &series_schema, STR("n"), s, w);

	*any = e == OK;
	if (e != ERR_NOT_FOUND)
		return e;
	*s = (struct series){0};
	SET(s, series, id, STR("n"));
	SET(s, series, value, 0);
	why_clear(w);
	return OK;
}

static enum err
count_build(struct change *c)
{
	struct count_change *x = (struct count_change *)c;
	struct series *s = MEM_ONE(mem, struct series);
	bool any;
	enum err e;

	x->builds++;
	if (x->fails != OK)
		return x->fails;
	if ((e = count_read(c->store, s, &any, c->w)) != OK ||
	    (e = change_match(c, s->version)) != OK)
		return e;
	x->value = s->value + x->more;
	if (x->value < 0)
		return err_set(c->w, ERR_CONFLICT, "Nothing is left");
	if (x->guarded)
		series_add(&c->batch, STR("n"), 0, x->more);
	else if (x->more != 0) {
		batch_add(&c->batch, any ? OP_UPDATE : OP_INSERT, &series_schema, s)->version =
		    s->version;
		SET(s, series, value, x->value);
	}
	for (size_t i = 0; i < x->padding; i++)
		batch_expect(&c->batch, &series_schema, STR("none"), 0);
	x->ops = c->batch.n;
	return OK;
}

static struct count_change
count_by(struct store *st, int64_t more)
{
	return (struct count_change){
	    .change = {.store = st,
		.cx = &cx,
		.w = &why,
		.build = count_build,
		.schema = &series_schema,
		.record_id = STR("n"),
		.status = 201},
	    .more = more,
	};
}

static int64_t
counted(void)
{
	struct series s;
	bool any;

	fixture_ok(count_read(store, &s, &any, &why), &why);
	return s.value;
}

static void
must_count(int64_t more)
{
	struct count_change x = count_by(store, more);

	fixture_ok(change_run(&x.change), &why);
}

static void
other_counts(void *more)
{
	must_count(*(int64_t *)more);
}

static struct store *
let_other(void (*other)(void *), void *arg)
{
	between_init(&gap, store, other, arg);
	return &gap.store;
}

static void
engine_setup(void)
{
	mem = mem_root("test");
	why_init(&why, mem);
	store = fixture_store(mem, "memory");
	cx = (struct change_context){.mem = mem, .user_id = STR("u"), .now = 1800000000000};
	gap = (struct between){0};
}

static void
engine_teardown(void)
{
	mem_free(mem);
}

/* --- building and applying --- */

START_TEST(a_change_is_built_once_and_applied)
{
	struct count_change x = count_by(let_other(NULL, NULL), 3);

	fixture_ok(change_run(&x.change), &why);
	ck_assert_int_eq(x.builds, 1);
	ck_assert_int_eq(x.change.tries, 0);
	ck_assert_int_eq(gap.applies, 1);
	ck_assert_int_eq(counted(), 3);
}
END_TEST

START_TEST(an_empty_batch_is_not_applied)
{
	struct count_change x = count_by(let_other(NULL, NULL), 0);

	fixture_ok(change_run(&x.change), &why);
	ck_assert_int_eq(gap.applies, 0);
}
END_TEST

START_TEST(what_build_refuses_is_not_applied)
{
	struct count_change x = count_by(let_other(NULL, NULL), -1);

	ck_assert_int_eq(change_run(&x.change), ERR_CONFLICT);
	ck_assert(str_is(why.text, "Nothing is left"));
	ck_assert_int_eq(x.builds, 1);
	ck_assert_int_eq(gap.applies, 0);
}
END_TEST

START_TEST(a_large_change_has_any_number_of_ops)
{
	struct count_change x = count_by(store, 1);

	x.change.large = true;
	x.padding = REQUEST_OPS_MAX;
	fixture_ok(change_run(&x.change), &why);
	ck_assert_int_eq(counted(), 1);
}
END_TEST

/* --- conflicts and retries --- */

START_TEST(after_a_clash_it_is_built_afresh)
{
	int64_t two = 2;
	struct count_change x;

	must_count(1);
	x = count_by(let_other(other_counts, &two), 10);
	fixture_ok(change_run(&x.change), &why);
	ck_assert_int_eq(x.builds, 2);
	ck_assert_int_eq(x.change.tries, 1);
	ck_assert_uint_eq(x.ops, 1); /* none from the first batch */
	ck_assert_int_eq(x.value, 13);
	ck_assert_int_eq(counted(), 13);
}
END_TEST

START_TEST(a_row_that_is_there_by_now_is_found)
{
	int64_t two = 2;
	struct count_change x = count_by(let_other(other_counts, &two), 10);

	fixture_ok(change_run(&x.change), &why);
	ck_assert_int_eq(x.builds, 2);
	ck_assert_int_eq(counted(), 12);
}
END_TEST

START_TEST(what_a_bound_meant_is_said_by_build)
{
	int64_t less = -1;
	struct count_change x;

	must_count(1);
	x = count_by(let_other(other_counts, &less), -1);
	x.guarded = true;
	ck_assert_int_eq(change_run(&x.change), ERR_CONFLICT);
	ck_assert(str_is(why.text, "Nothing is left"));
	ck_assert_int_eq(x.builds, 2);
	ck_assert_int_eq(counted(), 0);
}
END_TEST

static void
other_counts_for_ever(void *arg)
{
	other_counts(arg);
	gap.what = other_counts_for_ever;
}

START_TEST(who_is_never_fast_enough_is_told_that_it_is_busy)
{
	int64_t one = 1;
	struct count_change x = count_by(let_other(other_counts_for_ever, &one), 10);

	x.change.deadline = 1; /* expired */
	ck_assert_int_eq(change_run(&x.change), ERR_BUSY);
	ck_assert_int_eq(x.builds, 1);
	ck_assert_int_eq(counted(), 1);
}
END_TEST

START_TEST(before_the_deadline_it_is_tried_again_and_again)
{
	int64_t one = 1;
	struct count_change x = count_by(let_other(other_counts_for_ever, &one), 10);
	struct change *alone = &x.change;

	for (int i = 1; i <= 50; i++) {
		change_round(&alone, 1);
		ck_assert_int_eq(x.change.outcome, CHANGE_RETRY);
		ck_assert_int_eq(x.change.tries, i);
		ck_assert_uint_eq(why.text.n, 0);
		x.change.deadline = INT64_MAX;
	}
	x.change.deadline = 1;
	ck_assert_int_eq(change_run(&x.change), ERR_BUSY);
}
END_TEST

/* --- Idempotency-Key --- */

START_TEST(a_key_is_written_with_the_change)
{
	struct count_change x = count_by(store, 0);
	struct idempotency was;

	cx.key = STR("k");
	cx.fingerprint = STR("f");
	fixture_ok(change_run(&x.change), &why);
	ck_assert_uint_eq(x.ops, 1);
	fixture_ok(change_replay(store, &cx, &was, &why), &why);
	ck_assert(str_is(was.schema, "series") && str_is(was.record_id, "n"));
	ck_assert_int_eq(was.status, 201);
}
END_TEST

START_TEST(a_key_that_was_used_meanwhile_is_answered_from_its_row)
{
	int64_t one = 1;
	struct count_change x = count_by(let_other(other_counts, &one), 10);
	struct idempotency was;

	cx.key = STR("k");
	cx.fingerprint = STR("f");
	ck_assert_int_eq(change_run(&x.change), ERR_EXISTS);
	ck_assert_int_eq(x.change.outcome, CHANGE_REPLAY);
	ck_assert_int_eq(x.builds, 1);
	ck_assert_int_eq(counted(), 1);
	fixture_ok(change_replay(store, &cx, &was, &why), &why);
}
END_TEST

START_TEST(a_key_is_not_taken_for_another_row_that_is_there)
{
	int64_t one = 1;
	struct change_context other = cx;
	struct count_change x = count_by(let_other(other_counts, &one), 10);

	other.key = STR("k");
	other.fingerprint = STR("f");
	x.change.cx = &other;
	fixture_ok(change_run(&x.change), &why);
	ck_assert_int_eq(x.builds, 2);
	ck_assert_uint_eq(x.ops, 2);
	ck_assert_int_eq(counted(), 11);
}
END_TEST

/* --- several at once --- */

enum { GROUP = 5 };

static void
group_by(struct count_change *x, struct change **v, struct why *whys, struct store *st)
{
	for (size_t i = 0; i < GROUP; i++) {
		x[i] = count_by(st, 1);
		why_init(&whys[i], mem);
		x[i].change.w = &whys[i];
		v[i] = &x[i].change;
	}
}

/* All are built on the same row: one is done in each round, in their order. */
START_TEST(those_that_clash_with_a_neighbour_are_built_again)
{
	struct store *sqlite = fixture_store(mem, "sqlite");
	struct count_change x[GROUP];
	struct change *v[GROUP];
	struct why whys[GROUP];

	store = sqlite;
	must_count(1);
	group_by(x, v, whys, sqlite);
	for (size_t round = 0; round < GROUP; round++) {
		change_round(v + round, GROUP - round);
		for (size_t i = round; i < GROUP; i++)
			ck_assert_int_eq(
			    x[i].change.outcome, i == round ? CHANGE_DONE : CHANGE_RETRY);
		ck_assert_int_eq(x[round].value, (int64_t)round + 2);
	}
	ck_assert_int_eq(counted(), GROUP + 1);
}
END_TEST

/* A group is one commit; a large batch has one of its own. */
START_TEST(a_group_is_applied_at_once_and_a_large_batch_alone)
{
	struct count_change x[GROUP];
	struct change *v[GROUP];
	struct why whys[GROUP];

	store = fixture_store(mem, "sqlite");
	must_count(1);
	group_by(x, v, whys, store);
	for (size_t i = 0; i < GROUP; i++)
		x[i].guarded = true;
	x[0].fails = ERR_CONFLICT;
	x[1].more = 0;
	x[2].padding = CHANGE_GROUPED_OPS_MAX;
	change_round(v, GROUP);
	ck_assert_int_eq(x[0].change.outcome, CHANGE_FAILED);
	for (size_t i = 1; i < GROUP; i++)
		ck_assert_int_eq(x[i].change.outcome, CHANGE_DONE);
	ck_assert_int_eq(counted(), 4);
}
END_TEST

START_TEST(a_key_twice_in_a_group_is_used_once)
{
	struct count_change x[GROUP];
	struct change *v[GROUP];
	struct why whys[GROUP];

	store = fixture_store(mem, "sqlite");
	must_count(1);
	cx.key = STR("k");
	cx.fingerprint = STR("f");
	group_by(x, v, whys, store);
	change_round(v, GROUP);
	ck_assert_int_eq(x[0].change.outcome, CHANGE_DONE);
	for (size_t i = 1; i < GROUP; i++)
		ck_assert_int_eq(x[i].change.outcome, CHANGE_REPLAY);
	ck_assert_int_eq(counted(), 2);
}
END_TEST

/* --- outcomes --- */

START_TEST(every_outcome_is_settled)
{
	for (int i = 0; i < ERR__MAX; i++) {
		const bool again = i == ERR_CLASH || i == ERR_BOUND || i == ERR_EXISTS;
		struct count_change x = count_by(store, 1);
		struct change *alone = &x.change;

		x.fails = (enum err)i;
		x.change.deadline = INT64_MAX;
		change_round(&alone, 1);
		ck_assert_int_eq(x.change.outcome, again     ? CHANGE_RETRY
						   : i == OK ? CHANGE_DONE
							     : CHANGE_FAILED);
		ck_assert_int_eq(x.change.err, i);
		ck_assert_int_eq(x.change.tries, again);
	}
}
END_TEST

/* --- If-Match --- */

static const struct {
	const char *if_match;
	int64_t version;
	enum err e;
} matches[] = {
    {NULL, 3, OK},
    {"\"3\"", 3, OK},
    {"\"3\"", 4, ERR_STALE},
    {"\"1\", W/\"4\"", 4, OK},
    {"*", 9, OK},
    {"*", 0, OK},
    {"3", 3, ERR_STALE},
    {"", 3, ERR_STALE},
    {"\"0\"", 0, OK},
    {"\"1\"", 0, ERR_STALE},
};

START_TEST(if_match_names_versions)
{
	struct count_change x = count_by(store, 1);

	if (matches[_i].if_match != NULL)
		cx.if_match = str_of(matches[_i].if_match);
	ck_assert_int_eq(change_match(&x.change, matches[_i].version), matches[_i].e);
	if (matches[_i].e == ERR_STALE)
		ck_assert_ptr_nonnull(strstr(buf_str(&why.more).s,
		    str_printf(mem, "\"version\":%d", (int)matches[_i].version).s));
}
END_TEST

START_TEST(a_version_that_another_changed_meanwhile_is_stale)
{
	int64_t one = 1;
	struct change_context other = cx;
	struct count_change x;

	must_count(1);
	x = count_by(let_other(other_counts, &one), 10);
	other.if_match = STR("\"1\"");
	x.change.cx = &other;
	ck_assert_int_eq(change_run(&x.change), ERR_STALE);
	ck_assert_int_eq(x.builds, 2);
	ck_assert_int_eq(counted(), 2);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("change_engine");
	TCase *c = tcase_create("all");

	tcase_add_checked_fixture(c, engine_setup, engine_teardown);
	tcase_add_test(c, a_change_is_built_once_and_applied);
	tcase_add_test(c, an_empty_batch_is_not_applied);
	tcase_add_test(c, what_build_refuses_is_not_applied);
	tcase_add_test(c, a_large_change_has_any_number_of_ops);
	tcase_add_test(c, after_a_clash_it_is_built_afresh);
	tcase_add_test(c, a_row_that_is_there_by_now_is_found);
	tcase_add_test(c, what_a_bound_meant_is_said_by_build);
	tcase_add_test(c, who_is_never_fast_enough_is_told_that_it_is_busy);
	tcase_add_test(c, before_the_deadline_it_is_tried_again_and_again);
	tcase_add_test(c, a_key_is_written_with_the_change);
	tcase_add_test(c, a_key_that_was_used_meanwhile_is_answered_from_its_row);
	tcase_add_test(c, a_key_is_not_taken_for_another_row_that_is_there);
	tcase_add_test(c, those_that_clash_with_a_neighbour_are_built_again);
	tcase_add_test(c, a_group_is_applied_at_once_and_a_large_batch_alone);
	tcase_add_test(c, a_key_twice_in_a_group_is_used_once);
	tcase_add_test(c, every_outcome_is_settled);
	tcase_add_loop_test(c, if_match_names_versions, 0, sizeof matches / sizeof *matches);
	tcase_add_test(c, a_version_that_another_changed_meanwhile_is_stale);
	suite_add_tcase(s, c);
	return fixture_run(s);
}
