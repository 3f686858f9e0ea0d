/* import_files.c - Tests what an import takes of the files of other systems: columns, numbers,
 * codes and paths. */
#include "base/mem.h"
#include "t/import_fixture.h"
#include "t/suite.h"

/* --- columns of other systems --- */

static const struct {
	const char *map, *csv, *says;
} columns[] = {
    {"[ignore]\nstate\n", "state,code,name,state\n1,A,One,2\n", ""},
    {"[ignore]\nA\n[columns]\nemail = state\n", "state,code,name,state\n1,A,One,a@b.example\n", ""},
    {"[ignore]\nD\n[columns]\nphone = A\n", "state,code,name,state\n1,A,One,2\n", ""},
    {"", "code,name,\nA,One,\nB,Two,\n", ""},
    {"", "code,name,,,\nA,One\nB,Two,\n", ""},
    {"", "code,,name\nA,,One\n", ""},
    {"", "code,name\nA,One,,,\n", ""},
    {"", "code,name,\nA,One,\nB,Two,x\n",
	"row 1, column C: has no name, but row 3 has \"x\" in it: map it as C, or list C under "
	"[ignore]\nnote: row 1: our columns are code, name, email, phone, address, tax_id, "
	"lead_time_days\n"},
    {"[ignore]\nC\n", "code,name,\nA,One,\nB,Two,x\n", ""},
    {"[columns]\nphone = C\n", "code,name,\nA,One,123\n", ""},
    {"[ignore]\nC\n", "code,name,email,C\nA,One,a@b.example,x\n", ""},
    {"[columns]\nphone = E\n", "code,name\nA,One\n",
	"line 2 of the map: the file has no column \"E\"; it has code, name\nnote: row 1: our "
	"columns are code, name, email, phone, address, tax_id, lead_time_days\n"},
    {"", "code,name\n", "note: row 1: the file has no row below its header\n"},
    {"", "sep=;\r\ncode;name\r\nA;One\r\n", ""},
    {"", "code,name\nA,\"One\"x\n",
	"Row 2, column B has text behind its closing quote; a quote inside a quoted cell is "
	"written twice\n"},
};

START_TEST(a_column_is_taken_or_named)
{
	masters_open(0);
	ck_assert_str_eq(
	    plan_import("suppliers", columns[_i].map, columns[_i].csv), columns[_i].says);
}
END_TEST

/* --- numbers --- */

static const struct {
	const char *map, *cells, *says; /* cells: of a column of numbers, from row 2 on */
	const char *last;               /* the number of the last row */
} numbers[] = {
    {"", "0.5|1.000|2,000", "", "2000"},
    {"", "1.000|12,75|1.000", "", "1000"},
    {"", "2.000|1.234,5", "", "1234.5"},
    {"", "1,00,000|1,000", "", "1000"},
    {"", "1.00.000|1,500", "", "1.5"},
    {"", "1,234,567|1.5", "", "1.5"},
    {"",
	"1 250|1\xc2\xa0"
	"250|1\xe2\x80\xaf"
	"250,5",
	"", "1250.5"},
    {"",
	"1'000|1\xe2\x80\x99"
	"000.5",
	"", "1000.5"},
    {"", "5|1250|3", "", "3"},
    {"", "0,125", "", "0.125"},
    {"", "1.000|5|2.000",
	"row 2, quantity \"1.000\": can be read as 1 or as 1000, and no row of this column "
	"shows which: add the line \"decimal = point\" for 1, or \"decimal = comma\" for "
	"1000, at the top of the map\n",
	NULL},
    {"decimal = comma\n", "1.000|2.000", "", "2000"},
    {"decimal = point\n", "1.000|2.000", "", "2"},
    {"decimal = comma\n", "1.000|0.5",
	"row 3, quantity \"0.5\": must be a number with a decimal comma, e.g. 1250,5\n", NULL},
    {"", "0.5|1.000|12,75",
	"row 4, quantity \"12,75\": has a decimal comma, but row 2 has \"0.5\", with a decimal "
	"point\nrow 4, quantity \"12,75\": must be a number with a decimal point, e.g. 1250.5\n",
	NULL},
    {"", "1,0000|12.5.3",
	"row 3, quantity \"12.5.3\": must be a number with a decimal comma, e.g. 1250,5\n", NULL},
    {"[values quantity]\nnone = 0.5\n[defaults]\nquantity = 1.5\n", "none|2,5|", "", "1.5"},
};

START_TEST(a_column_of_numbers_has_one_decimal_mark)
{
	struct buf csv = buf_init(mem);
	struct str rest = str_of(numbers[_i].cells), cell;
	int n = 0;

	masters_open(0);
	run_import("categories", "", "code,name\nCAT-1,Things\n");
	run_import("items", "", "item_code,item_name,category,uom\nK1,Oil,CAT-1,KG\n");
	buf_puts(&csv, "item;location;lot;quantity\n");
	do {
		rest = str_cut(rest, '|', &cell);
		buf_printf(&csv, "K1;MAIN;L%d;%.*s\n", ++n, STRF(cell));
	} while (rest.s != NULL);
	ck_assert_str_eq(plan_import("stock", numbers[_i].map, csv.s), numbers[_i].says);
	if (numbers[_i].last == NULL)
		return;
	fixture_ok(import_apply(&im, &why), &why);
	ck_assert_str_eq(on_hand("K1", "MAIN", str_printf(mem, "L%d", n).s).s, numbers[_i].last);
}
END_TEST

