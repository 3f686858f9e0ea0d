/* masters_seed.c - what a fresh system begins with is made once, and can be found. */
#include "masters/seed.h"

#include <string.h>

#include "base/mem.h"
#include "schema/terms.h"
#include "t/fixture.h"

static void *mem;
static struct store *st;
static struct why w;
static struct buf report;
static struct config config = {.TIMEZONE = {"Europe/Berlin", 13}, .CURRENCY = {"EUR", 3}};

static void
begin(int driver)
{
	mem = mem_root("test");
	why_init(&w, mem);
	st = fixture_store(mem, fixture_drivers[driver]);
	report = buf_init(mem);
	fixture_ok(seed(st, &config, &report, &w), &w);
}

static struct str
setting(const char *name)
{
	struct setting s;

	fixture_ok(store_get(st, &setting_schema, str_of(name), &s, &w), &w);
	return s.value;
}

START_TEST(it_is_made_once_and_keeps_its_instance)
{
	struct str instance;

	begin(_i);
	instance = setting("instance");
	ck_assert_uint_eq(instance.n, 36);
	fixture_ok(seed(st, &config, &report, &w), &w);
	ck_assert(str_eq(setting("instance"), instance));
	ck_assert(str_is(setting("timezone"), "Europe/Berlin"));
	mem_free(mem);
}
END_TEST

START_TEST(another_time_zone_or_currency_is_refused)
{
	struct config other = config;

	begin(_i);
	other.TIMEZONE = STR("UTC");
	ck_assert_int_eq(seed(st, &other, &report, &w), ERR_CONFLICT);
	ck_assert_ptr_nonnull(strstr(w.text.s, "Europe/Berlin"));
	other = config;
	other.CURRENCY = STR("USD");
	ck_assert_int_eq(seed(st, &other, &report, &w), ERR_CONFLICT);
	mem_free(mem);
}
END_TEST

START_TEST(units_are_referred_to_by_code_and_found_by_name)
{
	struct query q = {.schema = &uom_schema, .limit = 10};
	struct uom gram;
	struct code code;
	struct rows rows;

	begin(_i);
	fixture_ok(store_get(st, &uom_schema, STR("G"), &gram, &w), &w);
	ck_assert(str_is(gram.base_uom, "KG") && gram.numerator == 1 && gram.denominator == 1000);
	ck_assert(str_is(gram.rec20, "GRM"));
	q.words = terms_words(mem, STR("kilo"));
	fixture_ok(store_find(st, &q, &rows, &w), &w);
	ck_assert_uint_eq(rows.n, 1);
	fixture_ok(store_get(st, &code_schema, STR("uom:kg"), &code, &w), &w);
	ck_assert(str_is(code.record_id, "KG"));
	mem_free(mem);
}
END_TEST

START_TEST(the_category_and_the_location_that_clients_count_on_are_there)
{
	struct item_category general;
	struct code code;
	struct location l;

	begin(_i);
	fixture_ok(store_get(st, &item_category_schema, STR("cat-001"), &general, &w), &w);
	ck_assert(str_is(general.code, "GEN") && str_is(general.name, "General"));
	ck_assert(general.is_active);
	fixture_ok(store_get(st, &code_schema, STR("location:main"), &code, &w), &w);
	fixture_ok(store_get(st, &location_schema, code.record_id, &l, &w), &w);
	ck_assert(str_is(l.code, "MAIN") && l.usage == USAGE_STOCK);
	mem_free(mem);
}
END_TEST

int
main(void)
{
	const TTest *const cases[] = {
	    it_is_made_once_and_keeps_its_instance,
	    another_time_zone_or_currency_is_refused,
	    units_are_referred_to_by_code_and_found_by_name,
	    the_category_and_the_location_that_clients_count_on_are_there,
	};
	Suite *s = suite_create("masters_seed");
	TCase *tc = tcase_create("seed");

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		tcase_add_loop_test(tc, cases[i], 0, FIXTURE_DRIVERS);
	suite_add_tcase(s, tc);
	return fixture_run(s);
}
