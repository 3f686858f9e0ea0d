/* masters_races.c - Tests master rules when another client writes between read and write. */
#include <string.h>

#include "base/mem.h"
#include "change/etag.h"
#include "masters/tree/tree.h"
#include "t/between.h"
#include "t/masters_fixture.h"

static struct between between;

/* Runs the other client before the next write to the store returned. */
static struct store *
races_let_other(void (*other)(void *), void *arg)
{
	between_init(&between, store, other, arg);
	return &between.store;
}

static struct item *
new_piece_item(const char *code)
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
	struct item *i = new_piece_item(code);

	fixture_ok(master_create(store, &cx, &item_schema, i, &why), &why);
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
	fixture_ok(master_create(store, &cx, &location_schema, l, &why), &why);
	return l;
}

static void
other_receives_item(void *arg)
{
	const struct item *item = arg;
	struct item_stock *row = MEM_ONE(mem, struct item_stock);
	struct batch b = batch_init(mem);
	struct op *op;

	SET(row, item_stock, id, item->id);
	op = batch_add(&b, OP_ADD, &item_stock_schema, row);
	op_increment(op, FIELD(item_stock, on_hand), 5000000);
	op->raise =
	    (struct text_raise){.field = FIELD(item_stock, last_day), .to = STR("2026-03-01")};
	fixture_ok(store_apply(store, b.ops, b.n, &why), &why);
}

START_TEST(a_receipt_between_keeps_the_item_active)
{
	struct item *i, now = {0};

	masters_open(_i);
	i = made_item("A");
	ck_assert_int_eq(master_deactivate(races_let_other(other_receives_item, i), &cx,
			     &item_schema, i->id, &now, &why),
	    ERR_IN_USE);
}
END_TEST

START_TEST(a_receipt_between_fixes_the_unit)
{
	struct item *i, patch = {0}, now = {0};

	masters_open(_i);
	i = made_item("A");
	SET(&patch, item, uom, STR("KG"));
	ck_assert_int_eq(master_update(races_let_other(other_receives_item, i), &cx, &item_schema,
			     i->id, &patch, &now, &why),
	    ERR_IN_USE);
}
END_TEST

START_TEST(a_receipt_between_and_a_new_code_are_both_kept)
{
	struct item *i, patch = {0}, now = {0};
	struct item_stock row = {0};

	masters_open(_i);
	i = made_item("A");
	SET(&patch, item, item_code, STR("B"));
	fixture_ok(master_update(races_let_other(other_receives_item, i), &cx, &item_schema, i->id,
		       &patch, &now, &why),
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
	masters_open(_i);
	ck_assert_int_eq(master_create(races_let_other(other_makes, other_code("a")), &cx,
			     &item_schema, new_piece_item("A"), &why),
	    ERR_DUPLICATE);
}
END_TEST

START_TEST(a_made_code_that_is_given_by_hand_between_is_gone_around)
{
	struct item *i = new_piece_item(NULL);

	masters_open(_i);
	fixture_ok(master_create(races_let_other(other_makes, other_code("GEN-000001")), &cx,
		       &item_schema, i, &why),
	    &why);
	ck_assert(str_is(i->item_code, "GEN-000002"));
}
END_TEST

START_TEST(two_made_codes_at_once_differ)
{
	struct item *i = new_piece_item(NULL);

	masters_open(_i);
	fixture_ok(
	    master_create(races_let_other(other_makes, NULL), &cx, &item_schema, i, &why), &why);
	ck_assert(str_is(i->item_code, "GEN-000002"));
}
END_TEST

/* --- a unit is taken into use while its ratio changes or it is deactivated --- */

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
	fixture_ok(master_create(store, &cx, &uom_schema, u, &why), &why);
	return u;
}

static struct item *
item_in(const char *unit)
{
	struct item *i = new_piece_item(NULL);

	SET(i, item, uom, str_of(unit));
	return i;
}

static struct item *
item_packed_in(const char *unit)
{
	struct item *i = new_piece_item(NULL);
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

	fixture_ok(master_create(store, &cx, c->schema, c->rec, &why), &why);
}

