/* masters_races.c - rules hold also when another client comes between their reads and their
 * write. */
#include <string.h>

#include "base/mem.h"
#include "masters/master.h"
#include "masters/seed.h"
#include "masters/tree.h"
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

/* --- a unit is taken into use, and its ratio changed or it is deactivated --- */

static struct uom *
made_unit(const char *code, const char *base)
{
	struct uom *u = MEM_ONE(mem, struct uom);

	SET(u, uom, code, str_of(code));
	SET(u, uom, name, str_of(code));
	SET(u, uom, decimals, 0);
	SET(u, uom, base_uom, str_of(base));
	SET(u, uom, numerator, 12);
	SET(u, uom, denominator, 1);
	fixture_ok(master_create(store, &deed, &uom_schema, u, &why), &why);
	return u;
}

static struct item *
item_in(const char *unit)
{
	struct item *i = new_item(NULL);

	SET(i, item, uom, str_of(unit));
	return i;
}

static struct item *
item_packed_in(const char *unit)
{
	struct item *i = new_item(NULL);
	struct pack *p = MEM_ONE(mem, struct pack);

	SET(p, pack, uom, str_of(unit));
	SET(p, pack, numerator, 12);
	SET(p, pack, denominator, 1);
	SET(i, item, packs, ((struct lines){p, 1}));
	return i;
}

static struct item_category *
category_with(const char *unit)
{
	struct item_category *c = MEM_ONE(mem, struct item_category);
	struct str *allowed = MEM_ONE(mem, struct str);

	*allowed = str_of(unit);
	SET(c, item_category, code, STR("CAT"));
	SET(c, item_category, name, STR("Category"));
	SET(c, item_category, allowed_uoms, ((struct list){allowed, 1}));
	return c;
}

struct creation {
	const struct schema *schema;
	void *rec;
};

static void
other_creates(void *arg)
{
	const struct creation *c = arg;

	fixture_ok(master_create(store, &deed, c->schema, c->rec, &why), &why);
}

/* The ways in which a unit is taken into use. */
enum { TAKINGS = 4 };

static struct creation
taking(int n, const char *unit)
{
	struct uom *u;

	switch (n) {
	case 0:
		return (struct creation){&item_schema, item_in(unit)};
	case 1:
		return (struct creation){&item_schema, item_packed_in(unit)};
	case 2:
		return (struct creation){&item_category_schema, category_with(unit)};
	default:
		u = MEM_ONE(mem, struct uom);
		SET(u, uom, code, STR("CRATE"));
		SET(u, uom, name, STR("Crate"));
		SET(u, uom, decimals, 0);
		SET(u, uom, base_uom, str_of(unit));
		SET(u, uom, numerator, 2);
		SET(u, uom, denominator, 1);
		return (struct creation){&uom_schema, u};
	}
}

static enum err
change_ratio(struct store *st, struct str unit)
{
	struct uom patch = {0}, now = {0};

	SET(&patch, uom, numerator, 13);
	return master_update(st, &deed, &uom_schema, unit, 0, &patch, &now, &why);
}

START_TEST(a_use_between_fixes_the_ratio)
{
	for (int n = 0; n < 2; n++) {
		struct creation c;

		use(_i);
		made_unit("CASE", "PCS");
		c = taking(n, "CASE");
		ck_assert_int_eq(change_ratio(with(other_creates, &c), STR("CASE")), ERR_IN_USE);
		why_clear(&why);
	}
}
END_TEST

START_TEST(a_multiple_between_keeps_a_root_from_getting_a_base)
{
	struct uom patch = {0}, now = {0};
	struct creation c;

	use(_i);
	c = taking(3, "SET");
	SET(&patch, uom, base_uom, STR("PCS"));
	ck_assert_int_eq(master_update(with(other_creates, &c), &deed, &uom_schema, STR("SET"), 0,
			     &patch, &now, &why),
	    ERR_IN_USE);
}
END_TEST

START_TEST(a_use_between_keeps_the_unit_active)
{
	for (int n = 0; n < TAKINGS; n++) {
		struct creation c;
		struct uom now = {0};

		use(_i);
		c = taking(n, "ROLL");
		ck_assert_int_eq(master_deactivate(with(other_creates, &c), &deed, &uom_schema,
				     STR("ROLL"), 0, &now, &why),
		    ERR_IN_USE);
		why_clear(&why);
	}
}
END_TEST

static void
other_retires(void *arg)
{
	struct uom now = {0};

	(void)arg;
	fixture_ok(master_deactivate(store, &deed, &uom_schema, STR("ROLL"), 0, &now, &why), &why);
}

