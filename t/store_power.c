/*
 * store_power.c - Tests that a power cut loses no posting that was confirmed, and no half of one.
 *
 * A store is created and posted to, alone and in groups, while power.c records what SQLite
 * writes. Then the power is cut at many places of the recording; the product opens what is left,
 * and all that was promised must be there. To show that this can fail, so must a disk that ignores
 * syncs, and a store that syncs less. SEED=n repeats a run; IMAGES=n sets the number of cuts.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <talloc.h>
#include <time.h>

#include "base/log.h"
#include "base/mem.h"
#include "inventory/ledger/ledger.h"
#include "inventory/verify/verify.h"
#include "store/sqlite/sqlite.h"
#include "t/books.h"
#include "t/power.h"

enum { IMAGES = 300, IMAGES_LONG = 3000, IMAGES_FAULTY = 60, PROMISES_MAX = 300, LINES = 2 };

static uint64_t seed;
static size_t images;
static void *mem; /* of the recording */
static struct power_recording recording;

/* --- what is promised --- */

struct promise {
	struct str key, posting; /* both are written, or neither */
	bool made;               /* false: it was refused, and must not be there */
	size_t confirmed;        /* the recording had this many events */
};

static struct promise promises[PROMISES_MAX];
static size_t npromises, opened_at; /* since that event there is a store with masters */

static bool
is_promised(const struct promise *p, size_t now)
{
	return p->made && p->confirmed <= now;
}

/* --- the postings --- */

struct posted { /* one change of a group */
	struct posting_change change;
	struct posting_request request;
	struct posting_line lines[LINES];
	enum err (*build)(struct change *); /* of a posting */
	struct change_context cx;
	struct why why;
};

/* Mostly receipts; every third is an issue from what was received before. */
static struct posted *
new_posted(size_t n)
{
	struct posted *p = MEM_ONE(books.mem, struct posted);
	const enum movement type = n % 3 == 2 ? MOVE_ISSUE : MOVE_RECEIPT;

	p->cx = books.cx;
	p->cx.key = str_printf(books.mem, "k%zu", n);
	p->cx.fingerprint = p->cx.key;
	why_init(&p->why, books.mem);
	for (size_t i = 0; i < LINES; i++)
		p->lines[i] =
		    books_line(type, i == 0 ? "BOLT" : "LOW", "a", type == MOVE_ISSUE ? 1 : 3);
	SET(&p->request, posting_request, lines, ((struct lines){p->lines, 1 + n % LINES}));
	fixture_ok(
	    posting_make_init(&p->change, books.store, &p->cx, &p->request, &p->why), &p->why);
	p->build = p->change.change.build;
	return p;
}

/* The store refuses it after it wrote the posting. */
static enum err
build_refused(struct change *c)
{
	enum err e = ((struct posted *)c)->build(c);

	batch_expect(&c->batch, &setting_schema, STR("none"), 1);
	return e;
}

/* What has been answered. */
static void
promise(const struct posted *p)
{
	const struct change *c = &p->change.change;

	ck_assert_uint_lt(npromises, PROMISES_MAX);
	promises[npromises++] = (struct promise){
	    .key = str_printf(mem, "u1|%.*s", STRF(p->cx.key)),
	    .posting = str_dup(mem, c->record_id),
	    .made = c->outcome == CHANGE_DONE,
	    .confirmed = recording.n,
	};
}

static void
post_group(size_t n, bool with_refused)
{
	struct change *changes[CHANGE_GROUP_MAX] = {NULL};

	for (size_t i = 0; i < n; i++) {
		struct posted *p = new_posted(npromises + i);

		if (with_refused && i == n / 2)
			p->change.change.build = build_refused;
		changes[i] = &p->change.change;
	}
	ck_assert_uint_eq(change_round(changes, n), with_refused);
	for (size_t i = 0; i < n; i++)
		promise((const struct posted *)changes[i]);
}

/* --- the workload --- */

static struct store *first, *second; /* two clients of the store */

static void
post_together(size_t n)
{
	post_group(n, false);
}

static void
post_with_one_refused(size_t n)
{
	post_group(n, true);
}

static void
post_as_other(size_t n)
{
	books.store = second;
	post_group(n, false);
	books.store = first;
}

/* As between requests, when the log has enough pages. */
static void
checkpoint(size_t n)
{
	const size_t before = recording.n;

	(void)n;
	sqlite_of(first)->wal_pages = sqlite_of(first)->wal_moved + WAL_PAGES_IDLE + 1;
	store_idle(first);
	ck_assert_uint_gt(recording.n, before);
}

/* As while others wait, when the log is long. */
static void
checkpoint_under_load(size_t n)
{
	const size_t before = recording.n;

	(void)n;
	sqlite_of(first)->wal_pages = sqlite_of(first)->wal_tried + WAL_PAGES_MAX + 1;
	store_keep_up(first);
	ck_assert_uint_gt(recording.n, before);
}

