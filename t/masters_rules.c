/* masters_rules.c - Tests creating, changing and deactivating masters, on every driver. */
#include <string.h>

#include "base/mem.h"
#include "masters/code/code_row.h"
#include "t/masters_fixture.h"

static struct item *
new_unit_item(const char *code, const char *uom)
{
	struct item *i = MEM_ONE(mem, struct item);

	if (code != NULL)
		SET(i, item, item_code, str_of(code));
	SET(i, item, item_name, STR("Thing"));
	SET(i, item, category_id, STR("cat-001"));
	SET(i, item, uom, str_of(uom));
	return i;
}

static struct item_category *
new_category(const char *code, struct str parent)
{
	struct item_category *c = MEM_ONE(mem, struct item_category);

	SET(c, item_category, code, str_of(code));
	SET(c, item_category, name, str_of(code));
	if (parent.n > 0)
		SET(c, item_category, parent_category, parent);
	return c;
}

static enum err
try_create(const struct schema *s, void *rec)
{
	why_clear(&why);
	return master_create(store, &cx, s, rec, &why);
}

static enum err
try_update(const struct schema *s, struct str id, const void *patch, void *rec)
{
	why_clear(&why);
	return master_update(store, &cx, s, id, patch, rec, &why);
}

static void
must_create(const struct schema *s, void *rec)
{
	fixture_ok(try_create(s, rec), &why);
}

static void
assert_field_fault(enum err e, const char *type, const char *field)
{
	ck_assert_int_eq(e, ERR_INVALID);
	for_each_fault (f, &why)
		if (strcmp(f->type, type) == 0 && str_is(f->loc->name, field))
			return;
	ck_abort_msg("no fault %s at %s", type, field);
}

static struct item_stock
stock_of(struct str id)
{
	struct item_stock row = {0};

	fixture_ok(store_get(store, &item_stock_schema, id, &row, &why), &why);
	return row;
}

/* Changes stock as a posting would. */
static void
move_stock(struct str id, int64_t quantity, const char *day)
{
	struct item_stock *row = MEM_ONE(mem, struct item_stock);
	struct batch b = batch_init(mem);
	struct op *op;

	SET(row, item_stock, id, id);
	op = batch_add(&b, OP_ADD, &item_stock_schema, row);
	op_increment(op, FIELD(item_stock, on_hand), quantity);
	op->raise = (struct text_raise){.field = FIELD(item_stock, last_day), .to = str_of(day)};
	fixture_ok(store_apply(store, b.ops, b.n, &why), &why);
}

/* --- codes --- */

START_TEST(a_code_left_out_comes_from_the_category)
{
	struct item *a = new_unit_item(NULL, "PCS"), *b = new_unit_item(NULL, "PCS");

	masters_open(_i);
	must_create(&item_schema, a);
	must_create(&item_schema, b);
	ck_assert_str_eq(a->item_code.s, "GEN-000001");
	ck_assert_str_eq(b->item_code.s, "GEN-000002");
	ck_assert_str_eq(stock_of(b->id).item_code.s, "GEN-000002");
}
END_TEST

START_TEST(a_hand_given_code_is_gone_around)
{
	struct item *a = new_unit_item(NULL, "PCS"), *b = new_unit_item(NULL, "PCS");

	masters_open(_i);
	must_create(&item_schema, new_unit_item("gen-000001", "PCS"));
	must_create(&item_schema, new_unit_item("GEN-000002", "PCS"));
	must_create(&item_schema, a);
	must_create(&item_schema, b);
	ck_assert_str_eq(a->item_code.s, "GEN-000003");
	ck_assert_str_eq(b->item_code.s, "GEN-000004");
}
END_TEST

START_TEST(a_code_is_given_once_whatever_its_case)
{
	struct item *a = new_unit_item("Bolt-1", "PCS");

	masters_open(_i);
	must_create(&item_schema, a);
	ck_assert_int_eq(try_create(&item_schema, new_unit_item("BOLT-1", "PCS")), ERR_DUPLICATE);
	ck_assert_ptr_nonnull(strstr(buf_str(&why.more).s, a->id.s));
}
END_TEST

