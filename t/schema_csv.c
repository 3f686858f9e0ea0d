/* schema_csv.c - Tests CSV: formula escaping, and files saved by spreadsheets. */
#include <string.h>

#include "base/decimal.h"
#include "base/mem.h"
#include "schema/csv.h"
#include "schema/csv_scan.h"
#include "schema/records.h"
#include "t/suite.h"

static void *mem;
static struct why why;

static void
csv_setup(void)
{
	mem = mem_root("test");
	why_init(&why, mem);
}

static void
csv_teardown(void)
{
	mem_free(mem);
}

static const struct {
	const char *text, *cell;
} cells[] = {
    {"", ""},
    {"plain", "plain"},
    {"a,b", "\"a,b\""},
    {"a;b", "\"a;b\""},
    {"say \"no\"", "\"say \"\"no\"\"\""},
    {"two\nlines", "\"two\nlines\""},
    {" space ", "\" space \""},
    {"=1+1", "\"'=1+1\""},
    {"+1", "\"'+1\""},
    {"-1", "\"'-1\""},
    {"@SUM(A1)", "\"'@SUM(A1)\""},
    {"\tx", "\"'\tx\""},
    {"\rx", "\"'\rx\""},
    {"\xef\xbc\x9d"
     "1+1",
	"\"'\xef\xbc\x9d"
	"1+1\""}, /* full width: = + - @ */
    {"\xef\xbc\x8b"
     "1",
	"\"'\xef\xbc\x8b"
	"1\""},
    {"\xef\xbc\x8d"
     "1",
	"\"'\xef\xbc\x8d"
	"1\""},
    {"\xef\xbc\xa0"
     "SUM(A1)",
	"\"'\xef\xbc\xa0"
	"SUM(A1)\""},
    {"\xef\xbc\x8a", "\xef\xbc\x8a"},
    {"a=b", "a=b"},
    {"1-2", "1-2"},
    {"\xc3\xa9", "\xc3\xa9"},
};

START_TEST(a_cell_is_quoted_and_guarded)
{
	struct buf b = buf_init(mem);

	csv_put_str(&b, str_of(cells[_i].text));
	ck_assert_str_eq(buf_str(&b).s, cells[_i].cell);
}
END_TEST

START_TEST(what_was_written_is_read_back)
{
	struct buf b = buf_init(mem);
	struct csv_table t;

	for (int i = 0; i < LENGTH(cells); i++) {
		csv_put_str(&b, str_of(cells[i].text));
		buf_putc(&b, ',');
	}
	buf_puts(&b, "end\r\n");
	ck_assert_int_eq(csv_read(mem, buf_str(&b), &t, &why), OK);
	ck_assert_uint_eq(t.n, 1);
	ck_assert_uint_eq(t.rows[0].n, LENGTH(cells) + 1);
	for (int i = 0; i < LENGTH(cells); i++) /* line breaks are line feeds */
		ck_assert_str_eq(t.rows[0].cells[i].s,
		    strcmp(cells[i].text, "\rx") == 0 ? "\nx" : cells[i].text);
}
END_TEST

