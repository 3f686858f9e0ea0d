/* masters_scans.c - Tests the common namespace of codes and barcodes, and its upgrade. */
#include <string.h>

#include "base/mem.h"
#include "masters/code/scan.h"
#include "schema/terms.h"
#include "t/between.h"
#include "t/masters_fixture.h"

#define PEN  "4006381333931"
#define PEN0 "04006381333931"

static struct between between;

/* --- rows of an earlier program: `item:` and `barcode:`, one barcode per item --- */

static void
put_earlier(const struct schema *s, void *rec)
{
	struct op op = {.kind = OP_INSERT, .schema = s, .rec = rec};

	fixture_ok(store_apply(store, &op, 1, &why), &why);
}

static void
put_old_code(const char *id, const char *record)
{
	struct code c = {0};

	SET(&c, code, id, str_of(id));
	SET(&c, code, kind, CODE_SCAN); /* as the migration of the table sets it for both */
	SET(&c, code, record_id, str_of(record));
	put_earlier(&code_schema, &c);
}

static struct item
old_item(const char *id, const char *code, const char *barcode)
{
	struct item i = {0};

	SET(&i, item, id, str_of(id));
	SET(&i, item, item_code, str_of(code));
	SET(&i, item, item_name, STR("Thing"));
	SET(&i, item, category_id, STR("cat-001"));
	SET(&i, item, uom, STR("PCS"));
	SET(&i, item, is_active, true);
	SET(&i, item, created_at, 1000);
	SET(&i, item, updated_at, 1000);
	if (barcode != NULL)
		SET(&i, item, barcode, str_of(barcode));
	return i;
}

static struct str
folded_id(const char *kind, const char *code)
{
	return str_printf(mem, "%s:%.*s", kind, STRF(str_fold(mem, str_of(code))));
}

static void
put_old(struct item i)
{
	struct item_stock s = {0};
	const struct pack *p = i.packs.v;

	put_old_code(folded_id("item", i.item_code.s).s, i.id.s);
	if (HAS(&i, item, barcode))
		put_old_code(folded_id("barcode", i.barcode.s).s, i.id.s);
	for (size_t k = 0; k < i.packs.n; k++)
		put_old_code(folded_id("barcode", p[k].barcode.s).s, i.id.s);
	for (size_t k = 0; k < i.former_codes.n; k++)
		put_old_code(folded_id("item", i.former_codes.v[k].s).s, i.id.s);
	SET(&s, item_stock, id, i.id);
	SET(&s, item_stock, item_code, i.item_code);
	SET(&s, item_stock, category_id, i.category_id);
	SET(&s, item_stock, is_active, true);
	SET(&s, item_stock, on_hand, 0);
	SET(&s, item_stock, available, 0);
	SET(&s, item_stock, min_stock_level, 0);
	SET(&s, item_stock, headroom, 0);
	SET(&s, item_stock, last_day, STR(""));
	SET(&s, item_stock, updated_at, 1000);
	put_earlier(&item_stock_schema, &s);
	put_earlier(&item_schema, &i);
}

static struct item
with_box(struct item i, const char *barcode)
{
	struct pack *p = MEM_ONE(mem, struct pack);

	SET(p, pack, uom, STR("BOX"));
	SET(p, pack, numerator, 10);
	SET(p, pack, denominator, 1);
	SET(p, pack, barcode, str_of(barcode));
	SET(&i, item, packs, ((struct lines){p, 1}));
	return i;
}

static struct item
with_former(struct item i, const char *code)
{
	struct str *v = MEM_ONE(mem, struct str);

	*v = str_of(code);
	SET(&i, item, former_codes, ((struct list){v, 1}));
	return i;
}

/* The report of the upgrade. */
static struct str
report_upgrade(void)
{
	struct buf report = buf_init(mem);

	fixture_ok(scan_upgrade(store, &report, &why), &why);
	return buf_str(&report);
}

static struct str
report_clashes(void)
{
	struct buf report = buf_init(mem);

	fixture_ok(scan_report_conflicts(store, &report, &why), &why);
	return buf_str(&report);
}

/* --- resolving --- */

static struct scan_cache scans;

static struct scan_result
scan_text(const char *text)
{
	struct str one = str_of(text);

	fixture_ok(
	    scan_cache_read(store, (struct list){&one, 1}, (struct list){0}, &scans, &why), &why);
	return scan_resolve(&scans, mem, one);
}