/* As when the log is large. */
static void
truncate_log(size_t n)
{
	struct sqlite *s = sqlite_of(first);

	(void)n;
	fixture_ok(sqlite_lock(s, &books.why), &books.why);
	ck_assert_int_eq(
	    sqlite3_wal_checkpoint_v2(s->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL),
	    SQLITE_OK);
	sqlite_unlock(s);
}

static const struct step {
	void (*run)(size_t n);
	size_t n;
} steps[] = {
    {post_together, 1},
    {post_together, 1},
    {post_together, 2},
    {post_with_one_refused, 5},
    {checkpoint, 0},
    {post_together, 1},
    {post_together, 16},
    {post_as_other, 3},
    {checkpoint, 0},
    {post_as_other, 1},
    {post_with_one_refused, 2},
    {checkpoint_under_load, 0},
    {post_together, 8},
    {truncate_log, 0},
    {post_together, 1},
    {post_together, 4},
    {post_as_other, 2},
    {post_together, 1},
};

/* With that setting of both connections; NULL: as the product sets them. */
static void
record_workload(const char *pragma)
{
	mem = mem_root("recording");
	npromises = 0;
	mem_free(fixture_open(mem, str_printf(mem, "sqlite://%s/first.db", fixture_dir(mem))));
	power_record(&recording, mem);
	books_open(&books, 1);
	first = books.store;
	second = fixture_second(books.mem, first);
	if (pragma != NULL) {
		fixture_ok(sqlite_exec(sqlite_of(first), pragma, &books.why), &books.why);
		fixture_ok(sqlite_exec(sqlite_of(second), pragma, &books.why), &books.why);
	}
	opened_at = recording.n;
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		steps[i].run(steps[i].n);
	power_stop();
}

static void
power_teardown(void)
{
	books_close(&books);
	power_end();
	mem_free(mem);
}

/* --- what is left --- */

struct image {
	void *mem;
	struct store *store;
	size_t now; /* the event after which the power was cut */
	struct why why;
	struct str fault; /* the first; empty: none */
	size_t lost;      /* promises */
};

__attribute__((format(printf, 2, 3))) static void
image_fails(struct image *m, const char *fmt, ...)
{
	va_list ap;

	if (m->fault.n > 0)
		return;
	va_start(ap, fmt);
	m->fault = str_of(talloc_vasprintf(m->mem, fmt, ap));
	va_end(ap);
}

static bool
image_ok(struct image *m, enum err e, const char *what)
{
	if (e != OK)
		image_fails(m, "%s: %s: %.*s", what, err_code(e), STRF(m->why.text));
	return e == OK;
}

static bool
image_open(struct image *m, const char *folder)
{
	const struct str url = str_printf(m->mem, "sqlite://%s/ccpl.db", folder);
	struct buf report = buf_init(m->mem);

	return image_ok(m, store_open(&m->store, m->mem, url, &m->why), "open") &&
	       (m->now >= opened_at ||
		   image_ok(m,
		       store_migrate(m->store, fixture_migrations(), MIGRATE_UP, &report, &m->why),
		       "migrate")) &&
	       image_ok(m, store_ready(m->store, &m->why), "ready");
}

static bool
image_has(struct image *m, const struct schema *s, struct str id)
{
	const enum err e = store_get(m->store, s, id, mem_new(m->mem, s->size), &m->why);

	if (e != ERR_NOT_FOUND)
		image_ok(m, e, s->name);
	why_clear(&m->why);
	return e == OK;
}

static bool
image_has_audit(struct image *m, struct str posting)
{
	const struct filter where = {.field = FIELD(audit, record_id), .text = posting};
	const struct query q = {.schema = &audit_schema, .where = &where, .nwhere = 1};
	int64_t n = 0;

	image_ok(m, store_count(m->store, &q, &n, &m->why), "audit");
	return n == 1;
}

/* That its lines are complete is for verify(). */
static void
image_check_promise(struct image *m, const struct promise *p)
{
	const bool there = image_has(m, &posting_schema, p->posting);

	if (is_promised(p, m->now) && !there) {
		m->lost++;
		image_fails(m, "%.*s was confirmed and is gone", STRF(p->key));
	}
	if (!p->made && there)
		image_fails(m, "%.*s was refused and is there", STRF(p->key));
	if (image_has(m, &idempotency_schema, p->key) != there ||
	    image_has_audit(m, p->posting) != there)
		image_fails(m, "%.*s is there by half", STRF(p->key));
}

static void
image_check_ledger(struct image *m)
{
	struct verify_result v;
	int64_t faults = 1;

	if (!image_ok(m, verify(m->store, &v, &m->why), "verify"))
		return;
	if (v.difference.n > 0)
		image_fails(m, "verify: %.*s", STRF(v.difference));
	if (!image_ok(m,
		sqlite_query_number(sqlite_of(m->store),
		    "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'",
		    &faults, &m->why),
		"integrity"))
		return;
	if (faults > 0)
		image_fails(m, "the file is not intact");
}