START_TEST(a_record_is_a_row)
{
	struct stock_transaction t = {0};
	struct item_category k = {0};
	struct str units[] = {STR("PCS"), STR("BOX")};
	struct buf b = buf_init(mem);

	SET(&t, stock_transaction, id, STR("t1"));
	SET(&t, stock_transaction, quantity, -3 * DEC_ONE / 2);
	SET(&t, stock_transaction, transaction_date, INT64_C(1800000000000));
	SET(&t, stock_transaction, item_name, STR("=cmd"));
	csv_put_record(&b, &csv_plain, &stock_transaction_schema, &t, UINT64_MAX, 0);
	ck_assert_ptr_nonnull(strstr(b.s, ",-1.5,"));
	ck_assert_ptr_nonnull(strstr(b.s, ",2027-01-15T08:00:00.000Z,"));
	ck_assert_ptr_nonnull(strstr(b.s, ",\"'=cmd\","));
	buf_clear(&b);
	SET(&k, item_category, allowed_uoms, ((struct list){units, 2}));
	csv_put_excel_start(&b, &csv_decimal_comma);
	csv_put_record(&b, &csv_decimal_comma, &stock_transaction_schema, &t, UINT64_MAX, 0);
	ck_assert(str_starts(buf_str(&b), STR("\xef\xbb\xbfsep=;\r\n")));
	ck_assert_ptr_nonnull(strstr(b.s, ";-1,5;"));
	ck_assert_ptr_nonnull(strstr(b.s, ";2027-01-15T08:00:00.000Z;"));
	buf_clear(&b);
	csv_put_record(&b, &csv_plain, &item_category_schema, &k, UINT64_MAX, 0);
	ck_assert_ptr_nonnull(strstr(b.s, ",PCS|BOX,"));
}
END_TEST

START_TEST(a_header_and_its_rows_have_as_many_cells)
{
	struct buf b = buf_init(mem);
	struct csv_table t;
	struct item i = {0};

	SET(&i, item, item_name, STR("x"));
	csv_put_header(&b, &csv_plain, &item_schema, UINT64_MAX, UINT64_MAX);
	csv_put_record(&b, &csv_plain, &item_schema, &i, UINT64_MAX, UINT64_MAX);
	ck_assert_int_eq(csv_read(mem, buf_str(&b), &t, &why), OK);
	ck_assert_uint_eq(t.n, 2);
	ck_assert_uint_eq(t.rows[0].n, t.rows[1].n);
}
END_TEST

static const struct {
	const char *text;
	size_t rows, last, cells; /* how many; of the last row: number, cells */
} files[] = {
    {"", 0, 0, 0},
    {"\n\n\n", 0, 0, 0},
    {"a,b\n1,2\n", 2, 2, 2},
    {"a,b\r\n1,2\r\n", 2, 2, 2},
    {"a,b\r1,2", 2, 2, 2},
    {"\xef\xbb\xbf"
     "a,b\n1,2",
	2, 2, 2},
    {"a;b;c\n1;2,5;3\n", 2, 2, 3},
    {"a\tb\n1\t2\n", 2, 2, 2},
    {"a,b\n\n\n1,2\n", 2, 4, 2},
    {"a,b\r\n\r\n1,2\r\n", 2, 3, 2},
    {"a,b\n,,\n1,2\n", 2, 3, 2},
    {"a,b\n\"x\ny\",2\n3,4\n", 3, 3, 2},
    {"a,b\n1\n", 2, 2, 1},
    {"\"a;b\",c\n1,2\n", 2, 2, 2},
    {"a,b\n1,x\"y\n", 2, 2, 2},
    {"a,b\n3/4\" pipe,say \"no\"\n1,2\n", 3, 3, 2},
    {"sep=;\na;b\n1,5;2\n", 2, 2, 2},
    {"\xef\xbb\xbf"
     "sep=|\r\na|b\r\n1|2;3\r\n",
	2, 2, 2},
    {"a,b,\n1,2,\n", 2, 2, 3},
};

START_TEST(a_file_is_read_with_its_row_numbers)
{
	struct csv_table t;

	ck_assert_int_eq(csv_read(mem, str_of(files[_i].text), &t, &why), OK);
	ck_assert_uint_eq(t.n, files[_i].rows);
	if (t.n == 0)
		return;
	ck_assert_uint_eq(t.rows[t.n - 1].number, files[_i].last);
	ck_assert_uint_eq(t.rows[t.n - 1].n, files[_i].cells);
	ck_assert_str_ne(t.rows[0].cells[0].s, "");
	ck_assert_int_ne(t.rows[0].cells[0].s[0], '\xef');
}
END_TEST