/* "i-1", "i-1 BOX", "ambiguous", "not_found". */
static const char *
scan_meaning(const char *text)
{
	struct scan_result is = scan_text(text);

	if (is.err != OK)
		return err_code(is.err);
	return str_printf(mem, "%.*s%s%.*s", STRF(is.item->id), is.pack != NULL ? " " : "",
	    is.pack != NULL ? (int)is.pack->uom.n : 0, is.pack != NULL ? is.pack->uom.s : "")
	    .s;
}

static enum err
update_item(const char *id, const struct item *patch)
{
	struct item now = {0};

	why_clear(&why);
	return master_update(store, &cx, &item_schema, str_of(id), patch, &now, &why);
}

static struct item
get_scanned_item(const char *id)
{
	struct item i = {0};

	fixture_ok(master_get(store, &item_schema, str_of(id), &i, &why), &why);
	return i;
}

static struct item
no_barcodes(void)
{
	struct item patch = {0};

	SET(&patch, item, barcodes, ((struct list){NULL, 0}));
	return patch;
}

static struct item
code_patch(const char *code)
{
	struct item patch = {0};

	SET(&patch, item, item_code, str_of(code));
	return patch;
}

static bool
is_there(const char *id)
{
	struct code row;
	enum err e = store_get(store, &code_schema, str_of(id), &row, &why);

	why_clear(&why);
	return e == OK;
}

/* --- the upgrade --- */

START_TEST(codes_and_barcodes_of_earlier_programs_become_one_namespace)
{
	masters_open(_i);
	put_old(with_former(with_box(old_item("i-1", "BOL-1", PEN), "Box-7"), "OLD-1"));
	put_old(old_item("i-2", "BOL-2", NULL));
	ck_assert_str_eq(report_upgrade().s == NULL ? "" : report_upgrade().s, "");
	ck_assert_str_eq(scan_meaning("bol-1"), "i-1");
	ck_assert_str_eq(scan_meaning("old-1"), "i-1");
	ck_assert_str_eq(scan_meaning(PEN0), "i-1");
	ck_assert_str_eq(scan_meaning("BOX-7"), "i-1 BOX");
	ck_assert_str_eq(scan_meaning("BOL-2"), "i-2");
	ck_assert(!is_there("item:bol-1") && !is_there("item:old-1") && !is_there("item:bol-2"));
	ck_assert(!is_there("barcode:" PEN) && !is_there("barcode:box-7"));
	ck_assert_uint_eq(get_scanned_item("i-1").barcodes.n, 1);
	ck_assert_str_eq(get_scanned_item("i-1").barcodes.v[0].s, PEN);
	ck_assert_uint_eq(get_scanned_item("i-2").barcodes.n, 0);
}
END_TEST

START_TEST(an_item_is_then_searched_for_by_a_gtin_of_any_length)
{
	struct query q = {.schema = &item_schema, .limit = 10};
	struct rows rows;

	masters_open(_i);
	put_old(old_item("i-1", "BOL-1", PEN));
	report_upgrade();
	q.search = terms_parse(mem, STR(PEN0));
	fixture_ok(store_find(store, &q, &rows, &why), &why);
	ck_assert_uint_eq(rows.n, 1);
}
END_TEST

START_TEST(the_series_of_codes_goes_on)
{
	struct item i = old_item("", "", NULL);
	struct series s = {0};

	masters_open(_i);
	SET(&s, series, id, STR("item:gen-"));
	SET(&s, series, value, 7);
	put_earlier(&series_schema, &s);
	put_old(old_item("i-1", "GEN-000007", "GEN-000008"));
	report_upgrade();
	i.has = FIELD_BIT(item, item_name) | FIELD_BIT(item, category_id) | FIELD_BIT(item, uom);
	fixture_ok(master_create(store, &cx, &item_schema, &i, &why), &why);
	ck_assert_str_eq(i.item_code.s, "GEN-000009");
}
END_TEST

START_TEST(what_was_upgraded_is_left_as_it_is)
{
	struct item was;

	masters_open(_i);
	put_old(old_item("i-1", PEN, NULL));
	put_old(old_item("i-2", "B", PEN));
	report_upgrade();
	was = get_scanned_item("i-2");
	report_upgrade();
	ck_assert_str_eq(scan_meaning(PEN), "ambiguous");
	ck_assert_uint_eq(scan_text(PEN).code->also.n, 1);
	ck_assert_uint_eq(get_scanned_item("i-2").barcodes.n, was.barcodes.n);
}
END_TEST

