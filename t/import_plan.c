/* import_plan.c - Tests planning and applying imports on every driver. */
#include <stdio.h>
#include <string.h>

#include "base/decimal.h"
#include "base/mem.h"
#include "import/import.h"
#include "inventory/posting/posting.h"
#include "inventory/stock/balance_key.h"
#include "masters/code/code_row.h"
#include "t/import_fixture.h"

/* --- masters --- */

START_TEST(a_file_with_our_columns_needs_no_map)
{
	masters_open(_i);
	take_items();
	ck_assert_uint_eq(im.created, 2);
	ck_assert_int_eq(import_count(&item_schema), 2);
	ck_assert_int_eq(import_count(&item_stock_schema), 2);
}
END_TEST

START_TEST(a_row_may_lie_below_one_further_down)
{
	struct item_category c;

	masters_open(_i);
	run_import("categories", "",
	    "code,name,parent_category\nC,Leaf,B\nB,Branch,A\nA,Root,\nD,Other,GEN\n");
	fixture_ok(
	    store_get(store, &item_category_schema, id_by_code(CODE_CATEGORY, "C"), &c, &why),
	    &why);
	ck_assert_int_eq(c.level, 2);
	ck_assert(str_eq(c.parent_category, id_by_code(CODE_CATEGORY, "B")));
}
END_TEST

START_TEST(units_of_a_file_have_one_root_and_are_named_in_any_case)
{
	struct item_category c;
	struct uom pallet;
	struct item item;

	masters_open(_i);
	run_import("units", "",
	    "code,name,base_uom,numerator,denominator\nPALLET,Pallet,carton,40,1\n"
	    "CARTON,Carton,dz,2,1\nDZ,Dozen,pcs,24,2\n");
	fixture_ok(store_get(store, &uom_schema, STR("PALLET"), &pallet, &why), &why);
	ck_assert(str_is(pallet.base_uom, "PCS"));
	ck_assert_int_eq(pallet.numerator, 960);
	ck_assert_int_eq(pallet.denominator, 1);
	run_import("categories", "", "code,name,allowed_uoms\nC,Things,pcs|Carton\n");
	fixture_ok(
	    store_get(store, &item_category_schema, id_by_code(CODE_CATEGORY, "C"), &c, &why),
	    &why);
	ck_assert(str_is(c.allowed_uoms.v[0], "PCS") && str_is(c.allowed_uoms.v[1], "CARTON"));
	run_import("items", "", "item_code,item_name,category,uom\nI,Thing,C,carton\n");
	fixture_ok(store_get(store, &item_schema, id_by_code(CODE_SCAN, "I"), &item, &why), &why);
	ck_assert(str_is(item.uom, "CARTON"));
	ck_assert_str_eq(
	    plan_import("units", "", "code,name,base_uom,numerator\nA,A,B,2\nB,B,A,2\n"),
	    "row 3, base_uom \"A\": it is its own ancestor: see row 2\n");
}
END_TEST

START_TEST(a_ring_is_said_once)
{
	masters_open(_i);
	ck_assert_str_eq(plan_import("categories", "",
			     "code,name,parent_category\nA,One,B\nB,Two,A\nC,Three,A\n"),
	    "row 3, parent_category \"A\": it is its own ancestor: see row 2\n");
}
END_TEST

START_TEST(what_lies_below_a_faulty_row_is_not_faulty)
{
	masters_open(_i);
	ck_assert_str_eq(
	    plan_import("categories", "", "code,name,parent_category\nB,Two,A\nA,,\nC,Three,B\n"),
	    "row 3, name: is required\n");
}
END_TEST