/* The ways in which a unit is taken into use. */
enum { CREATIONS_WITH_UNIT = 4 };

static struct creation
creation_with_unit(int n, const char *unit)
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
change_ratio_of(struct store *st, struct str unit)
{
	struct uom patch = {0}, now = {0};

	SET(&patch, uom, numerator, 13);
	return master_update(st, &cx, &uom_schema, unit, &patch, &now, &why);
}

START_TEST(a_use_between_fixes_the_ratio)
{
	for (int n = 0; n < 2; n++) {
		struct creation c;

		masters_open(_i);
		made_unit("CASE", "PCS");
		c = creation_with_unit(n, "CASE");
		ck_assert_int_eq(
		    change_ratio_of(races_let_other(other_creates, &c), STR("CASE")), ERR_IN_USE);
		why_clear(&why);
	}
}
END_TEST

START_TEST(a_multiple_between_keeps_a_root_from_getting_a_base)
{
	struct uom patch = {0}, now = {0};
	struct creation c;

	masters_open(_i);
	c = creation_with_unit(3, "SET");
	SET(&patch, uom, base_uom, STR("PCS"));
	ck_assert_int_eq(master_update(races_let_other(other_creates, &c), &cx, &uom_schema,
			     STR("SET"), &patch, &now, &why),
	    ERR_IN_USE);
}
END_TEST