START_TEST(a_unit_that_is_deactivated_between_is_not_taken)
{
	for (int n = 0; n < TAKINGS; n++) {
		struct creation c;

		use(_i);
		c = taking(n, "ROLL");
		ck_assert_int_eq(
		    master_create(with(other_retires, NULL), &deed, c.schema, c.rec, &why),
		    ERR_INVALID);
		ck_assert_str_eq(why.faults->type, "inactive");
		why_clear(&why);
	}
}
END_TEST

static void
other_changes_the_case(void *arg)
{
	(void)arg;
	fixture_ok(change_ratio(store, STR("CASE")), &why);
}

START_TEST(a_base_that_changes_between_is_read_anew)
{
	struct uom *u;

	use(_i);
	made_unit("CASE", "PCS");
	u = taking(3, "CASE").rec;
	fixture_ok(
	    master_create(with(other_changes_the_case, NULL), &deed, &uom_schema, u, &why), &why);
	ck_assert_int_eq(u->numerator, 26);
	ck_assert(str_is(u->base_uom, "PCS"));
}
END_TEST

START_TEST(two_uses_at_once_do_not_meet)
{
	struct creation c;

	use(_i);
	c = taking(1, "BOX");
	fixture_ok(master_create(
		       with(other_creates, &c), &deed, &item_schema, item_packed_in("BOX"), &why),
	    &why);
	ck_assert_int_eq(between.applies, 1);
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

/* --- something active never hangs on something inactive --- */

static const struct schema *const trees[] = {
    &item_category_schema, &location_schema, &recipient_schema};

enum { TREES = sizeof trees / sizeof *trees };

struct node { /* of a tree */
	const struct schema *s;
	struct str id;
	const char *code;
	struct str parent;
};

static void
set(void *rec, const struct schema *s, const char *field, struct str v)
{
	rec_set_text(rec, s, (size_t)schema_field(s, str_of(field)), v);
}

static void *
new_node(const struct node *n)
{
	void *rec = mem_new(mem, n->s->size);

	set(rec, n->s, "code", str_of(n->code));
	set(rec, n->s, "name", str_of(n->code));
	if (n->parent.n > 0)
		rec_set_text(rec, n->s, (size_t)tree_field(n->s), n->parent);
	if (n->s == &location_schema) {
		SET((struct location *)rec, location, kind, KIND_BIN);
		SET((struct location *)rec, location, usage, USAGE_STOCK);
	} else if (n->s == &recipient_schema) {
		SET((struct recipient *)rec, recipient, kind, RECIPIENT_JOB);
	}
	return rec;
}

static void
other_makes_node(void *arg)
{
	struct node *n = arg;
	void *rec = new_node(n);

	fixture_ok(master_create(store, &deed, n->s, rec, &why), &why);
	n->id = rec_text(rec, &n->s->fields[0]);
}

static void
other_deactivates(void *arg)
{
	const struct node *n = arg;

	fixture_ok(
	    master_deactivate(store, &deed, n->s, n->id, 0, mem_new(mem, n->s->size), &why), &why);
}

static void
other_restores(void *arg)
{
	const struct node *n = arg;

	fixture_ok(
	    master_restore(store, &deed, n->s, n->id, 0, mem_new(mem, n->s->size), &why), &why);
}

static struct node
made_node(const struct schema *s, const char *code, struct str parent)
{
	struct node n = {.s = s, .code = code, .parent = parent};

	other_makes_node(&n);
	return n;
}

static enum err
deactivate(struct store *st, const struct node *n)
{
	why_clear(&why);
	return master_deactivate(st, &deed, n->s, n->id, 0, mem_new(mem, n->s->size), &why);
}

START_TEST(what_is_made_or_restored_below_between_keeps_it_active)
{
	use(_i);
	for (size_t i = 0; i < TREES; i++) {
		struct node above = made_node(trees[i], "ABOVE", STR(""));
		struct node below = {.s = trees[i], .code = "BELOW", .parent = above.id};

		ck_assert_int_eq(deactivate(with(other_makes_node, &below), &above), ERR_IN_USE);
		why_clear(&why);
		other_deactivates(&below);
		ck_assert_int_eq(deactivate(with(other_restores, &below), &above), ERR_IN_USE);
	}
}
END_TEST

START_TEST(below_what_is_deactivated_between_nothing_is_made_or_restored)
{
	use(_i);
	for (size_t i = 0; i < TREES; i++) {
		struct node above = made_node(trees[i], "ABOVE", STR(""));
		struct node below = made_node(trees[i], "BELOW", above.id);
		struct node late = {.s = trees[i], .code = "LATE", .parent = above.id};

		other_deactivates(&below);
		ck_assert_int_eq(master_create(with(other_deactivates, &above), &deed, late.s,
				     new_node(&late), &why),
		    ERR_INVALID);
		why_clear(&why);
		other_restores(&above);
		ck_assert_int_eq(master_restore(with(other_deactivates, &above), &deed, below.s,
				     below.id, 0, mem_new(mem, below.s->size), &why),
		    ERR_CONFLICT);
		why_clear(&why);
	}
}
END_TEST

static struct str category, place; /* of what other_takes_it() makes or changes */

static void
other_takes_it(void *arg)
{
	struct item *i = new_item(arg);

	if (category.n > 0)
		SET(i, item, category_id, category);
	if (place.n > 0)
		SET(i, item, default_location_id, place);
	fixture_ok(master_create(store, &deed, &item_schema, i, &why), &why);
}

static void
other_moves_it(void *arg)
{
	struct item patch = {0}, now = {0};

	SET(&patch, item, category_id, category);
	fixture_ok(master_update(
		       store, &deed, &item_schema, ((struct item *)arg)->id, 0, &patch, &now, &why),
	    &why);
}

START_TEST(an_item_made_or_moved_between_keeps_what_it_names_active)
{
	struct node kept[2], shelf;

	use(_i);
	kept[0] = made_node(&item_category_schema, "CAT-1", STR(""));
	kept[1] = made_node(&item_category_schema, "CAT-2", STR(""));
	shelf = made_node(&location_schema, "SHELF", STR(""));
	category = kept[0].id;
	place = STR("");
	ck_assert_int_eq(deactivate(with(other_takes_it, other_code("A")), &kept[0]), ERR_IN_USE);
	category = kept[1].id;
	ck_assert_int_eq(deactivate(with(other_moves_it, made_item("B")), &kept[1]), ERR_IN_USE);
	category = STR("");
	place = shelf.id;
	ck_assert_int_eq(deactivate(with(other_takes_it, other_code("C")), &shelf), ERR_IN_USE);
}
END_TEST

START_TEST(no_item_is_made_in_or_moved_to_what_is_deactivated_between)
{
	struct item *made, patch = {0}, now = {0};
	struct node off;

	use(_i);
	off = made_node(&item_category_schema, "OFF", STR(""));
	made = new_item("A");
	SET(made, item, category_id, off.id);
	ck_assert_int_eq(
	    master_create(with(other_deactivates, &off), &deed, &item_schema, made, &why),
	    ERR_INVALID);
	why_clear(&why);
	made = made_item("B");
	other_restores(&off);
	SET(&patch, item, category_id, off.id);
	ck_assert_int_eq(master_update(with(other_deactivates, &off), &deed, &item_schema, made->id,
			     0, &patch, &now, &why),
	    ERR_INVALID);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("masters_races");
	TCase *t = tcase_create("masters_races");

	tcase_add_checked_fixture(t, begin, end);
#define ADD(test) tcase_add_loop_test(t, test, 0, FIXTURE_DRIVERS)
	ADD(a_receipt_between_keeps_the_item_active);
	ADD(a_receipt_between_fixes_the_unit);
	ADD(a_receipt_between_and_a_new_code_are_both_kept);
	ADD(the_same_code_between_is_a_duplicate);
	ADD(a_made_code_that_is_given_by_hand_between_is_gone_around);
	ADD(two_made_codes_at_once_differ);
	ADD(a_use_between_fixes_the_ratio);
	ADD(a_multiple_between_keeps_a_root_from_getting_a_base);
	ADD(a_use_between_keeps_the_unit_active);
	ADD(a_unit_that_is_deactivated_between_is_not_taken);
	ADD(a_base_that_changes_between_is_read_anew);
	ADD(two_uses_at_once_do_not_meet);
	ADD(a_move_between_makes_no_ring);
	ADD(a_change_between_is_kept_unless_a_version_was_named);
	ADD(the_same_key_between_makes_nothing_again);
	ADD(what_is_made_or_restored_below_between_keeps_it_active);
	ADD(below_what_is_deactivated_between_nothing_is_made_or_restored);
	ADD(an_item_made_or_moved_between_keeps_what_it_names_active);
	ADD(no_item_is_made_in_or_moved_to_what_is_deactivated_between);
	suite_add_tcase(s, t);
	return fixture_run(s);
}