START_TEST(all_faults_are_said_with_row_column_and_value)
{
	masters_open(_i);
	run_import("categories", "", "code,name\nCAT-1,Things\n");
	ck_assert_str_eq(plan_import("items", "",
			     "item_code,item_name,category,uom,min_stock_level,returnable\n"
			     "B1,Bolt,CAT-9,PCS,1.5x,perhaps\n"
			     "b1,,CAT-1,STK,,\n"
			     "B2,Nut,CAT-9,PCS,-1,\n"
			     "B3,Nut,CAT-1,PCS,1.5,yes\n"
			     "B4,Nut,CAT-1\n"),
	    "rows 2, 4, category \"CAT-9\": there is no category with the code CAT-9\n"
	    "row 2, min_stock_level \"1.5x\": must be a number with a decimal point, e.g. "
	    "1250.5\n"
	    "row 2, returnable \"perhaps\": must be yes or no\n"
	    "row 3, item_code \"b1\": row 2 has the same code\n"
	    "row 3, uom \"STK\": there is no unit with the code STK\n"
	    "row 3, item_name: is required\n"
	    "row 4, min_stock_level \"-1\": must be at least 0\n"
	    "row 5, min_stock_level \"1.5\": A quantity in PCS has at most 0 places\n"
	    "row 6: the row has 3 cells, the header has 6: a comma or quote is missing or extra\n");
	ck_assert_uint_eq(im.found.nfaults, 10);
	ck_assert_int_eq(import_apply(&im, &why), ERR_INVALID);
	ck_assert_int_eq(import_count(&item_schema), 0);
}
END_TEST

START_TEST(columns_that_nobody_knows_are_named)
{
	masters_open(_i);
	ck_assert_str_eq(plan_import("suppliers", "", "name,web,name\nX,http://x,Y\n"),
	    "row 1, web: unknown column: map it, or list it under [ignore]\n"
	    "row 1, name: the column occurs twice, as A and C: list one of these letters under "
	    "[ignore]\n"
	    "row 1, code: is required, but no column has it: map one, or give a value in "
	    "[defaults]\n"
	    "note: row 1: our columns are code, name, email, phone, address, tax_id, "
	    "lead_time_days\n");
}
END_TEST

START_TEST(a_map_that_names_no_column_is_told_so)
{
	masters_open(_i);
	ck_assert_str_eq(
	    plan_import("suppliers", "[columns]\nname = nom\ncolour = x\n", "code,name\nA,B\n"),
	    "line 2 of the map: the file has no column \"nom\"; it has code, name\n"
	    "line 3 of the map: we have no column colour\n"
	    "note: row 1: our columns are code, name, email, phone, address, tax_id, "
	    "lead_time_days\n");
}
END_TEST

START_TEST(a_map_that_makes_no_sense_is_told_so)
{
	masters_open(_i);
	ck_assert_str_eq(
	    plan_import("suppliers", "[make]\ncode = colour\nemail = name\n[sources]\nid = nr\n",
		"nr,name,email\n1,A,\n"),
	    "lines 2-3 of the map: only a code can be made, and only out of a column of ours\n"
	    "line 5 of the map: name the other system at the top of the map: system = NAME\n"
	    "note: row 1: our columns are code, name, email, phone, address, tax_id, "
	    "lead_time_days\n"
	    "row 2, code: is required\n");
}
END_TEST

#define THEIRS                                                                                     \
	"system = other\n[sources]\nid = nr\ncategory = cat\n[columns]\nitem_name = what\n"        \
	"uom = unit\n[values uom]\nStk = PCS\n[defaults]\nuom = M\n"
#define THEIR_CATEGORIES                                                                           \
	"system = other\n[sources]\nid = nr\n[make]\ncode = name\n[row]\ncode = EXTRA\n"           \
	"name = Extra\n"

START_TEST(another_systems_file_is_taken_by_its_map)
{
	struct item i;

	masters_open(_i);
	run_import("categories", THEIR_CATEGORIES, "nr,name\n7,Bolts & nuts\n8,Bolts nuts\n");
	ck_assert_uint_eq(im.created, 3);
	(void)id_by_code(CODE_CATEGORY, "BOLTS-NUTS");
	(void)id_by_code(CODE_CATEGORY, "BOLTS-NUTS-2");
	(void)id_by_code(CODE_CATEGORY, "EXTRA");
	run_import("items", THEIRS, "nr,what,cat,unit\n1,Red,7,Stk\n2,Red,7,\n");
	fixture_ok(
	    store_get(store, &item_schema, id_by_code(CODE_SCAN, "BOLTS-000001"), &i, &why), &why);
	ck_assert(str_is(i.uom, "PCS"));
	fixture_ok(
	    store_get(store, &item_schema, id_by_code(CODE_SCAN, "BOLTS-000002"), &i, &why), &why);
	ck_assert(str_is(i.uom, "M"));
	ck_assert(str_eq(i.id, id_by_code(CODE_SOURCE, "other/item/2")));
}
END_TEST