/* --- codes made from names --- */

#define MAKE_LOCATIONS "system = other\n[sources]\nid = nr\n[make]\ncode = name\n"

static const struct {
	const char *name, *code;
} made[] = {
    {"Pin Headers", "PIN-HEADERS"},
    {"\xe8\xb4\xa7\xe6\x9e\xb6", "\xe8\xb4\xa7\xe6\x9e\xb6"},
    {"Fach \xc3\xa4/3", "FACH-\xc3\x84-3"},
    {"Fach \xc3\xb6/3", "FACH-\xc3\x96-3"},
    {"\xe0\xa4\xb9\xe0\xa4\xbf\xe0\xa4\xa8\xe0\xa5\x8d\xe0\xa4\xa6\xe0\xa5\x80 1",
	"\xe0\xa4\xb9\xe0\xa4\xbf\xe0\xa4\xa8\xe0\xa5\x8d\xe0\xa4\xa6\xe0\xa5\x80-1"},
    {"\xe1\x83\x97\xe1\x83\x90\xe1\x83\xa0\xe1\x83\x9d",
	"\xe1\x83\x97\xe1\x83\x90\xe1\x83\xa0\xe1\x83\x9d"},
    {"\xd0\xa1\xd0\xba\xd0\xbb\xd0\xb0\xd0\xb4", "\xd0\xa1\xd0\x9a\xd0\x9b\xd0\x90\xd0\x94"},
    {"---", "X"},
    {"???", "X-2"},
    {"pin/headers", "PIN-HEADERS-2"},
    {"PIN, HEADERS", "PIN-HEADERS-3"},
};

START_TEST(codes_keep_the_letters_of_all_scripts)
{
	struct buf csv = buf_init(mem);
	struct location l;

	masters_open(0);
	buf_puts(&csv, "nr,name\n");
	for (int i = 0; i < LENGTH(made); i++)
		buf_printf(&csv, "%d,\"%s\"\n", i, made[i].name);
	run_import("locations", MAKE_LOCATIONS, csv.s);
	for (int i = 0; i < LENGTH(made); i++) {
		struct str id = id_by_code(CODE_SOURCE, str_printf(mem, "other/location/%d", i).s);

		fixture_ok(store_get(store, &location_schema, id, &l, &why), &why);
		ck_assert_str_eq(l.code.s, made[i].code);
	}
	run_import("locations", MAKE_LOCATIONS, csv.s);
	ck_assert_uint_eq(im.existing, LENGTH(made));
}
END_TEST

/* --- paths --- */

#define PLACES                                                                                     \
	"code,name,parent_location\nA,Rack,MAIN\nA-03,Shelf,main / a\nB,Rack,MAIN\nB/1,Bin,B\n"    \
	"A/B,Odd,MAIN\nDEEP,Box,A/A-03\n"

static const struct {
	const char *given, *says;
} paths[] = {
    {"MAIN/A/A-03", ""},
    {"main / a / a-03", ""},
    {"A/A-03", ""},
    {"A-03", ""},
    {"MAIN/B/B/1", ""},
    {"B/1", ""},
    {"A/B", ""},
    {"MAIN/A/A-03/DEEP", ""},
    {"MAIN/B/A-03", "row 2, location \"MAIN/B/A-03\": the path of that one is MAIN/A/A-03\n"},
    {"MAIN/A-03", "row 2, location \"MAIN/A-03\": the path of that one is MAIN/A/A-03\n"},
    {"X/MAIN/A", "row 2, location \"X/MAIN/A\": the path of that one is MAIN/A\n"},
    {"MAIN/A/A-04",
	"row 2, location \"MAIN/A/A-04\": there is no location with the code MAIN/A/A-04\n"},
};

START_TEST(a_location_is_also_named_by_its_path)
{
	masters_open(0);
	take_items();
	run_import("locations", "", PLACES);
	ck_assert_str_eq(
	    plan_import("stock", "",
		str_printf(mem, "item,location,quantity\nB1,%s,5\n", paths[_i].given).s),
	    paths[_i].says);
}
END_TEST

START_TEST(a_cell_of_several_lines_stays_so_where_it_may)
{
	struct item item;

	masters_open(0);
	take_items();
	run_import("items", "",
	    "item_code,item_name,category,uom,description\r\n"
	    "B2,\"Bolt\nlong\",CAT-1,PCS,\"one\r\ntwo\"\r\n");
	fixture_ok(
	    store_get(store, &item_schema, id_by_code(CODE_SCAN, "B2"), &item, &why), &why);
	ck_assert(str_is(item.item_name, "Bolt long"));
	ck_assert(str_is(item.description, "one\ntwo"));
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("import_files");
	TCase *c = tcase_create("files");

	tcase_add_checked_fixture(c, import_setup, masters_teardown);
	tcase_add_loop_test(c, a_column_is_taken_or_named, 0, LENGTH(columns));
	tcase_add_loop_test(c, a_column_of_numbers_has_one_decimal_mark, 0, LENGTH(numbers));
	tcase_add_test(c, codes_keep_the_letters_of_all_scripts);
	tcase_add_loop_test(c, a_location_is_also_named_by_its_path, 0, LENGTH(paths));
	tcase_add_test(c, a_cell_of_several_lines_stays_so_where_it_may);
	suite_add_tcase(s, c);
	return fixture_run(s);
}
