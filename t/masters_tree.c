/* masters_tree.c - Tests descendants in trees, and prefixes of item codes. */
#include "base/mem.h"
#include "masters/code/code.h"
#include "masters/tree/tree.h"
#include "t/fixture.h"

static void *mem;
static struct why why;
static struct store *store;
static struct batch batch;

static void
tree_setup(void)
{
	mem = mem_root("test");
	why_init(&why, mem);
	batch = batch_init(mem);
}

static void
tree_teardown(void)
{
	mem_free(mem);
}

static void
add_recipient(const char *id, const char *parent)
{
	struct recipient *r = MEM_ONE(mem, struct recipient);

	SET(r, recipient, id, str_of(id));
	SET(r, recipient, code, str_of(id));
	SET(r, recipient, name, str_of(id));
	SET(r, recipient, kind, RECIPIENT_PERSON);
	SET(r, recipient, is_active, true);
	SET(r, recipient, created_at, 1);
	SET(r, recipient, updated_at, 1);
	if (parent != NULL)
		SET(r, recipient, parent, str_of(parent));
	batch_add(&batch, OP_INSERT, &recipient_schema, r);
}

static void
apply_batch(void)
{
	fixture_ok(store_apply(store, batch.ops, batch.n, &why), &why);
}

START_TEST(all_that_lies_below_is_found_whatever_its_depth)
{
	struct list ids;

	store = fixture_store(mem, fixture_drivers[_i]);
	add_recipient("a", NULL);
	add_recipient("b", "a");
	add_recipient("c", "b");
	add_recipient("d", "c");
	add_recipient("e", "a");
	add_recipient("other", NULL);
	apply_batch();
	fixture_ok(tree_descendants(store, &recipient_schema, STR("a"), &ids, &why), &why);
	ck_assert_uint_eq(ids.n, 5);
	ck_assert(str_is(ids.v[0], "a"));
	fixture_ok(tree_descendants(store, &recipient_schema, STR("c"), &ids, &why), &why);
	ck_assert_uint_eq(ids.n, 2);
	fixture_ok(tree_descendants(store, &recipient_schema, STR("nobody"), &ids, &why), &why);
	ck_assert_uint_eq(ids.n, 1);
}
END_TEST

START_TEST(more_children_than_a_slice_are_all_found)
{
	struct list ids;

	store = fixture_store(mem, "sqlite");
	add_recipient("top", NULL);
	for (int i = 0; i < 1203; i++)
		add_recipient(str_printf(mem, "child-%04d", i).s, "top");
	for (int i = 0; i < 1203; i += 2)
		add_recipient(
		    str_printf(mem, "grand-%04d", i).s, str_printf(mem, "child-%04d", i).s);
	apply_batch();
	fixture_ok(tree_descendants(store, &recipient_schema, STR("top"), &ids, &why), &why);
	ck_assert_uint_eq(ids.n, 1 + 1203 + 602);
}
END_TEST

START_TEST(what_refers_to_itself_is_a_tree)
{
	ck_assert_int_eq(tree_field(&item_category_schema), FIELD(item_category, parent_category));
	ck_assert_int_eq(tree_field(&location_schema), FIELD(location, parent_location));
	ck_assert_int_eq(tree_field(&uom_schema), FIELD(uom, base_uom));
	ck_assert_int_eq(tree_field(&supplier_schema), -1);
}
END_TEST

START_TEST(an_item_code_begins_like_its_category)
{
	static const struct {
		const char *category, *prefix;
	} c[] = {
	    {"BOL", "BOL"},
	    {"BOL-M8", "BOL"},
	    {"FASTENERS", "FASTENERS"},
	    {"FASTENERSANDMORE", "FASTENERSA"},
	    {"K\xc3\xbchlmittelpumpen", "K\xc3\xbchlmittel"},
	    {"-", "ITEM"},
	    {"2-way", "2"},
	};

	ck_assert(str_is(code_prefix(str_of(c[_i].category)), c[_i].prefix));
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("masters_tree");
	TCase *t = tcase_create("masters_tree");

	tcase_add_checked_fixture(t, tree_setup, tree_teardown);
	tcase_add_loop_test(t, all_that_lies_below_is_found_whatever_its_depth, 0, FIXTURE_DRIVERS);
	tcase_add_test(t, more_children_than_a_slice_are_all_found);
	tcase_add_test(t, what_refers_to_itself_is_a_tree);
	tcase_add_loop_test(t, an_item_code_begins_like_its_category, 0, 7);
	suite_add_tcase(s, t);
	return fixture_run(s);
}