static const struct {
	const char *text;
	size_t n;
	const char *says;
} bad[] = {
#define BAD(text, says)                                                                            \
	{                                                                                          \
		(text), sizeof(text) - 1, (says)                                                   \
	}
    BAD("a,b\n1,\xff\n",
	"Row 2, column B is not UTF-8 text; a spreadsheet saves it as \"CSV UTF-8\""),
    BAD("\xff\xfe"
	"a",
	"Row 1, column A is not UTF-8 text; a spreadsheet saves it as \"CSV UTF-8\""),
    BAD("a,b\r\n1,2\r\n3,x\0y\r\n", "Row 3, column B contains a NUL character"),
    BAD("a,b\n\n\"1,2\n\n5,6\n", "Row 3, column A has an opening quote that is never closed"),
    BAD("a,b\n1,\"1\"x\n5,6\n", "Row 2, column B has text behind its closing quote; a quote inside "
				"a quoted cell is written twice"),
#undef BAD
};

START_TEST(a_broken_file_is_refused)
{
	struct csv_table t;

	ck_assert_int_eq(
	    csv_read(mem, (struct str){bad[_i].text, bad[_i].n}, &t, &why), ERR_INVALID);
	ck_assert_str_eq(why.text.s, bad[_i].says);
}
END_TEST

static const struct {
	const char *text, *cell; /* the last one */
} read_cells[] = {
    {"a,b\n1,3/4\" pipe\n", "3/4\" pipe"},
    {"a,b\n1, say \"no\" \n", "say \"no\""},
    {"a,b\r\n1,\"one\r\ntwo\r\n\"\r\n", "one\ntwo\n"},
    {"a,b\n1,\"one\rtwo\"\n", "one\ntwo"},
    {"a,b\n1,\"say \"\"no\"\"\"\n", "say \"no\""},
    {"sep=;\r\na;b\r\n1;2,5\r\n", "2,5"},
};

START_TEST(a_cell_is_read_as_it_was_meant)
{
	struct csv_table t;

	ck_assert_int_eq(csv_read(mem, str_of(read_cells[_i].text), &t, &why), OK);
	ck_assert_uint_eq(t.n, 2);
	ck_assert_uint_eq(t.rows[1].n, 2);
	ck_assert_str_eq(t.rows[1].cells[1].s, read_cells[_i].cell);
}
END_TEST

START_TEST(a_column_has_letters)
{
	static const char *const names[] = {[0] = "A",
	    [25] = "Z",
	    [26] = "AA",
	    [51] = "AZ",
	    [52] = "BA",
	    [701] = "ZZ",
	    [702] = "AAA"};
	size_t n;

	for (size_t i = 0; i < LENGTH(names); i++)
		if (names[i] != NULL) {
			ck_assert_str_eq(csv_letters(mem, i).s, names[i]);
			ck_assert(csv_is_letters(str_of(names[i]), &n) && n == i);
		}
	ck_assert(!csv_is_letters(STR("a"), &n) && !csv_is_letters(STR(""), &n) &&
		  !csv_is_letters(STR("AAAAA"), &n));
}
END_TEST

int
main(void)
{
	TCase *c = tcase_create("csv");

	tcase_add_checked_fixture(c, csv_setup, csv_teardown);
	tcase_add_loop_test(c, a_cell_is_quoted_and_guarded, 0, LENGTH(cells));
	tcase_add_test(c, what_was_written_is_read_back);
	tcase_add_test(c, a_record_is_a_row);
	tcase_add_test(c, a_header_and_its_rows_have_as_many_cells);
	tcase_add_loop_test(c, a_file_is_read_with_its_row_numbers, 0, LENGTH(files));
	tcase_add_loop_test(c, a_broken_file_is_refused, 0, LENGTH(bad));
	tcase_add_loop_test(c, a_cell_is_read_as_it_was_meant, 0, LENGTH(read_cells));
	tcase_add_test(c, a_column_has_letters);
	return suite_run("csv", c);
}
