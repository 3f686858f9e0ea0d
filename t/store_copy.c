/*
 * store_copy.c - Tests copying a store, resuming, and refusing a non-empty target. Each driver
 * is copied to the memory driver, and back.
 */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "masters/setup/seed.h"
#include "schema/json.h"
#include "store/copy_compare.h"
#include "t/books.h"

enum { SLICE = 3 };

static struct store *to;
static struct why *w;

static void
put_source_setting(struct store *st, const char *name, const char *value)
{
	struct setting s = {0};
	struct op op = {.kind = OP_INSERT, .schema = &setting_schema, .rec = &s};

	SET(&s, setting, id, str_of(name));
	SET(&s, setting, value, str_of(value));
	fixture_ok(store_apply(st, &op, 1, w), w);
}

/* A source and a target of that driver, the source with some data. */
static void
copy_setup(int driver)
{
	struct posting_line lines[2];

	books_open(&books, driver);
	w = &books.why;
	lines[0] = books_line(MOVE_RECEIPT, "BOLT", "a", 10);
	lines[1] = books_line(MOVE_RECEIPT, "OIL", "b", 2);
	fixture_ok(books_post(&books, NULL, lines, 2), w);
	fixture_ok(books_one(&books, NULL, MOVE_ISSUE, "BOLT", "a", 4), w);
	put_source_setting(books.store, "instance", "i-1");
	put_source_setting(books.store, "timezone", "UTC");
	put_source_setting(books.store, "currency", "EUR");
	to = fixture_store(books.mem, fixture_drivers[driver]);
}

static void
copy_teardown(void)
{
	books_close(&books);
}

static enum err
begin_copy(struct copy *c)
{
	*c = (struct copy){.chunk_rows = SLICE};
	return copy_begin(c, books.store, to, w);
}

/* Copies all slices, or n of them. */
static enum err
copy_slices(struct copy *c, int n)
{
	bool more = true;
	enum err e = OK;

	while (e == OK && more && n-- > 0)
		e = copy_chunk(c, &more, w);
	return e;
}

static struct str
compare_and_finish(struct copy *c)
{
	struct buf report = buf_init(books.mem);

	fixture_ok(copy_compare(c, &report, w), w);
	fixture_ok(copy_finish(c, &report, w), w);
	copy_end(c);
	return buf_str(&report);
}

/* All stored records, as text. */
static const char *
store_content(struct store *st)
{
	struct buf b = buf_init(books.mem);
	const void *rec;

	for (size_t i = 0; schemas[i] != NULL; i++) {
		struct store_cursor k;

		if (!schemas[i]->stored)
			continue;
		k = store_cursor_open(st, schemas[i], STR(""), SLICE);
		while (store_cursor_next(&k, &rec, w) == OK && rec != NULL) {
			buf_printf(&b, "%s ", schemas[i]->name);
			json_put_stored(&b, schemas[i], rec, 0);
			buf_putc(&b, '\n');
		}
		store_cursor_close(&k);
	}
	return b.s;
}

static int64_t
found_by(struct store *st, const char *word)
{
	const struct query q = {
	    .schema = &item_schema, .search = terms_parse(w->mem, str_of(word))};
	int64_t n;

	fixture_ok(store_count(st, &q, &n, w), w);
	return n;
}

static struct str
copy_whole(struct store *from, struct store *into)
{
	struct copy c = {.chunk_rows = SLICE};

	fixture_ok(copy_begin(&c, from, into, w), w);
	fixture_ok(copy_slices(&c, 1000), w);
	ck_assert_int_eq(c.done, c.total);
	return compare_and_finish(&c);
}

START_TEST(everything_arrives_as_it_is)
{
	struct store *model;
	struct str report;

	copy_setup(_i);
	model = fixture_store(books.mem, "memory");
	report = copy_whole(books.store, model);
	ck_assert_ptr_nonnull(strstr(report.s, "quantity 8, entered_quantity 16"));
	ck_assert_str_eq(store_content(model), store_content(books.store));
	ck_assert(str_eq(copy_whole(model, to), report));
	ck_assert_str_eq(store_content(to), store_content(books.store));
	ck_assert_int_eq(found_by(to, "bol"), found_by(books.store, "bol"));
	ck_assert_int_gt(found_by(to, "bol"), 0);
	books.store = to;
	books_verify(&books);
	fixture_ok(books_one(&books, NULL, MOVE_ISSUE, "BOLT", "a", 1), w);
	copy_teardown();
}
END_TEST

START_TEST(it_goes_on_behind_each_slice)
{
	struct copy c;
	int64_t done = -1;
	int rounds = 0;

	copy_setup(_i);
	for (;; rounds++) {
		fixture_ok(begin_copy(&c), w);
		ck_assert_int_gt(c.done, done);
		done = c.done;
		if (done == c.total)
			break;
		fixture_ok(copy_slices(&c, 1), w);
		copy_end(&c); /* and its process has ended */
	}
	ck_assert_int_gt(rounds, 10);
	fixture_ok(copy_slices(&c, 1000), w);
	compare_and_finish(&c);
	ck_assert_str_eq(store_content(to), store_content(books.store));
	copy_teardown();
}
END_TEST

/* --- refused targets --- */

static void
assert_refused(enum err e, const char *sentence)
{
	ck_assert_int_eq(e, ERR_CONFLICT);
	ck_assert_msg(strstr(w->text.s, sentence) != NULL, "%s", w->text.s);
	why_clear(w);
}

START_TEST(a_target_that_holds_something_is_refused)
{
	const struct config config = {
	    .TIMEZONE = STR("UTC"), .CURRENCY = STR("EUR"), .NUMBER_SERIES = STR("one")};
	struct buf report;
	struct copy c;

	copy_setup(_i);
	report = buf_init(books.mem);
	fixture_ok(seed_store(to, &config, &report, w), w);
	assert_refused(begin_copy(&c), "The target is not empty: it has item_categories");
	ck_assert_int_eq(found_by(to, "bol"), 0);
	copy_teardown();
}
END_TEST

