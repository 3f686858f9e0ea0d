/* schema_records.c - Tests every record table: sound, round trip, secrets kept. */
#include <json-c/json.h>
#include <stdio.h>
#include <string.h>

#include "base/decimal.h"
#include "base/mem.h"
#include "schema/c_layout.h"
#include "schema/csv.h"
#include "schema/json.h"
#include "schema/records.h"
#include "t/suite.h"

static void *mem;
static struct why why;
static uint64_t seed = 0x9e3779b97f4a7c15;

static void
records_setup(void)
{
	mem = mem_root("test");
	why_init(&why, mem);
}

static void
records_teardown(void)
{
	mem_free(mem);
}

static uint64_t
records_random(uint64_t below)
{
	seed ^= seed << 13, seed ^= seed >> 7, seed ^= seed << 17;
	return seed % below;
}

static int
schema_count(void)
{
	int n = 0;

	while (schemas[n] != NULL)
		n++;
	return n;
}

/* --- sample values --- */

static struct str
some_text(const struct field *f)
{
	static const char *const letters[] = {"a", "Z", "7", "\xc3\xa9", "\xe3\x83\x9c", "-", ","};
	struct buf b = buf_init(mem);
	int64_t least = field_is(f, F_MIN) ? f->min : 1;
	int64_t most = field_is(f, F_MAX) && f->max < 40 ? f->max : 40;
	uint64_t n = (uint64_t)least + records_random((uint64_t)(most - least) + 1);

	switch (f->format) {
	case FORMAT_EMAIL:
		return str_printf(mem, "u%llu@b.example", (unsigned long long)records_random(1000));
	case FORMAT_USERNAME:
		return str_printf(mem, "user.%llu", (unsigned long long)records_random(1000));
	case FORMAT_DAY:
		return STR("2024-02-29");
	case FORMAT_INSTANT:
		return STR("2026-03-01T09:30:00+05:30");
	case FORMAT_PERM:
		return STR("cost.read");
	default:
		for (uint64_t i = 0; i < n; i++)
			buf_puts(&b, letters[records_random(LENGTH(letters))]);
		return buf_str(&b);
	}
}

static int64_t
some_number(const struct field *f)
{
	int64_t least = field_is(f, F_MIN) ? f->min + field_is(f, F_ABOVE) : 1;
	int64_t most = field_is(f, F_MAX) ? f->max : least + 1000000000;

	if (f->type == T_DEC && most >= DEC_INPUT_MAX)
		most = DEC_INPUT_MAX - 1;
	return least + (int64_t)records_random((uint64_t)(most - least) + 1);
}

static void fill_record(const struct schema *, void *rec);

static void
fill_field(const struct schema *s, void *rec, size_t i)
{
	const struct field *f = &s->fields[i];
	void *at = rec_at(rec, f);

	switch (f->type) {
	case T_KEY:
	case T_TEXT:
	case T_REF:
		rec_set_text(rec, s, i, some_text(f));
		return;
	case T_JSON:
		rec_set_text(rec, s, i, STR("{\"a\":[1,null]}"));
		return;
	case T_BOOL:
		rec_set_number(rec, s, i, (int64_t)records_random(2));
		return;
	case T_ENUM:
		rec_set_number(rec, s, i, 0);
		return;
	case T_TIME:
		rec_set_number(rec, s, i, (int64_t)records_random(4000000000000));
		return;
	case T_LIST:
		*(struct list *)at = (struct list){MEM_MANY(mem, struct str, 2), 2};
		((struct list *)at)->v[0] = some_text(f);
		((struct list *)at)->v[1] = some_text(f);
		break;
	case T_LINES:
		*(struct lines *)at = (struct lines){mem_array(mem, 2, f->ref->size), 2};
		((struct lines *)at)->n = field_is(f, F_ONE) ? 1 : 2;
		fill_record(f->ref, line_at(f, at, 0));
		fill_record(f->ref, line_at(f, at, 1));
		break;
	default:
		rec_set_number(rec, s, i, some_number(f));
		return;
	}
	rec_mark(rec, i);
}

