/* import_map.c - Tests what a map file accepts, and its error messages. */
#include <string.h>

#include "base/mem.h"
#include "import/map_file.h"
#include "t/suite.h"

static void *mem;
static struct findings found;
static struct map map;

static void
map_setup(void)
{
	mem = mem_root("test");
	findings_init(&found, mem);
}

static void
map_teardown(void)
{
	mem_free(mem);
}

/* All findings, a line each. */
static const char *
map_messages(const char *text)
{
	struct buf all = buf_init(mem);

	map_read(&map, str_of(text), &found);
	findings_sort(&found);
	for_each_finding(f, &found)
	{
		struct buf one = buf_init(mem);

		finding_put(&one, f);
		buf_printf(&all, "%.*s\n", STRF(buf_str(&one)));
	}
	buf_puts(&all, "");
	return all.n == 0 ? "" : all.s;
}

static struct str
map_value(enum map_section in, const char *of, const char *key)
{
	const struct map_entry *e = map_find(&map, in, str_of(of), str_of(key));

	return e == NULL ? STR("(none)") : e->value;
}

START_TEST(sections_hold_what_they_say)
{
	ck_assert_str_eq(map_messages("# a remark\nsystem = other\r\n[columns]\nname = Its name \n"
				      "[values uom]\nStk = PCS\nkeine =\n[values name]\nStk = X\n"
				      "[ignore]\nsome column\n"),
	    "");
	ck_assert(str_is(map_system(&map), "other"));
	ck_assert(str_is(map_value(MAP_COLUMNS, "", "name"), "Its name"));
	ck_assert(str_is(map_value(MAP_VALUES, "uom", "Stk"), "PCS"));
	ck_assert(str_is(map_value(MAP_VALUES, "uom", "keine"), ""));
	ck_assert(str_is(map_value(MAP_VALUES, "name", "Stk"), "X"));
	ck_assert(str_is(map_value(MAP_VALUES, "code", "Stk"), "(none)"));
	ck_assert(map_find(&map, MAP_IGNORE, STR(""), STR("some column")) != NULL);
}
END_TEST

START_TEST(each_row_is_a_block_of_its_own)
{
	ck_assert_str_eq(map_messages("[row]\ncode = A\n[row]\ncode = B\n"), "");
	ck_assert_uint_eq(map.n, 2);
	ck_assert_uint_ne(map.v[0].block, map.v[1].block);
}
END_TEST

START_TEST(an_empty_map_is_no_fault)
{
	ck_assert_str_eq(map_messages(""), "");
	ck_assert_uint_eq(map_system(&map).n, 0);
}
END_TEST

static const struct {
	const char *text, *says;
} faulty[] = {
    {"[colums]\na = b\n", "line 1 of the map: there is no section [colums]; there are columns, "
			  "sources, values COLUMN, defaults, make, rates, ignore and row\n"},
    {"[columns\n", "line 1 of the map: a section ends with ]\n"},
    {"[values]\na = b\n", "line 1 of the map: name the column: [values COLUMN]\n"},
    {"[columns uom]\n", "line 1 of the map: [columns] takes no column\n"},
    {"\n[columns]\nname\n", "line 3 of the map: expected NAME = VALUE\n"},
    {"[columns]\na = b\na = c\n", "line 3 of the map: a occurs twice in [columns]\n"},
    {"name = x\n", "line 1 of the map: only system = NAME and decimal = point or comma may come "
		   "before the first section\n"},
    {"[columns\n[values]\n", "line 1 of the map: a section ends with ]\n"
			     "line 2 of the map: name the column: [values COLUMN]\n"},
    {"\xff\n", "the map is not UTF-8 text\n"},
};

START_TEST(faults_name_their_line)
{
	ck_assert_str_eq(map_messages(faulty[_i].text), faulty[_i].says);
	ck_assert_uint_gt(found.nfaults, 0);
}
END_TEST

int
main(void)
{
	TCase *c = tcase_create("map");

	tcase_add_checked_fixture(c, map_setup, map_teardown);
	tcase_add_test(c, sections_hold_what_they_say);
	tcase_add_test(c, each_row_is_a_block_of_its_own);
	tcase_add_test(c, an_empty_map_is_no_fault);
	tcase_add_loop_test(c, faults_name_their_line, 0, LENGTH(faulty));
	return suite_run("import_map", c);
}
