/* schema_json.c - Tests JSON parsing, checks of bodies, and error bodies. */
#include <json-c/json.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/quote.h"
#include "schema/json.h"
#include "schema/records.h"
#include "t/suite.h"

static void *mem;
static struct why why;

static void
json_setup(void)
{
	mem = mem_root("test");
	why_init(&why, mem);
}

static void
json_teardown(void)
{
	mem_free(mem);
}

/* --- invalid JSON --- */

#define RAW(text)                                                                                  \
	{                                                                                          \
		(text), sizeof(text) - 1                                                           \
	}

static const struct str not_json[] = {
    RAW(""),
    RAW("   "),
    RAW("null"),
    RAW("5"),
    RAW("\"x\""),
    RAW("[]"),
    RAW("[{}]"),
    RAW("{"),
    RAW("}"),
    RAW("{}}"),
    RAW("{}{}"),
    RAW("{} x"),
    RAW("{}\0"),
    RAW("{\"a\"}"),
    RAW("{\"a\":}"),
    RAW("{\"a\":1,}"),
    RAW("{,}"),
    RAW("{\"a\" 1}"),
    RAW("{\"a\":1 \"b\":2}"),
    RAW("{\"a\":[1,]}"),
    RAW("{\"a\":[1 2]}"),
    RAW("{\"a\":[1}"),
    RAW("{a:1}"),
    RAW("{'a':1}"),
    RAW("{\"a\":'b'}"),
    RAW("{\"a\":\"b}"),
    RAW("{\"a\":True}"),
    RAW("{\"a\":TRUE}"),
    RAW("{\"a\":tru}"),
    RAW("{\"a\":truefalse}"),
    RAW("{\"a\":nul}"),
    RAW("{\"a\":NaN}"),
    RAW("{\"a\":nan}"),
    RAW("{\"a\":Infinity}"),
    RAW("{\"a\":-Infinity}"),
    RAW("{\"a\":undefined}"),
    RAW("{\"a\":01}"),
    RAW("{\"a\":+1}"),
    RAW("{\"a\":.5}"),
    RAW("{\"a\":5.}"),
    RAW("{\"a\":-}"),
    RAW("{\"a\":1e}"),
    RAW("{\"a\":1.e5}"),
    RAW("{\"a\":0x10}"),
    RAW("{\"a\":1-2}"),
    RAW("{\"a\":1 2}"),
    RAW("{\"a\":1}/* c */"),
    RAW("// c\n{\"a\":1}"),
    RAW("{\"a\":\"\n\"}"),
    RAW("{\"a\":\"\t\"}"),
    RAW("{\"a\":\"\x01\"}"),
    RAW("{\"a\nb\":1}"),
    RAW("{\"a\":\"\\x41\"}"),
    RAW("{\"a\":\"\\\n\"}"),
    RAW("{\"a\":\"\\"),
    RAW("{\"a\":\"\\u12\"}"),
    RAW("{\"a\":\"\\u12g4\"}"),
    RAW("{\"a\":\"\\u0000\"}"),
    RAW("{\"\\u0000\":1}"),
    RAW("{\"a\":\"\\ud800\"}"),
    RAW("{\"a\":\"\\udc00\"}"),
    RAW("{\"a\":\"\\ud800\\u0041\"}"),
    RAW("{\"a\":\"\\ud800\\ud800\"}"),
    RAW("{\"a\":\"\\ud83d"),
    RAW("{\"a\":\"\xff\"}"),
    RAW("{\"a\":\"\xc0\xaf\"}"),
    RAW("{\"a\":\"\xed\xa0\x80\"}"),
    RAW("{\"a\":\"\xf4\x90\x80\x80\"}"),
    RAW("{\"a\":\"\xe2\x82\"}"),
    RAW("{\"a\":\"x\0y\"}"),
    RAW("\xef\xbb\xbf{}"),
    RAW("\xff\xfe{\0}\0"),
    RAW("{\"a\":1,\"a\":1}"),
    RAW("{\"a\":1,\"\\u0061\":2}"),
    RAW("{\"b\":[{\"a\":1,\"a\":2}]}"),
    RAW("{\"a\":null,\"a\":1}"),
    RAW("{\"\":1,\"\":2}"),
    RAW("{}\x0b"),
    RAW("{\xc2\xa0}"),
    RAW("{\"a\";1}"),
    RAW("{\"a\":1]"),
    RAW("{\"a\":{]}"),
};

START_TEST(what_is_not_json_is_refused)
{
	struct json_object *o;
	enum err e = json_parse(mem, str_dup(mem, not_json[_i]), &o, &why);

	ck_assert_msg(e == ERR_BAD_JSON, "%.*s", STRF(not_json[_i]));
	ck_assert_ptr_null(o);
	ck_assert_uint_gt(why.text.n, 0);
}
END_TEST