/* Sets all that a body may have: the required and default fields, and half of the others. */
static void
fill_record(const struct schema *s, void *rec)
{
	for (size_t i = 0; i < s->nfields; i++) {
		const struct field *f = &s->fields[i];

		if (!field_is(f, F_READONLY | F_HIDDEN | F_SECRET) &&
		    (field_is(f, F_REQUIRED | F_DEFAULT) || records_random(2) == 0))
			fill_field(s, rec, i);
	}
}

static void
fill_all(const struct schema *s, void *rec)
{
	for (size_t i = 0; i < s->nfields; i++)
		fill_field(s, rec, i);
}

static struct str
record_json(const struct schema *s, const void *rec)
{
	struct buf b = buf_init(mem);

	json_put_record(&b, s, rec, UINT64_MAX);
	return buf_str(&b);
}

/* --- the tests --- */

START_TEST(the_tables_are_sound)
{
	schema_assert();
	ck_assert_ptr_eq(schema_named(STR("item")), &item_schema);
	ck_assert_ptr_null(schema_named(STR("items")));
	ck_assert_int_eq(schema_field(&item_schema, STR("uom")), FIELD(item, uom));
	ck_assert_int_eq(schema_field(&item_schema, STR("UOM")), -1);
}
END_TEST

START_TEST(common_fields_are_found_by_index)
{
	ck_assert_int_eq(item_schema.code, FIELD(item, item_code));
	ck_assert_int_eq(item_schema.is_active, FIELD(item, is_active));
	ck_assert_int_eq(item_schema.updated_at, FIELD(item, updated_at));
	ck_assert_int_eq(item_schema.version, FIELD(item, version));
	ck_assert_int_eq(user_schema.code, FIELD(user, email));
	ck_assert_int_eq(balance_schema.is_active, -1);
	ck_assert_int_eq(audit_schema.version, -1);
	ck_assert_int_eq(audit_schema.code, -1);
}
END_TEST

/* A member of each record: sizes and offsets as this compiler has them. */
START_TEST(structs_are_printed_as_they_are_compiled)
{
	struct buf b = buf_init(mem);

	c_layout_put(&b);
	ck_assert_ptr_nonnull(
	    strstr(b.s, str_printf(mem, "struct item { /* %zu bytes */\n", sizeof(struct item)).s));
	ck_assert_ptr_nonnull(strstr(
	    b.s, str_printf(mem,
		     "\tstruct str category_id; /* at %zu, bit %d: REF of item_category, required, "
		     "indexed */\n",
		     offsetof(struct item, category_id), FIELD(item, category_id))
		     .s));
	ck_assert_ptr_nonnull(strstr(b.s,
	    str_printf(mem, "\tint64_t version; /* at %zu, bit %d: INT, required, readonly */\n",
		offsetof(struct item, version), FIELD(item, version))
		.s));
}
END_TEST

START_TEST(each_row_says_what_it_is)
{
	const struct schema *s = schemas[_i];

	for (size_t i = 0; i < s->nfields; i++) {
		const char *doc = s->fields[i].doc;

		ck_assert_msg(doc != NULL && strlen(doc) > 3, "%s.%s", s->name, s->fields[i].name);
		ck_assert_msg(doc[strlen(doc) - 1] == '.', "%s.%s", s->name, s->fields[i].name);
	}
}
END_TEST

/* A body with a secret is never written, so it cannot be read back. */
static bool
needs_secret(const struct schema *s)
{
	for (size_t i = 0; i < s->nfields; i++)
		if (field_is(&s->fields[i], F_SECRET) && field_is(&s->fields[i], F_REQUIRED) &&
		    !field_is(&s->fields[i], F_READONLY))
			return true;
	return false;
}

