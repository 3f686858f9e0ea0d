/*
 * schema_bson.c - Tests the generated MongoDB commands, validators and indexes, and the
 * migration that contains them.
 *
 * UPDATE_GOLDEN=1 prints that migration anew, which is allowed until it is released.
 */
#include "t/fixture.h"

#include <bson/bson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "schema/bson_schema.h"
#include "schema/terms.h"

static void *mem;
static bson_t *commands; /* {"v": [command, ...]} */

static bson_t *
parse_commands(const char *text)
{
	struct str wrapped = str_printf(mem, "{\"v\": %s}", text);
	bson_error_t error;
	bson_t *b = bson_new_from_json((const uint8_t *)wrapped.s, (ssize_t)wrapped.n, &error);

	ck_assert_msg(b != NULL, "%s", error.message);
	return b;
}

static void
bson_setup(void)
{
	struct buf b;

	mem = mem_root("test");
	b = buf_init(mem);
	bson_schema_put(&b);
	commands = parse_commands(b.s);
}

static void
bson_teardown(void)
{
	bson_destroy(commands);
	mem_free(mem);
}

/* The first command of that name for this collection; false when there is none. */
static bool
find_command(const char *name, const char *collection, bson_iter_t *out)
{
	bson_iter_t all, each;

	ck_assert(bson_iter_init_find(&all, commands, "v") && bson_iter_recurse(&all, &each));
	while (bson_iter_next(&each)) {
		ck_assert(bson_iter_recurse(&each, out) && bson_iter_next(out));
		if (strcmp(bson_iter_key(out), name) == 0 &&
		    strcmp(bson_iter_utf8(out, NULL), collection) == 0)
			return true;
	}
	return false;
}

/* The index of that name as JSON; NULL when there is none. */
static const char *
index_of(const char *collection, const char *name)
{
	bson_iter_t command, indexes, one, field;

	ck_assert(find_command("createIndexes", collection, &command));
	ck_assert(bson_iter_find(&command, "indexes") && bson_iter_recurse(&command, &indexes));
	while (bson_iter_next(&indexes)) {
		const uint8_t *data;
		uint32_t n;
		bson_t doc;
		char *json;

		bson_iter_document(&indexes, &n, &data);
		ck_assert(bson_init_static(&doc, data, n));
		ck_assert(bson_iter_recurse(&indexes, &one) &&
			  bson_iter_find_descendant(&one, "name", &field));
		if (strcmp(bson_iter_utf8(&field, NULL), name) != 0)
			continue;
		json = bson_as_relaxed_extended_json(&doc, NULL);
		name = mem_copy(mem, json, strlen(json));
		bson_free(json);
		return name;
	}
	return NULL;
}

/* --- the migration --- */

static const char *
migration_path(const char *way)
{
	return str_printf(mem, "%s/mongo/007_records.%s.json", fixture_migrations(), way).s;
}

static void
print_file(const char *way, void (*put)(struct buf *))
{
	struct buf b = buf_init(mem);
	FILE *f = fopen(migration_path(way), "w");

	put(&b);
	ck_assert_ptr_nonnull(f);
	ck_assert_uint_eq(fwrite(b.s, 1, b.n, f), b.n);
	ck_assert_int_eq(fclose(f), 0);
}

static void
assert_same_file(const char *way, void (*put)(struct buf *))
{
	struct buf b = buf_init(mem);
	FILE *f = fopen(migration_path(way), "r");
	char *text;
	size_t n;

	put(&b);
	text = mem_new(mem, b.n + 2);
	ck_assert_ptr_nonnull(f);
	n = fread(text, 1, b.n + 1, f);
	fclose(f);
	ck_assert_msg(n == b.n && memcmp(text, b.s, n) == 0,
	    "%s differs from records/*.def: until it is released run `./dev golden`, "
	    "afterwards write another migration",
	    migration_path(way));
}

