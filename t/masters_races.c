/* masters_races.c - rules hold also when another client comes between their reads and their
 * write. */
#include <string.h>

#include "base/mem.h"
#include "masters/master.h"
#include "masters/seed.h"
#include "t/between.h"
#include "t/fixture.h"

static void *mem;
static struct why why;
static struct store *store;
static struct between between;
static struct deed deed;

static void
begin(void)
{
	mem = mem_root("test");
	why_init(&why, mem);
	deed = (struct deed){.mem = mem, .user_id = STR("tester"), .now = 1800000000000};
}

static void
end(void)
{
	mem_free(mem);
}

static void
use(int driver)
{
	const struct config config = {
	    .TIMEZONE = STR("UTC"), .CURRENCY = STR("EUR"), .NUMBER_SERIES = STR("one")};
	struct buf report = buf_init(mem);

	store = fixture_store(mem, fixture_drivers[driver]);
	fixture_ok(seed(store, &config, &report, &why), &why);
}

/* Lets the other client in before the next write of who works on the store given back. */
static struct store *
with(void (*other)(void *), void *arg)
{
	between_init(&between, store, other, arg);
	return &between.store;
}

static struct item *
new_item(const char *code)
{
	struct item *i = MEM_ONE(mem, struct item);

	if (code != NULL)
		SET(i, item, item_code, str_of(code));
	SET(i, item, item_name, STR("Thing"));
	SET(i, item, category_id, STR("cat-001"));
	SET(i, item, uom, STR("PCS"));
	return i;
}

static struct item *
made_item(const char *code)
{
	struct item *i = new_item(code);

	fixture_ok(master_create(store, &deed, &item_schema, i, &why), &why);
	return i;
}

static struct location *
made_location(const char *code)
{
	struct location *l = MEM_ONE(mem, struct location);

	SET(l, location, code, str_of(code));
	SET(l, location, name, str_of(code));
	SET(l, location, kind, KIND_BIN);
	SET(l, location, usage, USAGE_STOCK);
	fixture_ok(master_create(store, &deed, &location_schema, l, &why), &why);
	return l;
}

static void
other_receives(void *arg)
{
	const struct item *item = arg;
	struct item_stock *row = MEM_ONE(mem, struct item_stock);
	struct batch b = batch_init(mem);
	struct op *op;

	SET(row, item_stock, id, item->id);
	op = batch_add(&b, OP_ADD, &item_stock_schema, row);
	op_by(op, FIELD(item_stock, on_hand), 5000000);
	op->raise = (struct raise){.field = FIELD(item_stock, last_day), .to = STR("2026-03-01")};
	fixture_ok(store_apply(store, b.ops, b.n, &why), &why);
}

START_TEST(a_receipt_between_keeps_the_item_active)
{
	struct item *i, now = {0};

	use(_i);
	i = made_item("A");
	ck_assert_int_eq(
	    master_deactivate(with(other_receives, i), &deed, &item_schema, i->id, 0, &now, &why),
	    ERR_IN_USE);
}
END_TEST

START_TEST(a_receipt_between_fixes_the_unit)
{
	struct item *i, patch = {0}, now = {0};

	use(_i);
	i = made_item("A");
	SET(&patch, item, uom, STR("KG"));
	ck_assert_int_eq(master_update(with(other_receives, i), &deed, &item_schema, i->id, 0,
			     &patch, &now, &why),
	    ERR_IN_USE);
}
END_TEST

START_TEST(a_receipt_between_and_a_new_code_are_both_kept)
{
	struct item *i, patch = {0}, now = {0};
	struct item_stock row = {0};

	use(_i);
	i = made_item("A");
	SET(&patch, item, item_code, STR("B"));
	fixture_ok(master_update(
		       with(other_receives, i), &deed, &item_schema, i->id, 0, &patch, &now, &why),
	    &why);
	fixture_ok(store_get(store, &item_stock_schema, i->id, &row, &why), &why);
	ck_assert(str_is(row.item_code, "B"));
	ck_assert_int_eq(row.on_hand, 5000000);
}
END_TEST

static void
other_makes(void *arg)
{
	made_item(arg);
}

static char *
other_code(const char *code)
{
	return mem_copy(mem, code, strlen(code));
}