START_TEST(what_was_moved_is_not_moved_again)
{
	struct copy c;

	copy_setup(_i);
	fixture_ok(begin_copy(&c), w);
	fixture_ok(copy_slices(&c, 1000), w);
	compare_and_finish(&c);
	assert_refused(begin_copy(&c), "already holds this system");
	copy_teardown();
}
END_TEST

START_TEST(half_a_system_is_used_by_nobody)
{
	const struct config config = {
	    .TIMEZONE = STR("UTC"), .CURRENCY = STR("EUR"), .NUMBER_SERIES = STR("one")};
	struct buf report;
	struct copy c, back = {0};

	copy_setup(_i);
	fixture_ok(begin_copy(&c), w);
	fixture_ok(copy_slices(&c, 2), w);
	copy_end(&c);
	report = buf_init(books.mem);
	assert_refused(seed_store(to, &config, &report, w), "incomplete copy of a system");
	assert_refused(seed_check(to, &config, w), "incomplete copy of a system");
	assert_refused(
	    copy_begin(&back, to, fixture_store(books.mem, "memory"), w), "incomplete copy of a");
	copy_teardown();
}
END_TEST

START_TEST(half_of_another_system_is_refused)
{
	struct copy c;

	copy_setup(_i);
	put_source_setting(to, COPY_MARK, "i-2");
	assert_refused(begin_copy(&c), "incomplete copy of another system");
	copy_teardown();
}
END_TEST

START_TEST(two_at_once_stop_each_other)
{
	struct copy one, two;

	copy_setup(_i);
	fixture_ok(begin_copy(&one), w);
	fixture_ok(begin_copy(&two), w);
	fixture_ok(copy_slices(&one, 1), w);
	assert_refused(copy_slices(&two, 1), "Another program writes to the target");
	copy_end(&two);
	fixture_ok(copy_slices(&one, 1000), w);
	compare_and_finish(&one);
	ck_assert_str_eq(store_content(to), store_content(books.store));
	copy_teardown();
}
END_TEST

/* --- a source that changes meanwhile --- */

static void
change_item(void)
{
	struct item i;
	struct op op = {.kind = OP_UPDATE, .schema = &item_schema, .rec = &i};

	fixture_ok(store_get(books.store, &item_schema, STR("bolt"), &i, w), w);
	SET(&i, item, item_name, STR("Bolt, changed"));
	fixture_ok(store_apply(books.store, &op, 1, w), w);
}

static void
change_secret(void)
{
	struct session s;
	struct op ops[] = {{.kind = OP_DELETE, .schema = &session_schema, .id = STR("s1")},
	    {.kind = OP_PUT, .schema = &session_schema, .rec = &s}};

	fixture_ok(store_get(books.store, &session_schema, STR("s1"), &s, w), w);
	SET(&s, session, nonce, STR("another"));
	fixture_ok(store_apply(books.store, ops, 2, w), w);
}

static void
add_early(void)
{
	put_source_setting(books.store, "zzz", "of no matter: settings go last");
	fixture_ok(books_one(&books, NULL, MOVE_ISSUE, "BOLT", "a", 1), w);
}

static void
drop_one(void)
{
	struct op op = {.kind = OP_DELETE, .schema = &reason_schema, .id = STR("lost")};

	fixture_ok(store_apply(books.store, &op, 1, w), w);
}

static const struct {
	void (*write)(void);
	const char *sentence;
} writes[] = {
    {change_item, "items: bolt differs"},
    {change_secret, "sessions: s1 differs"},
    {add_early, "is only in the source"},
    {drop_one, "reasons: lost is only in the target"},
};

static void
put_session(void)
{
	struct session s = {0};
	struct op op = {.kind = OP_INSERT, .schema = &session_schema, .rec = &s};

	SET(&s, session, id, STR("s1"));
	SET(&s, session, user_id, STR("u1"));
	SET(&s, session, epoch, 0);
	SET(&s, session, nonce, STR("one"));
	SET(&s, session, gen, 1);
	SET(&s, session, mode, 0);
	SET(&s, session, created_at, 1);
	SET(&s, session, rotated_at, 1);
	SET(&s, session, idle_until, 2);
	SET(&s, session, expires_at, 3);
	fixture_ok(store_apply(books.store, &op, 1, w), w);
}

START_TEST(a_write_to_the_source_is_found_out)
{
	struct buf report;
	struct copy c;

	copy_setup(0);
	put_session();
	fixture_ok(begin_copy(&c), w);
	fixture_ok(copy_slices(&c, 1000), w);
	writes[_i].write();
	report = buf_init(books.mem);
	assert_refused(copy_compare(&c, &report, w), writes[_i].sentence);
	copy_end(&c);
	copy_teardown();
}
END_TEST

int
main(void)
{
	const TTest *const cases[] = {
	    everything_arrives_as_it_is,
	    it_goes_on_behind_each_slice,
	    a_target_that_holds_something_is_refused,
	    what_was_moved_is_not_moved_again,
	    half_a_system_is_used_by_nobody,
	    half_of_another_system_is_refused,
	    two_at_once_stop_each_other,
	};
	Suite *s = suite_create("store_copy");
	TCase *tc = tcase_create("copy");

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		tcase_add_loop_test(tc, cases[i], 0, FIXTURE_DRIVERS);
	tcase_add_loop_test(
	    tc, a_write_to_the_source_is_found_out, 0, sizeof writes / sizeof *writes);
	suite_add_tcase(s, tc);
	return fixture_run(s);
}