START_TEST(the_last_migration_is_what_the_tables_of_records_print)
{
	bson_setup();
	if (getenv("UPDATE_GOLDEN") != NULL) {
		print_file("up", bson_schema_put);
		print_file("down", bson_schema_put_drop);
	}
	assert_same_file("up", bson_schema_put);
	assert_same_file("down", bson_schema_put_drop);
	bson_teardown();
}
END_TEST

START_TEST(what_undoes_it_is_well_formed)
{
	struct buf b;

	bson_setup();
	b = buf_init(mem);
	bson_schema_put_drop(&b);
	bson_destroy(parse_commands(b.s));
	bson_teardown();
}
END_TEST

/* --- collections, validators, views --- */

START_TEST(each_record_that_is_kept_has_its_four_commands)
{
	bson_setup();
	for (size_t i = 0; schemas[i] != NULL; i++) {
		const struct schema *s = schemas[i];
		struct str view = str_printf(mem, "v_%s", s->name);
		bson_iter_t it;

		ck_assert_int_eq(find_command("create", s->plural, &it), s->stored);
		ck_assert_int_eq(find_command("collMod", s->plural, &it), s->stored);
		ck_assert_int_eq(find_command("createIndexes", s->plural, &it), s->stored);
		ck_assert_int_eq(find_command("create", view.s, &it), s->stored);
	}
	bson_teardown();
}
END_TEST

/* The validator's rules for one field, as JSON. */
static const char *
find_property(const char *collection, const char *field)
{
	bson_iter_t command, at;
	const uint8_t *data;
	uint32_t n;
	bson_t doc;
	char *json;
	const char *text;

	ck_assert(find_command("collMod", collection, &command));
	ck_assert(bson_iter_find(&command, "validator"));
	ck_assert(bson_iter_recurse(&command, &at));
	text = str_printf(mem, "$jsonSchema.properties.%s", field).s;
	ck_assert(bson_iter_find_descendant(&at, text, &command));
	bson_iter_document(&command, &n, &data);
	ck_assert(bson_init_static(&doc, data, n));
	json = bson_as_relaxed_extended_json(&doc, NULL);
	text = mem_copy(mem, json, strlen(json));
	bson_free(json);
	return text;
}

START_TEST(validators_hold_types_names_and_the_bounds_that_sums_rely_on)
{
	bson_setup();
	ck_assert_str_eq(find_property("items", "item_code"), "{ \"bsonType\" : \"string\" }");
	ck_assert_str_eq(find_property("items", "is_active"), "{ \"bsonType\" : \"bool\" }");
	ck_assert_str_eq(find_property("items", "created_at"), "{ \"bsonType\" : \"date\" }");
	ck_assert_str_eq(find_property("items", "reorder_qty"),
	    "{ \"bsonType\" : \"long\", \"minimum\" : 0, \"exclusiveMinimum\" : true }");
	ck_assert_str_eq(find_property("balances", "on_hand"),
	    "{ \"bsonType\" : \"long\", \"minimum\" : 0, \"maximum\" : 9000000000000000000 }");
	ck_assert_str_eq(find_property("users", "role"),
	    "{ \"enum\" : [ \"admin\", \"manager\", \"staff\", \"viewer\" ] }");
	ck_assert_str_eq(find_property("items", "former_codes"),
	    "{ \"bsonType\" : \"array\", \"items\" : { \"bsonType\" : \"string\" } }");
	ck_assert_ptr_nonnull(strstr(find_property("items", "packs"), "\"numerator\""));
	bson_teardown();
}
END_TEST

START_TEST(views_show_decimals_and_no_secret)
{
	bson_iter_t it;
	char *json;
	const uint8_t *data;
	uint32_t n;
	bson_t doc;

	bson_setup();
	ck_assert(find_command("create", "v_user", &it) && bson_iter_find(&it, "pipeline"));
	bson_iter_array(&it, &n, &data);
	ck_assert(bson_init_static(&doc, data, n));
	json = bson_as_relaxed_extended_json(&doc, NULL);
	ck_assert_ptr_nonnull(strstr(json, "\"password_hash\""));
	bson_free(json);
	ck_assert(find_command("create", "v_balance", &it) && bson_iter_find(&it, "pipeline"));
	bson_iter_array(&it, &n, &data);
	ck_assert(bson_init_static(&doc, data, n));
	json = bson_as_relaxed_extended_json(&doc, NULL);
	ck_assert_ptr_nonnull(strstr(json, "\"$divide\" : [ \"$on_hand\""));
	bson_free(json);
	bson_teardown();
}
END_TEST