START_TEST(a_second_import_leaves_what_is_there)
{
	masters_open(_i);
	run_import("categories", THEIR_CATEGORIES, "nr,name\n7,Bolts\n");
	run_import("categories", THEIR_CATEGORIES, "nr,name\n7,Bolts\n9,Nuts\n");
	ck_assert_uint_eq(im.created, 1);
	ck_assert_uint_eq(im.existing, 2);
	run_import("items", THEIRS, "nr,what,cat,unit\n1,Red,7,Stk\n");
	run_import("items", THEIRS, "nr,what,cat,unit\n1,Red,7,Stk\n");
	ck_assert_uint_eq(im.existing, 1);
	ck_assert_uint_eq(im.batch.n, 0);
	ck_assert_int_eq(import_count(&item_schema), 1);
}
END_TEST

START_TEST(a_row_without_an_id_is_known_by_its_code_and_name)
{
	masters_open(_i);
	take_items();
	run_import("items", "", ITEMS);
	ck_assert_uint_eq(im.existing, 2);
	ck_assert_str_eq(
	    plan_import("items", "", "item_code,item_name,category,uom\nB1,Screw,CAT-1,PCS\n"),
	    "row 2, item_code \"B1\": is the code of \"Bolt\" already\n");
	ck_assert_str_eq(
	    plan_import("items", "", "item_code,item_name,category,uom\n,Nut,CAT-1,PCS\n"),
	    "row 2, item_code: is empty, and [sources] of the map names no column with the row's "
	    "id: a second import could not recognize the row\n");
}
END_TEST

START_TEST(an_item_comes_with_several_barcodes)
{
	struct item i;

	masters_open(_i);
	run_import("categories", "", "code,name\nCAT-1,Things\n");
	run_import("items", "",
	    "item_code,item_name,category,uom,barcodes\n"
	    "B1,Bolt,CAT-1,PCS,4006381333931 | X-2\n");
	fixture_ok(store_get(store, &item_schema, id_by_code(CODE_SCAN, "x-2"), &i, &why), &why);
	ck_assert(str_is(i.barcode, "4006381333931") && i.barcodes.n == 2);
	ck_assert_str_eq(plan_import("items", "",
			     "item_code,item_name,category,uom,barcodes\n"
			     "N1,Nut,CAT-1,PCS,Y-1|04006381333931\n"),
	    "row 2: 04006381333931 is already in use, or was used before\n");
	ck_assert_str_eq(plan_import("items", "",
			     "item_code,item_name,category,uom,barcodes\n"
			     "N1,Nut,CAT-1,PCS,Y-1\nY-1,Yarn,CAT-1,PCS,\n"),
	    "row 3: Y-1 is already in use, or was used before\n");
}
END_TEST

START_TEST(stock_is_named_by_a_barcode_of_the_item_never_of_a_pack)
{
	struct item i, patch = {0}, now;
	struct pack box = {0};

	masters_open(_i);
	run_import("categories", "", "code,name\nCAT-1,Things\n");
	run_import("items", "",
	    "item_code,item_name,category,uom,barcode\nB1,Bolt,CAT-1,PCS,4006381333931\n");
	fixture_ok(store_get(store, &item_schema, id_by_code(CODE_SCAN, "B1"), &i, &why), &why);
	SET(&box, pack, uom, STR("BOX"));
	SET(&box, pack, numerator, 10);
	SET(&box, pack, denominator, 1);
	SET(&box, pack, barcode, STR("BOX-1"));
	SET(&patch, item, packs, ((struct lines){&box, 1}));
	fixture_ok(master_update(store, &cx, &item_schema, i.id, &patch, &now, &why), &why);
	ck_assert_str_eq(plan_import("stock", "", "item,location,quantity\nBOX-1,MAIN,5\n"),
	    "row 2, item \"BOX-1\": is the barcode of a pack: name the item itself\n");
	run_import("stock", "", "item,location,quantity\n4006381333931,MAIN,5\n");
	ck_assert_str_eq(on_hand("B1", "MAIN", "").s, "5");
}
END_TEST