START_TEST(an_old_code_stays_with_its_item_and_may_come_back)
{
	struct item *a = new_unit_item("OLD", "PCS"), patch = {0}, now = {0};
	struct code row = {0};

	masters_open(_i);
	must_create(&item_schema, a);
	SET(&patch, item, item_code, STR("NEW"));
	fixture_ok(try_update(&item_schema, a->id, &patch, &now), &why);
	ck_assert_uint_eq(now.former_codes.n, 1);
	ck_assert_str_eq(stock_of(a->id).item_code.s, "NEW");
	ck_assert_int_eq(try_create(&item_schema, new_unit_item("old", "PCS")), ERR_DUPLICATE);
	why_clear(&why);
	fixture_ok(code_find(store, CODE_SCAN, STR("old"), &row, &why), &why);
	ck_assert(str_eq(row.record_id, a->id));
	SET(&patch, item, item_code, STR("OLD"));
	fixture_ok(try_update(&item_schema, a->id, &patch, &now), &why);
	ck_assert_uint_eq(now.former_codes.n, 1);
	ck_assert_str_eq(now.former_codes.v[0].s, "NEW");
}
END_TEST

static struct item *
with_pack_of(struct item *i, const char *uom, const char *barcode)
{
	struct pack *p = MEM_ONE(mem, struct pack);

	SET(p, pack, uom, str_of(uom));
	SET(p, pack, numerator, 100);
	SET(p, pack, denominator, 1);
	SET(p, pack, barcode, str_of(barcode));
	SET(i, item, packs, ((struct lines){p, 1}));
	return i;
}

START_TEST(barcodes_of_items_and_packs_are_one_kind_and_can_be_freed)
{
	struct item *a = with_pack_of(new_unit_item("A", "PCS"), "BOX", "4001"), patch = {0},
		    now = {0};
	struct item *b = new_unit_item("B", "PCS");

	masters_open(_i);
	must_create(&item_schema, a);
	SET(b, item, barcode, STR("4001"));
	ck_assert_int_eq(try_create(&item_schema, b), ERR_DUPLICATE);
	SET(&patch, item, packs, ((struct lines){NULL, 0}));
	fixture_ok(try_update(&item_schema, a->id, &patch, &now), &why);
	must_create(&item_schema, b);
}
END_TEST

/* --- items --- */

START_TEST(the_nearest_category_that_names_units_decides)
{
	struct item_category *top = new_category("TOP", STR("")), *sub;
	struct str kg = STR("KG"), l = STR("L");
	struct item_category patch = {0}, now = {0};
	struct item *i = new_unit_item("I", "PCS");

	masters_open(_i);
	SET(top, item_category, allowed_uoms, ((struct list){&kg, 1}));
	must_create(&item_category_schema, top);
	sub = new_category("SUB", top->id);
	must_create(&item_category_schema, sub);
	SET(i, item, category_id, sub->id);
	assert_field_fault(try_create(&item_schema, i), "not_allowed", "uom");
	SET(i, item, uom, STR("KG"));
	must_create(&item_schema, i);
	SET(&patch, item_category, allowed_uoms, ((struct list){&l, 1}));
	fixture_ok(try_update(&item_category_schema, sub->id, &patch, &now), &why);
	i = new_unit_item("J", "KG");
	SET(i, item, category_id, sub->id);
	assert_field_fault(try_create(&item_schema, i), "not_allowed", "uom");
}
END_TEST

START_TEST(a_quantity_has_no_more_places_than_its_unit)
{
	struct item *i = new_unit_item("I", "PCS");

	masters_open(_i);
	SET(i, item, min_stock_level, 1500000);
	assert_field_fault(try_create(&item_schema, i), "decimal_max_places", "min_stock_level");
	SET(i, item, uom, STR("KG"));
	must_create(&item_schema, i);
}
END_TEST

START_TEST(a_pack_has_another_unit_than_its_item)
{
	masters_open(_i);
	assert_field_fault(
	    try_create(&item_schema, with_pack_of(new_unit_item("I", "PCS"), "PCS", "1")),
	    "duplicate", "uom");
}
END_TEST