START_TEST(a_use_between_keeps_the_unit_active)
{
	for (int n = 0; n < CREATIONS_WITH_UNIT; n++) {
		struct creation c;
		struct uom now = {0};

		masters_open(_i);
		c = creation_with_unit(n, "ROLL");
		ck_assert_int_eq(master_deactivate(races_let_other(other_creates, &c), &cx,
				     &uom_schema, STR("ROLL"), &now, &why),
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
	fixture_ok(master_deactivate(store, &cx, &uom_schema, STR("ROLL"), &now, &why), &why);
}

START_TEST(a_unit_that_is_deactivated_between_is_not_taken)
{
	for (int n = 0; n < CREATIONS_WITH_UNIT; n++) {
		struct creation c;

		masters_open(_i);
		c = creation_with_unit(n, "ROLL");
		ck_assert_int_eq(
		    master_create(races_let_other(other_retires, NULL), &cx, c.schema, c.rec, &why),
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
	fixture_ok(change_ratio_of(store, STR("CASE")), &why);
}

START_TEST(a_base_that_changes_between_is_read_anew)
{
	struct uom *u;

	masters_open(_i);
	made_unit("CASE", "PCS");
	u = creation_with_unit(3, "CASE").rec;
	fixture_ok(
	    master_create(races_let_other(other_changes_the_case, NULL), &cx, &uom_schema, u, &why),
	    &why);
	ck_assert_int_eq(u->numerator, 26);
	ck_assert(str_is(u->base_uom, "PCS"));
}
END_TEST

START_TEST(two_uses_at_once_do_not_meet)
{
	struct creation c;

	masters_open(_i);
	c = creation_with_unit(1, "BOX");
	fixture_ok(master_create(races_let_other(other_creates, &c), &cx, &item_schema,
		       item_packed_in("BOX"), &why),
	    &why);
	ck_assert_int_eq(between.applies, 1);
}
END_TEST

struct node_move {
	struct str id, parent;
};

static void
other_moves(void *arg)
{
	const struct node_move *m = arg;
	struct location patch = {0}, now = {0};

	SET(&patch, location, parent_location, m->parent);
	fixture_ok(master_update(store, &cx, &location_schema, m->id, &patch, &now, &why), &why);
}

START_TEST(a_move_between_makes_no_ring)
{
	struct location *a, *b, *c, patch = {0}, now = {0};
	struct node_move move;

	masters_open(_i);
	a = made_location("A");
	b = made_location("B");
	c = made_location("C");
	other_moves(&(struct node_move){b->id, c->id}); /* c above b */
	move = (struct node_move){c->id, a->id};        /* the other: a above c above b */
	SET(&patch, location, parent_location, b->id);
	ck_assert_int_eq(master_update(races_let_other(other_moves, &move), &cx, &location_schema,
			     a->id, &patch, &now, &why),
	    ERR_INVALID);
}
END_TEST

static void
other_renames(void *arg)
{
	struct item patch = {0}, now = {0};

	SET(&patch, item, item_name, STR("Renamed"));
	fixture_ok(
	    master_update(store, &cx, &item_schema, ((struct item *)arg)->id, &patch, &now, &why),
	    &why);
}

START_TEST(a_change_between_is_kept_unless_a_version_was_named)
{
	struct change_context named;
	struct item *i, patch = {0}, now = {0};

	masters_open(_i);
	i = made_item("A");
	SET(&patch, item, description, STR("Described"));
	fixture_ok(master_update(races_let_other(other_renames, i), &cx, &item_schema, i->id,
		       &patch, &now, &why),
	    &why);
	ck_assert(str_is(now.item_name, "Renamed") && str_is(now.description, "Described"));
	SET(&patch, item, description, STR("Again"));
	SET(i, item, item_name, STR("Thing"));
	fixture_ok(master_update(store, &cx, &item_schema, i->id, i, &now, &why), &why);
	named = cx;
	named.if_match = etag_of_version(mem, now.version);
	ck_assert_int_eq(master_update(races_let_other(other_renames, i), &named, &item_schema,
			     i->id, &patch, &now, &why),
	    ERR_STALE);
}
END_TEST

static void
other_creates_with_the_key(void *arg)
{
	(void)arg;
	fixture_ok(master_create(store, &cx, &item_schema, new_piece_item("A"), &why), &why);
}

START_TEST(the_same_key_between_makes_nothing_again)
{
	enum err e;

	masters_open(_i);
	cx.key = STR("key");
	cx.fingerprint = STR("POST items");
	e = master_create(races_let_other(other_creates_with_the_key, NULL), &cx, &item_schema,
	    new_piece_item("B"), &why);
	ck_assert(change_key_clash(&cx, e, &why));
}
END_TEST

/* --- an active record never refers to an inactive one --- */

static const struct schema *const trees[] = {
    &item_category_schema, &location_schema, &recipient_schema};

enum { TREES = sizeof trees / sizeof *trees };

struct tree_node { /* of a tree */
	const struct schema *s;
	struct str id;
	const char *code;
	struct str parent;
};

static void
set_text_field(void *rec, const struct schema *s, const char *field, struct str v)
{
	rec_set_text(rec, s, schema_known_field(s, field), v);
}

static void *
new_node(const struct tree_node *n)
{
	void *rec = mem_new(mem, n->s->size);

	set_text_field(rec, n->s, "code", str_of(n->code));
	set_text_field(rec, n->s, "name", str_of(n->code));
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
	struct tree_node *n = arg;
	void *rec = new_node(n);

	fixture_ok(master_create(store, &cx, n->s, rec, &why), &why);
	n->id = rec_text(rec, &n->s->fields[0]);
}

static void
other_deactivates_node(void *arg)
{
	const struct tree_node *n = arg;

	fixture_ok(
	    master_deactivate(store, &cx, n->s, n->id, mem_new(mem, n->s->size), &why), &why);
}

static void
other_restores(void *arg)
{
	const struct tree_node *n = arg;

	fixture_ok(master_restore(store, &cx, n->s, n->id, mem_new(mem, n->s->size), &why), &why);
}

static struct tree_node
made_node(const struct schema *s, const char *code, struct str parent)
{
	struct tree_node n = {.s = s, .code = code, .parent = parent};

	other_makes_node(&n);
	return n;
}

static enum err
deactivate_node(struct store *st, const struct tree_node *n)
{
	why_clear(&why);
	return master_deactivate(st, &cx, n->s, n->id, mem_new(mem, n->s->size), &why);
}

START_TEST(what_is_made_or_restored_below_between_keeps_it_active)
{
	masters_open(_i);
	for (size_t i = 0; i < TREES; i++) {
		struct tree_node above = made_node(trees[i], "ABOVE", STR(""));
		struct tree_node below = {.s = trees[i], .code = "BELOW", .parent = above.id};

		ck_assert_int_eq(
		    deactivate_node(races_let_other(other_makes_node, &below), &above), ERR_IN_USE);
		why_clear(&why);
		other_deactivates_node(&below);
		ck_assert_int_eq(
		    deactivate_node(races_let_other(other_restores, &below), &above), ERR_IN_USE);
	}
}
END_TEST

START_TEST(below_what_is_deactivated_between_nothing_is_made_or_restored)
{
	masters_open(_i);
	for (size_t i = 0; i < TREES; i++) {
		struct tree_node above = made_node(trees[i], "ABOVE", STR(""));
		struct tree_node below = made_node(trees[i], "BELOW", above.id);
		struct tree_node late = {.s = trees[i], .code = "LATE", .parent = above.id};

		other_deactivates_node(&below);
		ck_assert_int_eq(master_create(races_let_other(other_deactivates_node, &above), &cx,
				     late.s, new_node(&late), &why),
		    ERR_INVALID);
		why_clear(&why);
		other_restores(&above);
		ck_assert_int_eq(master_restore(races_let_other(other_deactivates_node, &above),
				     &cx, below.s, below.id, mem_new(mem, below.s->size), &why),
		    ERR_CONFLICT);
		why_clear(&why);
	}
}
END_TEST

static struct str category, place; /* of what other_takes_it() makes or changes */

static void
other_takes_it(void *arg)
{
	struct item *i = new_piece_item(arg);

	if (category.n > 0)
		SET(i, item, category_id, category);
	if (place.n > 0)
		SET(i, item, default_location_id, place);
	fixture_ok(master_create(store, &cx, &item_schema, i, &why), &why);
}

static void
other_moves_it(void *arg)
{
	struct item patch = {0}, now = {0};

	SET(&patch, item, category_id, category);
	fixture_ok(
	    master_update(store, &cx, &item_schema, ((struct item *)arg)->id, &patch, &now, &why),
	    &why);
}

START_TEST(an_item_made_or_moved_between_keeps_what_it_names_active)
{
	struct tree_node kept[2], shelf;

	masters_open(_i);
	kept[0] = made_node(&item_category_schema, "CAT-1", STR(""));
	kept[1] = made_node(&item_category_schema, "CAT-2", STR(""));
	shelf = made_node(&location_schema, "SHELF", STR(""));
	category = kept[0].id;
	place = STR("");
	ck_assert_int_eq(
	    deactivate_node(races_let_other(other_takes_it, other_code("A")), &kept[0]),
	    ERR_IN_USE);
	category = kept[1].id;
	ck_assert_int_eq(
	    deactivate_node(races_let_other(other_moves_it, made_item("B")), &kept[1]), ERR_IN_USE);
	category = STR("");
	place = shelf.id;
	ck_assert_int_eq(
	    deactivate_node(races_let_other(other_takes_it, other_code("C")), &shelf), ERR_IN_USE);
}
END_TEST

START_TEST(no_item_is_made_in_or_moved_to_what_is_deactivated_between)
{
	struct item *made, patch = {0}, now = {0};
	struct tree_node off;

	masters_open(_i);
	off = made_node(&item_category_schema, "OFF", STR(""));
	made = new_piece_item("A");
	SET(made, item, category_id, off.id);
	ck_assert_int_eq(master_create(races_let_other(other_deactivates_node, &off), &cx,
			     &item_schema, made, &why),
	    ERR_INVALID);
	why_clear(&why);
	made = made_item("B");
	other_restores(&off);
	SET(&patch, item, category_id, off.id);
	ck_assert_int_eq(master_update(races_let_other(other_deactivates_node, &off), &cx,
			     &item_schema, made->id, &patch, &now, &why),
	    ERR_INVALID);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("masters_races");
	TCase *t = tcase_create("masters_races");

	tcase_add_checked_fixture(t, masters_setup, masters_teardown);
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