static const char *const json[] = {
    "{}",
    " \t\r\n{ } \n",
    "{\"a\":[{},[],null,true,false,-0.5e+3,\"\"]}",
    "{\"a\":\"\\ud83d\\ude00 \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u00e9\"}",
    "{\"a\":{\"a\":{\"a\":1}}}",
    "{\"a\":1,\"A\":2}",
    "{\"a\":\"' // NaN \xc3\xa9\"}",
    "{\"a\":123456789012345678901234567890}",
};

START_TEST(what_is_json_is_taken)
{
	struct json_object *o;

	ck_assert_int_eq(json_parse(mem, str_of(json[_i]), &o, &why), OK);
	ck_assert_ptr_nonnull(o);
}
END_TEST

static struct str
nested_object(int depth)
{
	struct buf b = buf_init(mem);

	buf_puts(&b, "{\"a\":");
	for (int i = 0; i < depth; i++)
		buf_putc(&b, '[');
	for (int i = 0; i < depth; i++)
		buf_putc(&b, ']');
	buf_putc(&b, '}');
	return buf_str(&b);
}

START_TEST(depth_and_size_have_an_end)
{
	struct json_object *o;
	struct buf b = buf_init(mem);

	ck_assert_int_eq(json_parse(mem, nested_object(JSON_DEPTH_MAX - 2), &o, &why), OK);
	ck_assert_int_eq(json_parse(mem, nested_object(JSON_DEPTH_MAX), &o, &why), ERR_BAD_JSON);
	ck_assert_int_eq(json_parse(mem, nested_object(100000), &o, &why), ERR_BAD_JSON);
	buf_puts(&b, "{\"a\":[0");
	for (int i = 0; i < JSON_MEMBERS_MAX; i++)
		buf_puts(&b, ",0");
	buf_puts(&b, "]}");
	ck_assert_int_eq(json_parse(mem, buf_str(&b), &o, &why), ERR_BAD_JSON);
}
END_TEST

/* --- invalid bodies --- */

static bool
is_visible(struct str v)
{
	for (size_t i = 0; i < v.n; i++)
		if (v.s[i] <= ' ' || v.s[i] >= 0x7f || v.s[i] == '"' || v.s[i] == '\\')
			return false;
	return v.n > 0;
}

static void
put_fault_loc(struct buf *b, const struct loc *l)
{
	if (l->parent != NULL) {
		put_fault_loc(b, l->parent);
		buf_putc(b, '.');
	}
	if (l->is_index)
		buf_put_int(b, (int64_t)l->index);
	else if (is_visible(l->name))
		buf_put(b, l->name);
	else
		quote_put(b, l->name);
}

static struct str
fault_text(void)
{
	struct buf b = buf_init(mem);

	for_each_fault (f, &why) {
		if (b.n > 0)
			buf_puts(&b, "; ");
		put_fault_loc(&b, f->loc);
		buf_printf(&b, " %s", f->type);
		ck_assert_uint_gt(f->msg.n, 0);
	}
	if (b.n == 0)
		buf_putc(&b, '-');
	return buf_str(&b);
}

static bool
check_case(struct str line)
{
	struct str name, how, body, expected, rest = str_cut(line, ' ', &name);
	const char *arrow;
	struct json_object *o;
	const struct schema *s = schema_named(name);
	enum err e;
	void *rec;

	rest = str_cut(rest, ' ', &how);
	arrow = memmem(rest.s, rest.n, "} => ", 5);
	ck_assert_msg(s != NULL && arrow != NULL, "%.*s", STRF(line));
	body = (struct str){rest.s, (size_t)(arrow + 1 - rest.s)};
	expected = str_from(rest, body.n + 4);
	rec = mem_new(mem, s->size);
	why_clear(&why);
	ck_assert_msg(json_parse(mem, body, &o, &why) == OK, "%.*s", STRF(body));
	e = json_read(o, s, str_is(how, "create") ? CHECK_CREATE : CHECK_UPDATE, rec, NULL, &why);
	if (str_eq(fault_text(), expected) && (e == OK) == str_is(expected, "-"))
		return true;
	fprintf(stderr, "# %.*s\n#   found: %.*s\n", STRF(line), STRF(fault_text()));
	return false;
}

START_TEST(all_that_is_wrong_with_a_body_is_named)
{
	struct str path = str_printf(mem, "%s/t/golden/bad_bodies.txt", getenv("srcdir"));
	FILE *f = fopen(path.s, "r");
	char line[8192];
	int n = 0, wrong = 0;

	ck_assert_msg(f != NULL, "%s", path.s);
	for (; fgets(line, sizeof line, f) != NULL; n++)
		if (line[0] != '#')
			wrong += !check_case((struct str){line, strlen(line) - 1});
	fclose(f);
	ck_assert_int_ge(n, 200);
	ck_assert_int_eq(wrong, 0);
}
END_TEST