START_TEST(the_stock_row_follows_the_minimum)
{
	struct item *i = new_unit_item("I", "PCS"), patch = {0}, now = {0};

	masters_open(_i);
	SET(i, item, min_stock_level, 10000000);
	must_create(&item_schema, i);
	ck_assert_int_eq(stock_of(i->id).headroom, -10000000);
	ck_assert_int_eq(stock_of(i->id).min_stock_level, 10000000);
	SET(&patch, item, min_stock_level, 4000000);
	fixture_ok(try_update(&item_schema, i->id, &patch, &now), &why);
	ck_assert_int_eq(stock_of(i->id).headroom, -4000000);
	ck_assert_int_eq(stock_of(i->id).min_stock_level, 4000000);
	patch = (struct item){.null = UINT64_C(1) << FIELD(item, min_stock_level)};
	fixture_ok(try_update(&item_schema, i->id, &patch, &now), &why);
	ck_assert_int_eq(stock_of(i->id).headroom, 0);
	ck_assert_int_eq(stock_of(i->id).min_stock_level, 0);
}
END_TEST

START_TEST(the_unit_is_fixed_after_the_first_movement)
{
	struct item *i = new_unit_item("I", "PCS"), patch = {0}, now = {0};

	masters_open(_i);
	must_create(&item_schema, i);
	SET(&patch, item, uom, STR("KG"));
	fixture_ok(try_update(&item_schema, i->id, &patch, &now), &why);
	move_stock(i->id, 0, "2026-03-01");
	SET(&patch, item, uom, STR("PCS"));
	ck_assert_int_eq(try_update(&item_schema, i->id, &patch, &now), ERR_IN_USE);
}
END_TEST

START_TEST(an_item_with_stock_stays_active)
{
	struct item *i = new_unit_item("I", "PCS"), now = {0};

	masters_open(_i);
	must_create(&item_schema, i);
	move_stock(i->id, 5000000, "2026-03-01");
	ck_assert_int_eq(
	    master_deactivate(store, &cx, &item_schema, i->id, &now, &why), ERR_IN_USE);
	move_stock(i->id, -5000000, "2026-03-02");
	fixture_ok(master_deactivate(store, &cx, &item_schema, i->id, &now, &why), &why);
	ck_assert(!stock_of(i->id).is_active);
	fixture_ok(master_restore(store, &cx, &item_schema, i->id, &now, &why), &why);
	ck_assert(stock_of(i->id).is_active);
}
END_TEST

START_TEST(items_of_the_same_name_are_shown)
{
	struct item *a = new_unit_item("A", "PCS"), *b = new_unit_item("B", "PCS");
	const struct item_brief *brief;

	masters_open(_i);
	must_create(&item_schema, a);
	SET(b, item, item_name, STR("THING"));
	must_create(&item_schema, b);
	fixture_ok(master_fill_created(store, &item_schema, b, &why), &why);
	ck_assert_uint_eq(b->possible_duplicates.n, 1);
	brief = b->possible_duplicates.v;
	ck_assert_str_eq(brief->item_code.s, "A");
}
END_TEST

START_TEST(a_name_that_begins_alike_is_another)
{
	struct item *item = new_unit_item("THING-1", "PCS");

	masters_open(_i);
	for (int i = 0; i < 30; i++) {
		struct item *other = new_unit_item(str_printf(mem, "O%02d", i).s, "PCS");

		SET(other, item, item_name, str_printf(mem, "%s thing %d", i % 2 ? "A" : "Z", i));
		must_create(&item_schema, other);
	}
	must_create(&item_schema, new_unit_item("THING", "PCS"));
	must_create(&item_schema, item);
	fixture_ok(master_fill_created(store, &item_schema, item, &why), &why);
	ck_assert_uint_eq(item->possible_duplicates.n, 1);
}
END_TEST

/* --- trees --- */