/* --- conflicts --- */

START_TEST(what_two_items_claim_names_neither)
{
	struct scan_result is;

	masters_open(_i);
	put_old(old_item("i-1", "SKU-A9", PEN));
	put_old(old_item("i-2", PEN0, NULL));
	ck_assert_str_eq(
	    report_upgrade().s, PEN0 " names SKU-A9 and " PEN0 ": remove it from all but one\n");
	ck_assert_str_eq(
	    report_clashes().s, PEN0 " names SKU-A9 and " PEN0 ": remove it from all but one\n");
	is = scan_text(PEN);
	ck_assert_int_eq(scan_fail(&scans, &is, STR(PEN), NULL, &why), ERR_AMBIGUOUS);
	ck_assert_ptr_nonnull(strstr(why.more.s, "\"item_code\":\"SKU-A9\""));
	ck_assert_ptr_nonnull(strstr(why.more.s, "\"id\":\"i-2\""));
	ck_assert_str_eq(scan_meaning("SKU-A9"), "i-1");
}
END_TEST

START_TEST(it_is_mended_by_taking_off_the_barcode)
{
	struct item none = no_barcodes();

	masters_open(_i);
	put_old(old_item("i-1", "SKU-A9", PEN));
	put_old(old_item("i-2", PEN, NULL));
	report_upgrade();
	fixture_ok(update_item("i-1", &none), &why);
	ck_assert_str_eq(scan_meaning(PEN), "i-2");
	ck_assert_uint_eq(report_clashes().n, 0);
}
END_TEST

START_TEST(it_is_mended_by_changing_the_code_which_is_then_no_former_one)
{
	struct item patch = code_patch("B-1");

	masters_open(_i);
	put_old(old_item("i-1", "SKU-A9", PEN));
	put_old(old_item("i-2", PEN, NULL));
	report_upgrade();
	fixture_ok(update_item("i-2", &patch), &why);
	ck_assert_str_eq(scan_meaning(PEN), "i-1");
	ck_assert_uint_eq(get_scanned_item("i-2").former_codes.n, 0);
	ck_assert_uint_eq(report_clashes().n, 0);
}
END_TEST

START_TEST(of_three_the_last_one_keeps_it)
{
	struct item none = no_barcodes(), patch = code_patch("B-2");

	masters_open(_i);
	put_old(old_item("i-1", PEN, NULL));
	put_old(old_item("i-2", PEN0, NULL));
	put_old(old_item("i-3", "C", PEN));
	report_upgrade();
	fixture_ok(update_item("i-3", &none), &why);
	ck_assert_str_eq(scan_meaning(PEN), "ambiguous");
	fixture_ok(update_item("i-2", &patch), &why);
	ck_assert_str_eq(scan_meaning(PEN), "i-1");
}
END_TEST

START_TEST(an_item_and_its_own_pack_are_two_things)
{
	struct item patch = {0}, name = {0};

	masters_open(_i);
	put_old(with_box(old_item("i-1", PEN, NULL), PEN0));
	ck_assert_str_eq(report_upgrade().s,
	    PEN0 " names " PEN " and the pack BOX of " PEN ": remove it from all but one\n");
	ck_assert_str_eq(scan_meaning(PEN), "ambiguous");
	SET(&name, item, item_name, STR("Another name"));
	/* Edits that do not touch the code stay possible. */
	fixture_ok(update_item("i-1", &name), &why);
	SET(&patch, item, packs, ((struct lines){NULL, 0}));
	fixture_ok(update_item("i-1", &patch), &why);
	ck_assert_str_eq(scan_meaning(PEN), "i-1");
	ck_assert_uint_eq(report_clashes().n, 0);
}
END_TEST

START_TEST(a_pack_keeps_it_when_its_item_changes_its_code)
{
	struct item patch = code_patch("B");

	masters_open(_i);
	put_old(with_box(old_item("i-1", PEN, NULL), PEN));
	report_upgrade();
	fixture_ok(update_item("i-1", &patch), &why);
	ck_assert_str_eq(scan_meaning(PEN), "i-1 BOX");
}
END_TEST