START_TEST(what_was_written_is_read_back)
{
	const struct schema *s = schemas[_i];

	for (int round = 0; round < 20 && !needs_secret(s); round++) {
		void *rec = mem_new(mem, s->size), *back = mem_new(mem, s->size);
		struct json_object *o;
		struct str text;

		fill_record(s, rec);
		text = record_json(s, rec);
		ck_assert_int_eq(json_parse(mem, text, &o, &why), OK);
		ck_assert_msg(json_read(o, s, CHECK_UPDATE, back, NULL, &why) == OK, "%s: %s: %s",
		    s->name, text.s, why.faults->msg.s);
		ck_assert_str_eq(record_json(s, back).s, text.s);
	}
}
END_TEST

START_TEST(a_merge_takes_all_that_may_be_changed)
{
	const struct schema *s = schemas[_i];
	void *rec = mem_new(mem, s->size), *into = mem_new(mem, s->size);

	fill_record(s, rec);
	rec_merge(s, into, rec);
	ck_assert_str_eq(record_json(s, into).s, record_json(s, rec).s);
}
END_TEST

START_TEST(no_secret_leaves)
{
	const struct schema *s = schemas[_i];
	void *rec = mem_new(mem, s->size);
	struct buf all = buf_init(mem);

	fill_all(s, rec);
	for (size_t i = 0; i < s->nfields; i++)
		if (field_is(&s->fields[i], F_SECRET))
			rec_set_text(rec, s, i, STR("hunter2"));
	json_put_record(&all, s, rec, UINT64_MAX);
	buf_put(&all, json_diff(mem, s, rec, NULL));
	csv_put_header(&all, &csv_plain, s, UINT64_MAX, UINT64_MAX);
	csv_put_record(&all, &csv_plain, s, rec, UINT64_MAX, UINT64_MAX);
	ck_assert_msg(strstr(all.s, "hunter2") == NULL, "%s", s->name);
}
END_TEST

START_TEST(a_field_that_may_not_be_read_is_nowhere)
{
	struct stock_transaction t = {0};
	struct buf b = buf_init(mem);

	SET(&t, stock_transaction, unit_cost, 5 * DEC_ONE);
	json_put_record(&b, &stock_transaction_schema, &t, 0);
	ck_assert_str_eq(b.s, "{}");
	buf_clear(&b);
	csv_put_header(&b, &csv_plain, &stock_transaction_schema, UINT64_MAX, 0);
	ck_assert_ptr_null(strstr(b.s, "unit_cost"));
	buf_clear(&b);
	json_put_record(&b, &stock_transaction_schema, &t, UINT64_C(1) << PERM_COST_READ);
	ck_assert_str_eq(b.s, "{\"unit_cost\":5}");
}
END_TEST

START_TEST(a_difference_holds_what_changed)
{
	struct item a = {0}, b = {0};

	SET(&a, item, item_name, STR("Bolt"));
	SET(&a, item, min_stock_level, DEC_ONE / 2);
	SET(&a, item, returnable, true);
	b = a;
	SET(&b, item, item_name, STR("Nut"));
	rec_unset(&b, FIELD(item, returnable));
	ck_assert_str_eq(
	    json_diff(mem, &item_schema, &a, &b).s, "{\"item_name\":\"Bolt\",\"returnable\":true}");
	ck_assert_str_eq(json_diff(mem, &item_schema, &b, &a).s, "{\"item_name\":\"Nut\"}");
	ck_assert_str_eq(json_diff(mem, &item_schema, &a, &a).s, "{}");
}
END_TEST

int
main(void)
{
	TCase *c = tcase_create("records");
	int n = schema_count();

	tcase_add_checked_fixture(c, records_setup, records_teardown);
	tcase_add_test(c, the_tables_are_sound);
	tcase_add_test(c, common_fields_are_found_by_index);
	tcase_add_test(c, structs_are_printed_as_they_are_compiled);
	tcase_add_loop_test(c, each_row_says_what_it_is, 0, n);
	tcase_add_loop_test(c, what_was_written_is_read_back, 0, n);
	tcase_add_loop_test(c, a_merge_takes_all_that_may_be_changed, 0, n);
	tcase_add_loop_test(c, no_secret_leaves, 0, n);
	tcase_add_test(c, a_field_that_may_not_be_read_is_nowhere);
	tcase_add_test(c, a_difference_holds_what_changed);
	return suite_run("records", c);
}