START_TEST(no_category_lies_below_itself)
{
	struct item_category *a = new_category("A", STR("")), *b, *c, patch = {0}, now = {0};

	masters_open(_i);
	must_create(&item_category_schema, a);
	b = new_category("B", a->id);
	must_create(&item_category_schema, b);
	c = new_category("C", b->id);
	must_create(&item_category_schema, c);
	ck_assert_int_eq(c->level, 2);
	SET(&patch, item_category, parent_category, c->id);
	assert_field_fault(
	    try_update(&item_category_schema, a->id, &patch, &now), "cycle", "parent_category");
	SET(&patch, item_category, parent_category, a->id);
	assert_field_fault(
	    try_update(&item_category_schema, a->id, &patch, &now), "cycle", "parent_category");
}
END_TEST

/* n categories, each below the previous one; returns the last one's id. */
static struct str
make_category_chain(const char *prefix, int n, struct str *first)
{
	struct str above = STR("");

	for (int i = 0; i < n; i++) {
		struct item_category *c = new_category(str_printf(mem, "%s%d", prefix, i).s, above);

		must_create(&item_category_schema, c);
		above = c->id;
		if (i == 0)
			*first = c->id;
	}
	return above;
}

START_TEST(a_tree_has_at_most_32_levels)
{
	struct item_category patch = {0}, now = {0};
	struct str first, second, last;

	masters_open(_i);
	last = make_category_chain("A", 16, &first);
	make_category_chain("B", 16, &second);
	SET(&patch, item_category, parent_category, last);
	fixture_ok(try_update(&item_category_schema, second, &patch, &now), &why);
	last = make_category_chain("C", 1, &second);
	SET(&patch, item_category, parent_category, second);
	assert_field_fault(
	    try_update(&item_category_schema, first, &patch, &now), "too_deep", "parent_category");
	make_category_chain("D", 32, &first);
	SET(&patch, item_category, parent_category, first);
	assert_field_fault(
	    try_update(&item_category_schema, first, &patch, &now), "cycle", "parent_category");
}
END_TEST

START_TEST(what_lies_below_moves_along)
{
	struct item_category *a = new_category("A", STR("")), *b, *c, patch = {0}, now = {0};

	masters_open(_i);
	must_create(&item_category_schema, a);
	b = new_category("B", STR(""));
	must_create(&item_category_schema, b);
	c = new_category("C", b->id);
	must_create(&item_category_schema, c);
	SET(&patch, item_category, parent_category, a->id);
	fixture_ok(try_update(&item_category_schema, b->id, &patch, &now), &why);
	ck_assert_int_eq(now.level, 1);
	fixture_ok(store_get(store, &item_category_schema, c->id, &now, &why), &why);
	ck_assert_int_eq(now.level, 2);
}
END_TEST

START_TEST(what_something_active_refers_to_stays_active)
{
	struct item *i = new_unit_item("I", "PCS"), item = {0};
	struct item_category now = {0};

	masters_open(_i);
	must_create(&item_schema, i);
	ck_assert_int_eq(
	    master_deactivate(store, &cx, &item_category_schema, STR("cat-001"), &now, &why),
	    ERR_IN_USE);
	why_clear(&why);
	fixture_ok(master_deactivate(store, &cx, &item_schema, i->id, &item, &why), &why);
	fixture_ok(
	    master_deactivate(store, &cx, &item_category_schema, STR("cat-001"), &now, &why), &why);
	ck_assert_int_eq(
	    master_restore(store, &cx, &item_schema, i->id, &item, &why), ERR_CONFLICT);
}
END_TEST

/* --- units --- */

START_TEST(a_ratio_that_is_used_is_fixed)
{
	struct uom *u = MEM_ONE(mem, struct uom), patch = {0}, now = {0};

	masters_open(_i);
	SET(u, uom, code, STR("CASE"));
	SET(u, uom, name, STR("Case"));
	SET(u, uom, decimals, 0);
	SET(u, uom, base_uom, STR("PCS"));
	SET(u, uom, numerator, 24);
	SET(u, uom, denominator, 1);
	must_create(&uom_schema, u);
	ck_assert_str_eq(u->id.s, "CASE");
	SET(&patch, uom, numerator, 48);
	fixture_ok(try_update(&uom_schema, u->id, &patch, &now), &why);
	must_create(&item_schema, with_pack_of(new_unit_item("I", "PCS"), "CASE", "1"));
	SET(&patch, uom, numerator, 12);
	ck_assert_int_eq(try_update(&uom_schema, u->id, &patch, &now), ERR_IN_USE);
	patch = (struct uom){0};
	SET(&patch, uom, code, STR("CASES"));
	ck_assert_int_eq(try_update(&uom_schema, u->id, &patch, &now), ERR_IN_USE);
}
END_TEST