START_TEST(a_former_code_that_two_have_is_mended_by_taking_it_back_for_a_moment)
{
	struct item back = code_patch(PEN), away = code_patch("A");

	masters_open(_i);
	put_old(with_former(old_item("i-1", "A", NULL), PEN));
	put_old(with_former(old_item("i-2", "B", NULL), PEN0));
	report_upgrade();
	ck_assert_str_eq(scan_meaning(PEN), "ambiguous");
	fixture_ok(update_item("i-1", &back), &why);
	fixture_ok(update_item("i-1", &away), &why);
	ck_assert_str_eq(scan_meaning(PEN), "i-2");
	ck_assert_uint_eq(get_scanned_item("i-1").former_codes.n, 0);
}
END_TEST

START_TEST(nobody_else_may_claim_it_meanwhile)
{
	struct item i = old_item("", PEN0, NULL);

	masters_open(_i);
	put_old(old_item("i-1", "A", PEN));
	put_old(old_item("i-2", PEN, NULL));
	report_upgrade();
	i.has = FIELD_BIT(item, item_code) | FIELD_BIT(item, item_name) |
		FIELD_BIT(item, category_id) | FIELD_BIT(item, uom);
	ck_assert_int_eq(master_create(store, &cx, &item_schema, &i, &why), ERR_DUPLICATE);
}
END_TEST

static void
other_lets_go(void *arg)
{
	struct item none = no_barcodes();

	fixture_ok(update_item(arg, &none), &why);
}

START_TEST(two_that_let_it_go_at_once_leave_it_to_nobody)
{
	struct item none = no_barcodes(), now = {0};
	char other[] = "i-2";

	masters_open(_i);
	put_old(old_item("i-1", "A", PEN));
	put_old(old_item("i-2", "B", PEN0));
	report_upgrade();
	ck_assert_str_eq(scan_meaning(PEN), "ambiguous");
	between_init(&between, store, other_lets_go, other);
	fixture_ok(
	    master_update(&between.store, &cx, &item_schema, STR("i-1"), &none, &now, &why), &why);
	ck_assert_int_eq(between.applies, 2);
	ck_assert_str_eq(scan_meaning(PEN), "not_found");
}
END_TEST

/* --- result --- */

START_TEST(a_code_and_a_barcode_taken_at_once_go_to_one)
{
	struct item i = old_item("i-1", "A", NULL), patch = {0}, now = {0};

	masters_open(_i);
	put_old(i);
	report_upgrade();
	SET(&patch, item, item_code, STR(PEN));
	fixture_ok(update_item("i-1", &patch), &why);
	SET(&patch, item, item_code, STR("B"));
	SET(&patch, item, packs, with_box(i, PEN0).packs);
	ck_assert_int_eq(master_update(store, &cx, &item_schema, STR("i-1"), &patch, &now, &why),
	    ERR_INVALID); /* its former code would mean the pack */
	ck_assert_str_eq(scan_meaning(PEN), "i-1");
}
END_TEST

int
main(void)
{
	const TTest *const cases[] = {
	    codes_and_barcodes_of_earlier_programs_become_one_namespace,
	    an_item_is_then_searched_for_by_a_gtin_of_any_length,
	    the_series_of_codes_goes_on,
	    what_was_upgraded_is_left_as_it_is,
	    what_two_items_claim_names_neither,
	    it_is_mended_by_taking_off_the_barcode,
	    it_is_mended_by_changing_the_code_which_is_then_no_former_one,
	    of_three_the_last_one_keeps_it,
	    an_item_and_its_own_pack_are_two_things,
	    a_pack_keeps_it_when_its_item_changes_its_code,
	    a_former_code_that_two_have_is_mended_by_taking_it_back_for_a_moment,
	    nobody_else_may_claim_it_meanwhile,
	    two_that_let_it_go_at_once_leave_it_to_nobody,
	    a_code_and_a_barcode_taken_at_once_go_to_one,
	};
	Suite *s = suite_create("masters_scans");
	TCase *tc = tcase_create("scans");

	tcase_add_checked_fixture(tc, masters_setup, masters_teardown);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		tcase_add_loop_test(tc, cases[i], 0, FIXTURE_DRIVERS);
	suite_add_tcase(s, tc);
	return fixture_run(s);
}
