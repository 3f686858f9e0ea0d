/*
 * inventory_pages.c - Counts the pages that a posting writes in SQLite, alone and in a group, and
 * limits them: they are what a commit costs.
 */
#include <stdio.h>

#include "base/clock.h"
#include "base/decimal.h"
#include "base/mem.h"
#include "t/books.h"

enum {
	ITEMS = 1000, /* their rows fill many pages, of which a posting touches one per tree */
	GROUP = 16,
	GROUPS = 12,
	ALONE = 100,
	SPREAD = 389, /* prime to ITEMS: neighbours in time are not neighbours in a tree */
	SECOND = 1000,
};

static size_t posted; /* postings of this test so far */

static struct str
nth_item(size_t n)
{
	return str_printf(books.mem, "01900000-0000-7000-8000-%012zu", n % ITEMS);
}

static void
open_items(void)
{
	struct batch b;

	books_open(&books, 1);
	b = batch_init(books.mem);
	for (size_t n = 0; n < ITEMS; n++) {
		struct item *i = MEM_ONE(books.mem, struct item);

		SET(i, item, id, nth_item(n));
		SET(i, item, item_code, str_printf(books.mem, "IT-%06zu", n));
		SET(i, item, item_name, i->item_code);
		SET(i, item, category_id, STR("cat-001"));
		SET(i, item, uom, STR("PCS"));
		SET(i, item, min_stock_level, (int64_t)(n % 9) * DEC_ONE);
		SET(i, item, is_active, true);
		SET(i, item, created_at, books_now);
		SET(i, item, updated_at, books_now);
		batch_add(&b, OP_INSERT, &item_schema, i);
	}
	books_apply(&books, &b);
	posted = 0;
}

struct one {
	struct posting_change change;
	struct change_context cx;
	struct posting_request request;
	struct posting_line line;
	struct why why;
};

/* The next posting: a receipt of the next item, which all have after ITEMS of them. In a series for
 * each location two of one millisecond may clash, so each has a millisecond of its own. */
static struct change *
next_change(struct one *x, void *mem)
{
	const size_t n = posted++;

	*x = (struct one){
	    .cx = books.cx, .line = books_line(MOVE_RECEIPT, "", "a", 5 + (int64_t)(n % 7))};
	x->cx.now += (int64_t)(n % GROUP);
	why_init(&x->why, mem);
	rec_unset(&x->line, FIELD(posting_line, item_code));
	SET(&x->line, posting_line, item_id, nth_item(n * SPREAD));
	SET(&x->request, posting_request, lines, ((struct lines){&x->line, 1}));
	fixture_ok(posting_make_init(&x->change, books.store, &x->cx, &x->request, &x->why),
	    &x->why);
	return &x->change.change;
}

/* In one commit, unless they clash at a gate that none has made yet. */
static void
run_together(struct change **v, size_t n)
{
	size_t again = 0;

	change_round(v, n);
	for (size_t i = 0; i < n; i++)
		if (v[i]->outcome == CHANGE_RETRY)
			v[again++] = v[i];
		else
			fixture_ok(v[i]->err, v[i]->w);
	if (again > 0)
		run_together(v, again);
}

/* Posts n; returns the pages that they added to the log. */
static int64_t
post_together(size_t n)
{
	struct one x[GROUP];
	struct change *v[GROUP];
	void *mem = mem_root("group");
	const int64_t before = books.store->stats.wal_pages;
	int64_t after;

	books.cx.now += SECOND;
	clock_set(books.cx.now);
	for (size_t i = 0; i < n; i++)
		v[i] = next_change(&x[i], mem);
	run_together(v, n);
	mem_free(mem);
	after = books.store->stats.wal_pages;
	return after > before ? after - before : after; /* the log was begun anew */
}

static double
pages_each(size_t together, size_t commits)
{
	int64_t pages = 0;

	for (size_t i = 0; i < commits; i++)
		pages += post_together(together);
	return (double)pages / (double)(commits * together);
}

/* The bounds are what it is today, rounded up: raise one only for something that is worth it. */
START_TEST(a_posting_writes_few_pages)
{
	const bool by_location = _i == 1;
	double alone, grouped;

	open_items();
	books.cx.series_by_location = by_location;
	pages_each(GROUP, ITEMS / GROUP + 1);
	store_idle(books.store);
	alone = pages_each(1, ALONE);
	store_idle(books.store);
	grouped = pages_each(GROUP, GROUPS);
	printf("# pages a posting, %s: %.2f alone, %.2f in groups of %d\n",
	    by_location ? "a series for each location" : "one series", alone, grouped, GROUP);
	ck_assert_double_le(alone, 26);
	ck_assert_double_le(grouped, 9.5);
	books_verify(&books);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("inventory_pages");
	TCase *tc = tcase_create("pages");

	tcase_add_checked_fixture(tc, NULL, books_teardown);
	tcase_add_loop_test(tc, a_posting_writes_few_pages, 0, 2);
	suite_add_tcase(s, tc);
	return fixture_run(s);
}