static struct uom *
new_unit(const char *code, const char *base, int64_t num, int64_t den)
{
	struct uom *u = MEM_ONE(mem, struct uom);

	SET(u, uom, code, str_of(code));
	SET(u, uom, name, str_of(code));
	SET(u, uom, decimals, 3);
	if (base != NULL)
		SET(u, uom, base_uom, str_of(base));
	SET(u, uom, numerator, num);
	SET(u, uom, denominator, den);
	return u;
}

static struct uom
get_unit(const char *code)
{
	struct uom u = {0};

	fixture_ok(store_get(store, &uom_schema, str_of(code), &u, &why), &why);
	return u;
}

static void
assert_ratio(const char *code, const char *root, int64_t num, int64_t den)
{
	struct uom u = get_unit(code);

	ck_assert(root == NULL ? !HAS(&u, uom, base_uom) : str_is(u.base_uom, root));
	ck_assert_int_eq(u.numerator, num);
	ck_assert_int_eq(u.denominator, den);
}

/* Its id is its code: the row of the code claims the new unit too. */
START_TEST(a_unit_of_the_same_code_is_a_duplicate)
{
	masters_open(_i);
	must_create(&uom_schema, new_unit("LB", "KG", 45359237, 100000000));
	for (int again = 0; again < 2; again++) {
		why_clear(&why);
		ck_assert_int_eq(
		    try_create(&uom_schema, new_unit(again ? "lb" : "LB", "KG", 1, 1)),
		    ERR_DUPLICATE);
		ck_assert_ptr_nonnull(
		    strstr(buf_str(&why.more).s, "\"existing_id\":\"LB\""));
	}
}
END_TEST

START_TEST(a_unit_keeps_the_root_of_its_base_and_the_ratio_to_it)
{
	masters_open(_i);
	must_create(&uom_schema, new_unit("LB", "KG", 45359237, 100000000));
	must_create(&uom_schema, new_unit("OZ", "LB", 1, 16));
	assert_ratio("OZ", "KG", 45359237, 1600000000);
	must_create(&uom_schema, new_unit("OZ2", "KG", 45359237, 1600000000));
	assert_ratio("OZ2", "KG", 45359237, 1600000000);
	must_create(&uom_schema, new_unit("HALF", "G", 500, 1000));
	assert_ratio("HALF", "KG", 1, 2000);
	must_create(&uom_schema, new_unit("ALONE", NULL, 7, 7));
	assert_ratio("ALONE", NULL, 1, 1);
}
END_TEST

START_TEST(five_units_of_a_chain_have_one_root)
{
	static const char *const codes[] = {"U1", "U2", "U3", "U4", "U5"};
	int64_t num = 1, den = 1;

	masters_open(_i);
	for (int i = 0; i < 5; i++) {
		must_create(
		    &uom_schema, new_unit(codes[i], i == 0 ? "PCS" : codes[i - 1], 6 * (i + 2), 4));
		num *= 3 * (i + 2);
		den *= 2;
		for (; num % 2 == 0 && den % 2 == 0; den /= 2)
			num /= 2;
		assert_ratio(codes[i], "PCS", num, den);
	}
}
END_TEST

START_TEST(a_ratio_beyond_what_is_kept_is_refused)
{
	masters_open(_i);
	must_create(&uom_schema, new_unit("BIG", "PCS", 1000000000000, 1));
	must_create(&uom_schema, new_unit("SMALL", "PCS", 1, 1000000000000));
	assert_field_fault(
	    try_create(&uom_schema, new_unit("MORE", "BIG", 2, 1)), "ratio_range", "base_uom");
	assert_field_fault(
	    try_create(&uom_schema, new_unit("LESS", "SMALL", 1, 2)), "ratio_range", "base_uom");
	assert_field_fault(try_create(&uom_schema, new_unit("MOST", "BIG", 1000000000000, 1)),
	    "ratio_range", "base_uom");
	must_create(&uom_schema, new_unit("ONE", "BIG", 1, 1000000000000));
	assert_ratio("ONE", "PCS", 1, 1);
}
END_TEST