/* The system goes on with the next number. */
static void
image_post(struct image *m)
{
	struct books b = books;
	struct posting made;
	struct posting_line l = books_line(MOVE_RECEIPT, "BOLT", "a", 1);
	struct posting_request r = {0};
	const struct query all = {.schema = &posting_schema};
	int64_t n = 0;

	SET(&r, posting_request, lines, ((struct lines){&l, 1}));
	b.cx.mem = m->mem;
	if (!image_ok(m, store_count(m->store, &all, &n, &m->why), "count") ||
	    !image_ok(m, posting_make(m->store, &b.cx, &r, &made, &m->why), "post"))
		return;
	if (made.seq != n + 1)
		image_fails(m, "the next is %lld after %lld", (long long)made.seq, (long long)n);
}

static void
image_check(struct image *m, const char *folder)
{
	if (!image_open(m, folder))
		return;
	for (size_t i = 0; i < npromises; i++)
		image_check_promise(m, &promises[i]);
	image_check_ledger(m);
	if (m->now >= opened_at && m->fault.n == 0)
		image_post(m);
}

/* --- the tests --- */

struct faults {
	size_t images, faulty, lost;
	char first[1000];
};

static void
cut_once(struct power_disk *disk, struct faults *f)
{
	static const char *const losses[POWER_LOSSES] = {
	    "nothing", "all", "the end", "some writes", "some sectors"};
	const enum power_loss loss = (enum power_loss)power_random(disk, POWER_LOSSES);
	struct image m = {.mem = mem_root("image"), .now = disk->now};
	const char *folder = fixture_dir(m.mem);

	why_init(&m.why, m.mem);
	power_cut(disk, loss, folder);
	image_check(&m, folder);
	f->images++;
	f->lost += m.lost;
	if (m.fault.n > 0 && f->faulty++ == 0)
		snprintf(f->first, sizeof f->first, "SEED=%llu after event %zu without %s: %.*s",
		    (unsigned long long)seed, m.now, losses[loss], STRF(m.fault));
	mem_free(m.mem);
}

/* n cuts, equally distributed; syncs from that event on may be ignored. */
static struct faults
cut_often(size_t n, size_t from, bool ignore)
{
	struct power_disk disk = power_disk(&recording, mem, seed);
	struct faults f = {0};

	power_advance(&disk, from, false);
	for (size_t i = 0; i < n; i++) {
		power_advance(&disk, from + (i + 1) * (recording.n - from) / n, ignore);
		cut_once(&disk, &f);
	}
	printf("# %zu images of %zu events: %zu faulty, %zu postings lost%s%s\n", f.images,
	    recording.n - from, f.faulty, f.lost, f.faulty > 0 ? ", the first " : "", f.first);
	fflush(stdout);
	return f;
}

START_TEST(what_was_confirmed_is_there_whenever_the_power_is_cut)
{
	struct faults f;

	record_workload(NULL);
	f = cut_often(images, 0, false);
	ck_assert_msg(f.faulty == 0, "%s", f.first);
}
END_TEST

START_TEST(a_disk_that_ignores_syncs_is_found_out)
{
	record_workload(NULL);
	ck_assert_uint_gt(cut_often(IMAGES_FAULTY, opened_at, true).lost, 0);
}
END_TEST

START_TEST(a_store_that_syncs_only_when_it_checkpoints_is_found_out)
{
	record_workload("PRAGMA synchronous = NORMAL");
	ck_assert_uint_gt(cut_often(IMAGES_FAULTY, opened_at, false).lost, 0);
}
END_TEST

int
main(void)
{
	const char *again = getenv("SEED"), *number = getenv("IMAGES");
	Suite *s = suite_create("store_power");
	TCase *tc = tcase_create("power");

	seed = again != NULL ? strtoull(again, NULL, 10) : (uint64_t)time(NULL);
	images = number != NULL                     ? strtoull(number, NULL, 10)
		 : getenv("CCPL_TEST_LONG") != NULL ? IMAGES_LONG
						    : IMAGES;
	printf("# SEED=%llu\n", (unsigned long long)seed);
	fflush(stdout);
	log_open(LOG_LEVEL_ERROR, NULL, false);
	tcase_add_checked_fixture(tc, NULL, power_teardown);
	tcase_add_test(tc, what_was_confirmed_is_there_whenever_the_power_is_cut);
	tcase_add_test(tc, a_disk_that_ignores_syncs_is_found_out);
	tcase_add_test(tc, a_store_that_syncs_only_when_it_checkpoints_is_found_out);
	suite_add_tcase(s, tc);
	return fixture_run(s);
}