/* --- indexes --- */

START_TEST(indexes_have_the_names_that_mongodb_would_give_them)
{
	static const struct {
		const char *collection, *name, *text;
	} expected[] = {
	    {"items", "item_code_1", "\"key\" : { \"item_code\" : 1 }, \"unique\" : true }"},
	    {"items", "category_id_1", "\"key\" : { \"category_id\" : 1, \"id\" : 1 } }"},
	    {"items", "is_active_1", "\"is_active\" : 1"},
	    {"items", "id_1", "\"unique\" : true"},
	    {"item_categories", "id_1", "\"unique\" : true"},
	    {"item_categories", "parent_category_1", "\"parent_category\" : 1"},
	    {"item_categories", "level_1", "\"level\" : 1"},
	    {"users", "email_1", "\"unique\" : true }"},
	    {"users", "username_1", "\"unique\" : true }"},
	    {"stock_transactions", "item_id_1", "\"item_id\" : 1"},
	    {"stock_transactions", "transaction_date_-1", "\"transaction_date\" : -1"},
	    {"stock_transactions", "transaction_type_1", "\"transaction_type\" : 1"},
	    {"stock_transactions", "reverses_id_1",
		"\"unique\" : true, \"partialFilterExpression\" : { \"reverses_id\" : { "
		"\"$exists\" : true } }"},
	    {"stock_transactions", "item_id_1_seq_1",
		"{ \"item_id\" : 1, \"seq\" : 1, \"id\" : 1 }"},
	    {"items", "terms_1", "\"terms\" : 1"},
	};

	bson_setup();
	for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
		const char *text = index_of(expected[i].collection, expected[i].name);

		ck_assert_msg(text != NULL, "%s.%s", expected[i].collection, expected[i].name);
		ck_assert_msg(strstr(text, expected[i].text) != NULL, "%s", text);
	}
	bson_teardown();
}
END_TEST

/* Each field that a list filters or sorts by is the first of an index, and so is each pair. */
START_TEST(no_list_needs_to_look_at_every_document)
{
	bson_setup();
	for (size_t k = 0; schemas[k] != NULL; k++) {
		const struct schema *s = schemas[k];

		for (size_t i = 0; s->stored && i < s->nfields; i++) {
			const struct field *f = &s->fields[i];
			const char *name =
			    str_printf(mem, "%s_%d", f->name, f->type == T_TIME ? -1 : 1).s;

			if (i > 0 && !field_is(f, F_INDEXED | F_UNIQUE))
				continue;
			ck_assert_msg(
			    index_of(s->plural, name) != NULL, "%s.%s", s->plural, f->name);
		}
		if (s->stored && terms_searchable(s))
			ck_assert_ptr_nonnull(index_of(s->plural, "terms_1"));
	}
	bson_teardown();
}
END_TEST

int
main(void)
{
	const TTest *const cases[] = {
	    the_last_migration_is_what_the_tables_of_records_print,
	    what_undoes_it_is_well_formed,
	    each_record_that_is_kept_has_its_four_commands,
	    validators_hold_types_names_and_the_bounds_that_sums_rely_on,
	    views_show_decimals_and_no_secret,
	    indexes_have_the_names_that_mongodb_would_give_them,
	    no_list_needs_to_look_at_every_document,
	};
	Suite *s = suite_create("schema_bson");
	TCase *tc = tcase_create("MongoDB");

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		tcase_add_test(tc, cases[i]);
	suite_add_tcase(s, tc);
	return fixture_run(s);
}