START_TEST(a_change_that_comes_to_the_same_ratio_is_none)
{
	struct uom patch = {0}, now = {0};

	masters_open(_i);
	must_create(&uom_schema, new_unit("LB", "KG", 45359237, 100000000));
	must_create(&uom_schema, new_unit("OZ", "LB", 1, 16));
	must_create(&item_schema, new_unit_item("I", "OZ"));
	SET(&patch, uom, base_uom, STR("LB"));
	SET(&patch, uom, numerator, 2);
	SET(&patch, uom, denominator, 32);
	fixture_ok(try_update(&uom_schema, STR("OZ"), &patch, &now), &why);
	ck_assert_int_eq(now.version, 1);
	SET(&patch, uom, numerator, 3);
	ck_assert_int_eq(try_update(&uom_schema, STR("OZ"), &patch, &now), ERR_IN_USE);
}
END_TEST

START_TEST(a_base_of_others_becomes_no_multiple_itself)
{
	struct uom patch = {0}, now = {0};

	masters_open(_i);
	must_create(&uom_schema, new_unit("A", NULL, 1, 1));
	must_create(&uom_schema, new_unit("B", "A", 2, 1));
	SET(&patch, uom, base_uom, STR("PCS"));
	ck_assert_int_eq(try_update(&uom_schema, STR("A"), &patch, &now), ERR_IN_USE);
	SET(&patch, uom, base_uom, STR("B"));
	ck_assert_int_ne(try_update(&uom_schema, STR("A"), &patch, &now), OK);
	assert_ratio("A", NULL, 1, 1);
	SET(&patch, uom, base_uom, STR("PCS"));
	fixture_ok(try_update(&uom_schema, STR("B"), &patch, &now), &why);
	fixture_ok(try_update(&uom_schema, STR("A"), &patch, &now), &why);
	assert_ratio("A", "PCS", 1, 1);
}
END_TEST

START_TEST(a_unit_is_named_in_any_case_and_kept_as_its_code)
{
	struct item *i = with_pack_of(new_unit_item("I", "pcs"), "box", "1"), patch = {0},
		    now = {0};
	struct item_category *c = new_category("C", STR(""));
	struct str allowed[] = {STR("kg"), STR("Ml")};
	const struct pack *p;

	masters_open(_i);
	must_create(&item_schema, i);
	fixture_ok(store_get(store, &item_schema, i->id, &now, &why), &why);
	p = now.packs.v;
	ck_assert_str_eq(now.uom.s, "PCS");
	ck_assert_str_eq(p->uom.s, "BOX");
	SET(&patch, item, uom, STR("Pcs"));
	fixture_ok(try_update(&item_schema, i->id, &patch, &now), &why);
	ck_assert_int_eq(now.version, 1);
	SET(c, item_category, allowed_uoms, ((struct list){allowed, 2}));
	must_create(&item_category_schema, c);
	fixture_ok(store_get(store, &item_category_schema, c->id, c, &why), &why);
	ck_assert_str_eq(c->allowed_uoms.v[0].s, "KG");
	ck_assert_str_eq(c->allowed_uoms.v[1].s, "ML");
	must_create(&uom_schema, new_unit("LB", "kg", 45359237, 100000000));
	assert_ratio("LB", "KG", 45359237, 100000000);
}
END_TEST