START_TEST(the_same_code_between_is_a_duplicate)
{
	use(_i);
	ck_assert_int_eq(master_create(with(other_makes, other_code("a")), &deed, &item_schema,
			     new_item("A"), &why),
	    ERR_DUPLICATE);
}
END_TEST

START_TEST(a_made_code_that_is_given_by_hand_between_is_gone_around)
{
	struct item *i = new_item(NULL);

	use(_i);
	fixture_ok(master_create(
		       with(other_makes, other_code("GEN-000001")), &deed, &item_schema, i, &why),
	    &why);
	ck_assert(str_is(i->item_code, "GEN-000002"));
}
END_TEST

START_TEST(two_made_codes_at_once_differ)
{
	struct item *i = new_item(NULL);

	use(_i);
	fixture_ok(master_create(with(other_makes, NULL), &deed, &item_schema, i, &why), &why);
	ck_assert(str_is(i->item_code, "GEN-000002"));
}
END_TEST

struct move {
	struct str id, parent;
};

static void
other_moves(void *arg)
{
	const struct move *m = arg;
	struct location patch = {0}, now = {0};

	SET(&patch, location, parent_location, m->parent);
	fixture_ok(
	    master_update(store, &deed, &location_schema, m->id, 0, &patch, &now, &why), &why);
}

START_TEST(a_move_between_makes_no_ring)
{
	struct location *a, *b, *c, patch = {0}, now = {0};
	struct move move;

	use(_i);
	a = made_location("A");
	b = made_location("B");
	c = made_location("C");
	other_moves(&(struct move){b->id, c->id}); /* c above b */
	move = (struct move){c->id, a->id};        /* the other: a above c above b */
	SET(&patch, location, parent_location, b->id);
	ck_assert_int_eq(master_update(with(other_moves, &move), &deed, &location_schema, a->id, 0,
			     &patch, &now, &why),
	    ERR_INVALID);
}
END_TEST

static void
other_renames(void *arg)
{
	struct item patch = {0}, now = {0};

	SET(&patch, item, item_name, STR("Renamed"));
	fixture_ok(master_update(
		       store, &deed, &item_schema, ((struct item *)arg)->id, 0, &patch, &now, &why),
	    &why);
}

START_TEST(a_change_between_is_kept_unless_a_version_was_named)
{
	struct item *i, patch = {0}, now = {0};

	use(_i);
	i = made_item("A");
	SET(&patch, item, description, STR("Described"));
	fixture_ok(master_update(
		       with(other_renames, i), &deed, &item_schema, i->id, 0, &patch, &now, &why),
	    &why);
	ck_assert(str_is(now.item_name, "Renamed") && str_is(now.description, "Described"));
	SET(&patch, item, description, STR("Again"));
	SET(i, item, item_name, STR("Thing"));
	fixture_ok(master_update(store, &deed, &item_schema, i->id, 0, i, &now, &why), &why);
	ck_assert_int_eq(master_update(with(other_renames, i), &deed, &item_schema, i->id,
			     now.version, &patch, &now, &why),
	    ERR_STALE);
}
END_TEST

static void
other_uses_the_key(void *arg)
{
	(void)arg;
	fixture_ok(master_create(store, &deed, &item_schema, new_item("A"), &why), &why);
}

START_TEST(the_same_key_between_makes_nothing_again)
{
	enum err e;

	use(_i);
	deed.key = STR("key");
	deed.fingerprint = STR("POST items");
	e = master_create(with(other_uses_the_key, NULL), &deed, &item_schema, new_item("B"), &why);
	ck_assert(deed_key_clash(&deed, e, &why));
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("masters_races");
	TCase *t = tcase_create("masters_races");

	tcase_set_timeout(t, 30);
	tcase_add_checked_fixture(t, begin, end);
#define ADD(test) tcase_add_loop_test(t, test, 0, FIXTURE_DRIVERS)
	ADD(a_receipt_between_keeps_the_item_active);
	ADD(a_receipt_between_fixes_the_unit);
	ADD(a_receipt_between_and_a_new_code_are_both_kept);
	ADD(the_same_code_between_is_a_duplicate);
	ADD(a_made_code_that_is_given_by_hand_between_is_gone_around);
	ADD(two_made_codes_at_once_differ);
	ADD(a_move_between_makes_no_ring);
	ADD(a_change_between_is_kept_unless_a_version_was_named);
	ADD(the_same_key_between_makes_nothing_again);
	suite_add_tcase(s, t);
	return fixture_run(s);
}