START_TEST(a_code_that_names_two_items_is_a_fault_of_its_cell)
{
	struct code row;
	struct str also;
	struct op op = {.kind = OP_UPDATE, .schema = &code_schema, .rec = &row};

	masters_open(_i);
	take_items();
	also = id_by_code(CODE_SCAN, "W1");
	fixture_ok(code_find(store, CODE_SCAN, STR("B1"), &row, &why), &why);
	SET(&row, code, also, ((struct list){&also, 1}));
	fixture_ok(store_apply(store, &op, 1, &why), &why);
	ck_assert_str_eq(plan_import("stock", "", "item,location,quantity\nB1,MAIN,5\n"),
	    "row 2, item \"B1\": names more than one item; `ccpl check` lists them\n");
	ck_assert_str_eq(plan_import("items", "", ITEMS),
	    "row 2, item_code \"B1\": names more than one item; `ccpl check` lists them\n");
}
END_TEST

START_TEST(every_record_has_an_audit_row_that_says_import)
{
	const struct filter where = {.field = FIELD(audit, action), .text = STR("import")};
	const struct query q = {.schema = &audit_schema, .where = &where, .nwhere = 1, .limit = 1};
	int64_t n;

	masters_open(_i);
	take_items();
	run_import("stock", "", "item,location,quantity\nB1,MAIN,5\n");
	fixture_ok(store_count(store, &q, &n, &why), &why);
	ck_assert_int_eq(n, 4);
}
END_TEST

/* --- opening stock --- */

START_TEST(rows_of_one_balance_add_up)
{
	masters_open(_i);
	take_items();
	run_import("stock", "",
	    "item,location,lot,quantity\nB1,MAIN,,5\nB1,MAIN,L1,7\nB1,MAIN,,6\nW1,MAIN,,1.25\n"
	    "w1,main,,0.0005\n");
	ck_assert(str_is(on_hand("B1", "MAIN", ""), "11"));
	ck_assert(str_is(on_hand("B1", "MAIN", "L1"), "7"));
	ck_assert(str_is(on_hand("W1", "MAIN", ""), "1.2505"));
	ck_assert_int_eq(import_count(&posting_schema), 1);
	ck_assert_int_eq(import_count(&stock_transaction_schema), 3);
}
END_TEST

START_TEST(a_fraction_of_a_piece_is_a_fault_in_each_row)
{
	masters_open(_i);
	take_items();
	ck_assert_str_eq(plan_import("stock", "",
			     "item,location,quantity\nB1,MAIN,2.5\nB1,MAIN,2.5\nB1,MAIN,-1\n"
			     "B1,MAIN,0\nB9,MAIN,1\n"),
	    "rows 2-3, quantity \"2.5\": PCS has at most 0 decimal places\n"
	    "row 4, quantity \"-1\": must be at least 0\n"
	    "note: row 5: the quantity is 0: the row is skipped\n"
	    "row 6, item \"B9\": there is no item with the code B9\n");
}
END_TEST

START_TEST(stock_is_opened_once)
{
	masters_open(_i);
	take_items();
	run_import("stock", "", "item,location,quantity\nB1,MAIN,5\n");
	ck_assert_str_eq(
	    plan_import("stock", "", "item,location,lot,quantity\nB1,MAIN,L1,1\nB1,MAIN,,5\n"),
	    "row 3: the opening stock of this item, location and lot is already posted, by "
	    "MV-2027-000001\n");
	ck_assert(str_is(on_hand("B1", "MAIN", ""), "5"));
}
END_TEST

START_TEST(of_two_imports_at_once_one_is_refused)
{
	struct import first;

	masters_open(_i);
	take_items();
	ck_assert_str_eq(plan_import("stock", "", "item,location,quantity\nB1,MAIN,5\n"), "");
	first = im;
	run_import("stock", "", "item,location,quantity\nB1,MAIN,5\n");
	ck_assert_int_eq(import_apply(&first, &why), ERR_CONFLICT);
	ck_assert(str_is(on_hand("B1", "MAIN", ""), "5"));
}
END_TEST