START_TEST(what_is_restored_needs_its_units_again)
{
	struct item *i = with_pack_of(new_unit_item("I", "PCS"), "BOX", "1"), item = {0};
	struct item_category *c = new_category("C", STR("")), category = {0};
	struct str set = STR("SET");
	struct uom now = {0};

	masters_open(_i);
	must_create(&item_schema, i);
	SET(c, item_category, allowed_uoms, ((struct list){&set, 1}));
	must_create(&item_category_schema, c);
	fixture_ok(master_deactivate(store, &cx, &item_schema, i->id, &item, &why), &why);
	fixture_ok(
	    master_deactivate(store, &cx, &item_category_schema, c->id, &category, &why), &why);
	fixture_ok(master_deactivate(store, &cx, &uom_schema, STR("BOX"), &now, &why), &why);
	fixture_ok(master_deactivate(store, &cx, &uom_schema, set, &now, &why), &why);
	ck_assert_int_eq(
	    master_restore(store, &cx, &item_schema, i->id, &item, &why), ERR_CONFLICT);
	ck_assert_int_eq(master_restore(store, &cx, &item_category_schema, c->id, &category, &why),
	    ERR_CONFLICT);
}
END_TEST

START_TEST(decimals_only_grow)
{
	struct uom patch = {0}, now = {0};

	masters_open(_i);
	SET(&patch, uom, decimals, 4);
	fixture_ok(try_update(&uom_schema, STR("KG"), &patch, &now), &why);
	SET(&patch, uom, decimals, 3);
	assert_field_fault(
	    try_update(&uom_schema, STR("KG"), &patch, &now), "greater_than_equal", "decimals");
}
END_TEST

/* --- updates --- */

START_TEST(a_change_at_a_wrong_version_is_stale)
{
	struct item *i = new_unit_item("I", "PCS"), patch = {0}, now = {0};

	masters_open(_i);
	must_create(&item_schema, i);
	SET(&patch, item, item_name, STR("Other"));
	cx.if_match = STR("\"7\"");
	ck_assert_int_eq(
	    master_update(store, &cx, &item_schema, i->id, &patch, &now, &why), ERR_STALE);
	why_clear(&why);
	cx.if_match = STR("\"1\"");
	fixture_ok(master_update(store, &cx, &item_schema, i->id, &patch, &now, &why), &why);
	ck_assert_int_eq(now.version, 2);
	cx.if_match = (struct str){NULL, 0};
	fixture_ok(try_update(&item_schema, i->id, &patch, &now), &why);
	ck_assert_int_eq(now.version, 2); /* nothing changed */
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("masters_rules");
	TCase *t = tcase_create("masters_rules");

	tcase_add_checked_fixture(t, masters_setup, masters_teardown);
#define ADD(test) tcase_add_loop_test(t, test, 0, FIXTURE_DRIVERS)
	ADD(a_code_left_out_comes_from_the_category);
	ADD(a_hand_given_code_is_gone_around);
	ADD(a_code_is_given_once_whatever_its_case);
	ADD(a_unit_of_the_same_code_is_a_duplicate);
	ADD(an_old_code_stays_with_its_item_and_may_come_back);
	ADD(barcodes_of_items_and_packs_are_one_kind_and_can_be_freed);
	ADD(the_nearest_category_that_names_units_decides);
	ADD(a_quantity_has_no_more_places_than_its_unit);
	ADD(a_pack_has_another_unit_than_its_item);
	ADD(the_stock_row_follows_the_minimum);
	ADD(the_unit_is_fixed_after_the_first_movement);
	ADD(an_item_with_stock_stays_active);
	ADD(items_of_the_same_name_are_shown);
	ADD(a_name_that_begins_alike_is_another);
	ADD(no_category_lies_below_itself);
	ADD(a_tree_has_at_most_32_levels);
	ADD(what_lies_below_moves_along);
	ADD(what_something_active_refers_to_stays_active);
	ADD(a_ratio_that_is_used_is_fixed);
	ADD(a_unit_keeps_the_root_of_its_base_and_the_ratio_to_it);
	ADD(five_units_of_a_chain_have_one_root);
	ADD(a_ratio_beyond_what_is_kept_is_refused);
	ADD(a_change_that_comes_to_the_same_ratio_is_none);
	ADD(a_base_of_others_becomes_no_multiple_itself);
	ADD(a_unit_is_named_in_any_case_and_kept_as_its_code);
	ADD(what_is_restored_needs_its_units_again);
	ADD(decimals_only_grow);
	ADD(a_change_at_a_wrong_version_is_stale);
	suite_add_tcase(s, t);
	return fixture_run(s);
}