START_TEST(texts_are_kept_composed_and_without_space_around)
{
	struct user u = {0};
	struct json_object *o;

	ck_assert_int_eq(json_parse(mem,
			     STR("{\"email\":\"A.B@B\xc3\xbc"
				 "cher.Example\",\"username\":\" Jo\xcc\x88rg \"}"),
			     &o, &why),
	    OK);
	ck_assert_int_eq(json_read(o, &user_schema, CHECK_UPDATE, &u, NULL, &why), OK);
	ck_assert_str_eq(u.email.s, "a.b@xn--bcher-kva.example");
	ck_assert_str_eq(u.username.s, "j\xc3\xb6rg");
}
END_TEST

START_TEST(quantities_do_not_pass_through_a_double)
{
	struct posting_request p = {0};
	struct json_object *o;

	ck_assert_int_eq(json_parse(mem,
			     STR("{\"quantity\":999999999.999999,\"stock_quantity\":"
				 "\"0.1\",\"unit_cost\":1.10}"),
			     &o, &why),
	    OK);
	ck_assert_int_eq(json_read(o, &posting_request_schema, CHECK_CREATE, &p, NULL, &why), OK);
	ck_assert_int_eq(p.quantity, 999999999999999);
	ck_assert_int_eq(p.stock_quantity, 100000);
	ck_assert_int_eq(p.unit_cost, 1100000);
}
END_TEST

START_TEST(null_absent_and_set_are_three_things)
{
	struct item old = {0}, patch = {0};
	struct json_object *o;

	SET(&old, item, description, STR("old"));
	SET(&old, item, barcode, STR("123"));
	SET(&old, item, item_name, STR("Bolt"));
	SET(&old, item, version, 7);
	ck_assert_int_eq(json_parse(mem,
			     STR("{\"description\":null,\"item_name\":\"Nut\","
				 "\"version\":9}"),
			     &o, &why),
	    OK);
	ck_assert_int_eq(json_read(o, &item_schema, CHECK_UPDATE, &patch, NULL, &why), OK);
	rec_merge(&item_schema, &old, &patch);
	ck_assert(!HAS(&old, item, description));
	ck_assert_str_eq(old.barcode.s, "123");
	ck_assert_str_eq(old.item_name.s, "Nut");
	ck_assert_int_eq(old.version, 7);
}
END_TEST

START_TEST(a_misspelt_field_is_answered_with_the_one_that_was_meant)
{
	struct item i = {0};
	struct json_object *o;

	ck_assert_int_eq(json_parse(mem, STR("{\"item_nmae\":\"x\"}"), &o, &why), OK);
	ck_assert_int_eq(json_read(o, &item_schema, CHECK_UPDATE, &i, NULL, &why), ERR_INVALID);
	ck_assert_str_eq(why.faults->msg.s, "is not a field of item; did you mean item_name?");
}
END_TEST

/* --- records after a failed check --- */

/* {"name":[member,...]} with one more than the field allows. */
static struct str
one_too_many(const struct field *f, const char *member)
{
	struct buf b = buf_init(mem);

	buf_printf(&b, "{\"%s\":[", f->name);
	for (int64_t i = 0; i <= f->max; i++)
		buf_printf(&b, "%s%s", i == 0 ? "" : ",", member);
	buf_puts(&b, "]}");
	return buf_str(&b);
}

static void
leaves_nothing_of_a_list_too_long(const struct schema *s, size_t field)
{
	const struct field *f = &s->fields[field];
	const struct lines none = {0};
	struct json_object *o;
	void *rec = mem_new(mem, s->size);
	struct str body = one_too_many(f, f->type == T_LINES ? "{}" : "\"x\"");

	why_clear(&why);
	ck_assert_int_eq(json_parse(mem, body, &o, &why), OK);
	ck_assert_int_eq(json_read(o, s, CHECK_UPDATE, rec, NULL, &why), ERR_INVALID);
	ck_assert_str_eq(why.faults->type, "too_long");
	ck_assert_msg(!rec_has(rec, field), "%s.%s", s->name, f->name);
	ck_assert_mem_eq(rec_at(rec, f), &none, sizeof none);
}

START_TEST(a_list_above_its_maximum_is_a_fault_and_nothing_else)
{
	int n = 0;

	for (size_t k = 0; schemas[k] != NULL; k++)
		for (size_t i = 0; i < schemas[k]->nfields; i++) {
			const struct field *f = &schemas[k]->fields[i];

			if ((f->type != T_LINES && f->type != T_LIST) || !field_is(f, F_MAX) ||
			    field_is(f, F_READONLY))
				continue;
			leaves_nothing_of_a_list_too_long(schemas[k], i);
			n++;
		}
	ck_assert_int_ge(n, 6);
}
END_TEST