static int64_t
cost_of(const char *lot)
{
	const struct filter where = {.field = FIELD(stock_transaction, lot), .text = str_of(lot)};
	const struct query q = {
	    .schema = &stock_transaction_schema, .where = &where, .nwhere = 1, .limit = 1};
	const struct stock_transaction *t;
	struct rows rows;

	fixture_ok(store_find(store, &q, &rows, &why), &why);
	ck_assert_uint_eq(rows.n, 1);
	t = rows.v;
	return HAS(t, stock_transaction, unit_cost) ? t->unit_cost : -1;
}

#define COSTS                                                                                      \
	"item,location,lot,quantity,unit_cost,currency\n"                                          \
	"B1,MAIN,A,1,2,EUR\nB1,MAIN,A,2,3.5,EUR\nB1,MAIN,A,4,,\n"                                  \
	"B1,MAIN,B,1,10,USD\nB1,MAIN,C,1,10,CNY\nB1,MAIN,D,3,0.333333,\n"

START_TEST(costs_are_kept_in_one_currency)
{
	masters_open(_i);
	take_items();
	ck_assert_str_eq(plan_import("stock", "", COSTS),
	    "row 5, currency \"USD\": costs are in EUR: give its rate in the map's [rates], "
	    "or none to omit the cost\n"
	    "row 6, currency \"CNY\": costs are in EUR: give its rate in the map's [rates], "
	    "or none to omit the cost\n");
	ck_assert_str_eq(plan_import("stock", "[rates]\nUSD = 0.9x\nother = none\n", COSTS),
	    "row 5, currency \"USD\": its rate in line 2 of the map is not a number above 0\n"
	    "note: row 6, currency \"CNY\": the cost is omitted, as the map says\n");
	plan_import("stock", "[rates]\nUSD = 0.91\nother = none\n", COSTS);
	fixture_ok(import_apply(&im, &why), &why);
	ck_assert_int_eq(cost_of("A"), 3 * DEC_ONE);
	ck_assert_int_eq(cost_of("B"), 9100000);
	ck_assert_int_eq(cost_of("C"), -1);
	ck_assert_int_eq(cost_of("D"), 333333);
}
END_TEST

START_TEST(the_opening_date_is_that_of_the_posting)
{
	struct str item;
	struct item_stock s;

	masters_open(_i);
	take_items();
	plan_import("stock", "", "item,location,quantity\nB1,MAIN,5\n");
	im.date = STR("2026-03-01");
	fixture_ok(import_plan(&im, &why), &why);
	fixture_ok(import_apply(&im, &why), &why);
	item = id_by_code(CODE_SCAN, "B1");
	fixture_ok(store_get(store, &item_stock_schema, item, &s, &why), &why);
	ck_assert(str_is(s.last_day, "2026-03-01"));
}
END_TEST

/* Each so small that a request can reverse it. */
START_TEST(much_stock_is_several_postings_of_one_batch)
{
	struct buf csv = buf_init(mem);
	const struct query q = {
	    .schema = &posting_schema, .order.field = FIELD(posting, seq), .limit = 10};
	struct posting back;
	struct rows rows;

	masters_open(_i);
	take_items();
	buf_puts(&csv, "item,location,quantity,lot\n");
	for (int i = 0; i < 1300; i++)
		buf_printf(&csv, "B1,MAIN,1,L%d\n", i);
	run_import("stock", "", csv.s);
	fixture_ok(store_find(store, &q, &rows, &why), &why);
	ck_assert_uint_eq(rows.n, 2);
	ck_assert_int_eq(((struct posting *)rows.v)[1].seq, 2);
	ck_assert_int_eq(import_count(&stock_transaction_schema), 1300);
	ck_assert_int_eq(import_count(&opening_schema), 1300);
	plan_import("stock", "", csv.s);
	ck_assert_uint_eq(im.found.nfaults, 1300);
	fixture_ok(posting_reverse(store, &cx, ((struct posting *)rows.v)->id,
		       &(struct reverse_request){0}, &back, &why),
	    &why);
	ck_assert_int_eq(import_count(&opening_schema), 100);
}
END_TEST

START_TEST(more_than_a_batch_holds_is_refused_with_the_way_out)
{
	struct buf csv = buf_init(mem);
	const char *says;

	masters_open(_i);
	if (store_takes_parts(store)) {
		puts("# takes parts, of any number");
		return;
	}
	buf_puts(&csv, "code,name\n");
	for (int i = 0; i < 14000; i++)
		buf_printf(&csv, "S%d,Supplier %d\n", i, i);
	says = plan_import("suppliers", "", csv.s);
	ck_assert_str_eq(says,
	    "too many rows: it would take 42000 ops in one step, at most 40000 are "
	    "possible: split the file into 2 files of at most 7000 rows, the rows that others "
	    "refer to in the first\n");
	ck_assert_int_eq(import_apply(&im, &why), ERR_TOO_MANY_ROWS);
	ck_assert_int_eq(import_count(&supplier_schema), 0);
}
END_TEST

START_TEST(a_parent_of_the_same_file_is_named_by_its_path)
{
	struct location l;

	masters_open(_i);
	run_import("locations", "",
	    "code,name,parent_location\nZ,Bin,MAIN/X/Y\nY,Shelf,MAIN/X\nX,Rack,MAIN\n");
	fixture_ok(
	    store_get(store, &location_schema, id_by_code(CODE_LOCATION, "Z"), &l, &why), &why);
	ck_assert(str_eq(l.parent_location, id_by_code(CODE_LOCATION, "Y")));
	ck_assert_str_eq(plan_import("locations", "", "code,name,parent_location\nQ,Bin,MAIN/Y\n"),
	    "row 2, parent_location \"MAIN/Y\": the path of that one is MAIN/X/Y\n");
}
END_TEST

/* --- large files: more rows than a part has --- */

enum { MANY = 900 };

static struct str
many_rows(const char *head, const char *row)
{
	struct buf csv = buf_init(mem);

	buf_printf(&csv, "%s\n", head);
	for (int i = 0; i < MANY; i++) {
		struct str n = str_printf(mem, "%d", i), rest = str_of(row), before;

		while ((rest = str_cut(rest, '#', &before)).s != NULL)
			buf_printf(&csv, "%.*s%.*s", STRF(before), STRF(n));
		buf_printf(&csv, "%.*s\n", STRF(before));
	}
	return buf_str(&csv);
}

START_TEST(a_large_file_is_written_in_parts)
{
	masters_open(_i);
	run_import("categories", "", "code,name\nCAT-1,Things\n");
	run_import("items", "",
	    many_rows("item_code,item_name,category,uom,barcode", "I#,Item #,CAT-1,PCS,X#").s);
	ck_assert(im.in_parts == store_takes_parts(store));
	ck_assert_uint_eq(im.created, MANY);
	ck_assert_int_eq(import_count(&item_schema), MANY);
	ck_assert(!str_eq(id_by_code(CODE_SCAN, "I0"), id_by_code(CODE_SCAN, "X899")));
	run_import("stock", "", many_rows("item,location,lot,quantity", "I#,MAIN,L#,1").s);
	ck_assert_str_eq(on_hand("I899", "MAIN", "L899").s, "1");
	plan_import("items", "",
	    many_rows("item_code,item_name,category,uom,barcode", "I#,Item #,CAT-1,PCS,X#").s);
	ck_assert_uint_eq(im.existing, MANY);
}
END_TEST

START_TEST(rows_of_later_parts_refer_to_earlier_ones)
{
	struct item_category c;

	masters_open(_i);
	run_import("categories", "",
	    many_rows("code,name,parent_category", "ROOT#,Root,\nC#,Leaf,ROOT899").s);
	ck_assert_uint_eq(im.created, 2 * MANY);
	fixture_ok(
	    store_get(store, &item_category_schema, id_by_code(CODE_CATEGORY, "C1"), &c, &why),
	    &why);
	ck_assert(str_eq(c.parent_category, id_by_code(CODE_CATEGORY, "ROOT899")));
}
END_TEST