START_TEST(only_what_is_right_is_left_in_a_record_with_faults)
{
	const struct str zero = {0};
	struct item i = {0};
	struct json_object *o;

	ck_assert_int_eq(json_parse(mem,
			     STR("{\"item_name\":\"Nut\",\"category_id\":\"\",\"uom\":null,"
				 "\"min_stock_level\":-1,\"barcode\":5,"
				 "\"packs\":[{\"uom\":\"BOX\",\"numerator\":0}]}"),
			     &o, &why),
	    OK);
	ck_assert_int_eq(json_read(o, &item_schema, CHECK_CREATE, &i, NULL, &why), ERR_INVALID);
	ck_assert(HAS(&i, item, item_name));
	ck_assert(!HAS(&i, item, category_id) && !HAS(&i, item, uom));
	ck_assert(!HAS(&i, item, min_stock_level) && !HAS(&i, item, barcode));
	ck_assert(!HAS(&i, item, packs));
	ck_assert_mem_eq(&i.category_id, &zero, sizeof zero);
	ck_assert_int_eq(i.min_stock_level, 0);
	ck_assert(!rec_is_null(&i, FIELD(item, uom)));
}
END_TEST

/* --- error bodies --- */

static const char *
error_text(void)
{
	struct buf b = buf_init(mem);

	json_put_error(&b, &why, STR("r1"));
	return b.s;
}

START_TEST(an_error_has_the_shape_that_clients_read)
{
	err_set(&why, ERR_NOT_FOUND, "Item not found");
	ck_assert_str_eq(error_text(),
	    "{\"detail\":\"Item not found\",\"code\":\"not_found\",\"request_id\":\"r1\"}");
	buf_puts(&why.more, "\"permission\":\"item.read\"");
	err_set(&why, ERR_FORBIDDEN, "Insufficient permissions");
	ck_assert_str_eq(error_text(),
	    "{\"detail\":\"Insufficient permissions\",\"code\":\"forbidden\","
	    "\"request_id\":\"r1\",\"permission\":\"item.read\"}");
	err_set(&why, ERR_INTERNAL, "secret of the house");
	ck_assert_str_eq(error_text(),
	    "{\"detail\":\"Internal server error\",\"code\":\"internal\","
	    "\"request_id\":\"r1\"}");
	why_clear(&why);
	err_set(&why, ERR_KEY_REUSED, "Used before");
	ck_assert_str_eq(error_text(),
	    "{\"detail\":[{\"loc\":[\"body\"],\"msg\":\"Used before\",\"type\":\"key_reused\"}],"
	    "\"code\":\"key_reused\",\"request_id\":\"r1\"}");
}
END_TEST

START_TEST(faults_are_told_with_their_places)
{
	const struct loc *body = loc_name(&why, NULL, "body");
	const struct loc *line = loc_at(&why, loc_name(&why, body, "lines"), 0);

	err_field(&why, loc_name(&why, line, "quantity"), "greater_than", "must be \"> 0\"");
	err_field(&why, loc_str(&why, body, STR("a\"\n")), "extra_forbidden", "unknown");
	ck_assert_str_eq(error_text(),
	    "{\"detail\":[{\"loc\":[\"body\",\"lines\",0,\"quantity\"],"
	    "\"msg\":\"must be \\\"> 0\\\"\",\"type\":\"greater_than\"},"
	    "{\"loc\":[\"body\",\"a\\\"\\n\"],\"msg\":\"unknown\",\"type\":\"extra_forbidden\"}],"
	    "\"code\":\"invalid\",\"request_id\":\"r1\"}");
}
END_TEST

int
main(void)
{
	TCase *c = tcase_create("json");

	tcase_add_checked_fixture(c, json_setup, json_teardown);
	tcase_add_loop_test(c, what_is_not_json_is_refused, 0, LENGTH(not_json));
	tcase_add_loop_test(c, what_is_json_is_taken, 0, LENGTH(json));
	tcase_add_test(c, depth_and_size_have_an_end);
	tcase_add_test(c, all_that_is_wrong_with_a_body_is_named);
	tcase_add_test(c, texts_are_kept_composed_and_without_space_around);
	tcase_add_test(c, quantities_do_not_pass_through_a_double);
	tcase_add_test(c, null_absent_and_set_are_three_things);
	tcase_add_test(c, a_misspelt_field_is_answered_with_the_one_that_was_meant);
	tcase_add_test(c, a_list_above_its_maximum_is_a_fault_and_nothing_else);
	tcase_add_test(c, only_what_is_right_is_left_in_a_record_with_faults);
	tcase_add_test(c, an_error_has_the_shape_that_clients_read);
	tcase_add_test(c, faults_are_told_with_their_places);
	return suite_run("json", c);
}