START_TEST(a_code_of_an_earlier_part_is_taken)
{
	masters_open(_i);
	run_import("categories", "", "code,name\nCAT-1,Things\n");
	ck_assert_str_eq(
	    plan_import("items", "",
		str_printf(mem, "%sLAST,Last,CAT-1,PCS,X0\n",
		    many_rows("item_code,item_name,category,uom,barcode", "I#,Item #,CAT-1,PCS,X#")
			.s)
		    .s),
	    "row 902: X0 is already in use, or was used before\n");
	ck_assert_int_eq(import_apply(&im, &why), ERR_INVALID);
	ck_assert_int_eq(import_count(&item_schema), 0);
}
END_TEST

START_TEST(of_a_large_file_all_is_written_or_nothing)
{
	struct import large;

	masters_open(_i);
	ck_assert_str_eq(
	    plan_import("suppliers", "", many_rows("code,name", "S#,Supplier #").s), "");
	large = im;
	run_import("suppliers", "", "code,name\nS899,Somebody else\n");
	ck_assert_int_eq(import_apply(&large, &why), ERR_CONFLICT);
	ck_assert_int_eq(import_count(&supplier_schema), 1);
	why_clear(&why);
	run_import("suppliers", "", many_rows("code,name", "T#,Supplier #").s);
	ck_assert_int_eq(import_count(&supplier_schema), MANY + 1);
}
END_TEST

static size_t shown_checked, shown_written;

static void
show_progress(const struct import *shown, size_t done, size_t of)
{
	ck_assert_uint_eq(of, MANY);
	*(shown->writing ? &shown_written : &shown_checked) = done;
}

START_TEST(progress_is_told_row_by_row)
{
	struct why w;

	shown_checked = shown_written = 0;
	masters_open(_i);
	why_init(&w, mem);
	im = (struct import){.store = store,
	    .cx = &cx,
	    .kind = import_kind_named(STR("suppliers")),
	    .csv = many_rows("code,name", "S#,Supplier #"),
	    .progress = show_progress};
	fixture_ok(import_plan(&im, &w), &w);
	ck_assert_uint_eq(shown_checked, MANY);
	fixture_ok(import_apply(&im, &w), &w);
	ck_assert_uint_eq(shown_written, store_takes_parts(store) ? MANY : 0);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("import_plan");
	TCase *c = tcase_create("plan");
	const TTest *tests[] = {
	    a_file_with_our_columns_needs_no_map,
	    a_row_may_lie_below_one_further_down,
	    units_of_a_file_have_one_root_and_are_named_in_any_case,
	    a_ring_is_said_once,
	    what_lies_below_a_faulty_row_is_not_faulty,
	    all_faults_are_said_with_row_column_and_value,
	    columns_that_nobody_knows_are_named,
	    a_map_that_names_no_column_is_told_so,
	    a_map_that_makes_no_sense_is_told_so,
	    another_systems_file_is_taken_by_its_map,
	    a_second_import_leaves_what_is_there,
	    a_row_without_an_id_is_known_by_its_code_and_name,
	    an_item_comes_with_several_barcodes,
	    stock_is_named_by_a_barcode_of_the_item_never_of_a_pack,
	    a_code_that_names_two_items_is_a_fault_of_its_cell,
	    every_record_has_an_audit_row_that_says_import,
	    rows_of_one_balance_add_up,
	    a_fraction_of_a_piece_is_a_fault_in_each_row,
	    stock_is_opened_once,
	    of_two_imports_at_once_one_is_refused,
	    costs_are_kept_in_one_currency,
	    the_opening_date_is_that_of_the_posting,
	    much_stock_is_several_postings_of_one_batch,
	    more_than_a_batch_holds_is_refused_with_the_way_out,
	    a_large_file_is_written_in_parts,
	    rows_of_later_parts_refer_to_earlier_ones,
	    a_code_of_an_earlier_part_is_taken,
	    of_a_large_file_all_is_written_or_nothing,
	    progress_is_told_row_by_row,
	    a_parent_of_the_same_file_is_named_by_its_path,
	};

	tcase_add_checked_fixture(c, import_setup, masters_teardown);
	for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
		tcase_add_loop_test(c, tests[i], 0, FIXTURE_DRIVERS);
	suite_add_tcase(s, c);
	return fixture_run(s);
}
