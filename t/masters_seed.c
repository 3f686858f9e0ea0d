/* masters_seed.c - Tests the initial records, and adopting them into an existing system. */
#include "masters/setup/adopt.h"
#include "masters/setup/seed.h"

#include <string.h>

#include "base/mem.h"
#include "schema/terms.h"
#include "t/fixture.h"

static void *mem;
static struct store *st;
static struct why w;
static struct buf report;
static struct config config = {
    .TIMEZONE = {"Europe/Berlin", 13}, .CURRENCY = {"EUR", 3}, .NUMBER_SERIES = {"one", 3}};

static void
seed_setup(int driver)
{
	mem = mem_root("test");
	why_init(&w, mem);
	st = fixture_store(mem, fixture_drivers[driver]);
	report = buf_init(mem);
	fixture_ok(seed_store(st, &config, &report, &w), &w);
}

static struct str
get_seeded_setting(const char *name)
{
	struct setting s;

	fixture_ok(store_get(st, &setting_schema, str_of(name), &s, &w), &w);
	return s.value;
}

START_TEST(it_is_made_once_and_keeps_its_instance)
{
	struct str instance;

	seed_setup(_i);
	instance = get_seeded_setting("instance");
	ck_assert_uint_eq(instance.n, 36);
	fixture_ok(seed_store(st, &config, &report, &w), &w);
	ck_assert(str_eq(get_seeded_setting("instance"), instance));
	ck_assert(str_is(get_seeded_setting("timezone"), "Europe/Berlin"));
	mem_free(mem);
}
END_TEST

START_TEST(another_time_zone_or_currency_is_refused)
{
	struct config other = config;

	seed_setup(_i);
	other.TIMEZONE = STR("UTC");
	ck_assert_int_eq(seed_store(st, &other, &report, &w), ERR_CONFLICT);
	ck_assert_ptr_nonnull(strstr(w.text.s, "Europe/Berlin"));
	other = config;
	other.CURRENCY = STR("USD");
	ck_assert_int_eq(seed_store(st, &other, &report, &w), ERR_CONFLICT);
	mem_free(mem);
}
END_TEST

START_TEST(one_series_of_numbers_becomes_many_and_never_one_again)
{
	struct config many = config;

	seed_setup(_i);
	many.NUMBER_SERIES = STR("location");
	ck_assert_int_eq(seed_check(st, &many, &w), ERR_CONFLICT);
	why_clear(&w);
	fixture_ok(seed_store(st, &many, &report, &w), &w);
	ck_assert_ptr_nonnull(strstr(report.s, "numbered at each location"));
	ck_assert(str_is(get_seeded_setting("number_series"), "location"));
	ck_assert_int_eq(seed_store(st, &config, &report, &w), ERR_CONFLICT);
	ck_assert_ptr_nonnull(strstr(w.text.s, "cannot become one"));
	ck_assert(str_is(get_seeded_setting("number_series"), "location"));
	mem_free(mem);
}
END_TEST

START_TEST(a_system_of_an_earlier_program_has_one_series)
{
	struct op op = {.kind = OP_DELETE, .schema = &setting_schema, .id = STR("number_series")};

	seed_setup(_i);
	fixture_ok(store_apply(st, &op, 1, &w), &w);
	fixture_ok(seed_store(st, &config, &report, &w), &w);
	ck_assert(str_is(get_seeded_setting("number_series"), "one"));
	mem_free(mem);
}
END_TEST

/* --- records of another program --- */

static void
put_record_of(const struct schema *s, void *rec)
{
	struct op op = {.kind = OP_INSERT, .schema = s, .rec = rec};
	int64_t now = 1000;
	static const char *const times[] = {"created_at", "updated_at"};

	for (int i = 0; i < 2; i++)
		rec_set_number(rec, s, schema_known_field(s, times[i]), now);
	rec_set_number(rec, s, (size_t)s->is_active, true);
	fixture_ok(store_apply(st, &op, 1, &w), &w);
}

static void
put_user(const char *name)
{
	struct user u = {0};

	SET(&u, user, id, str_of(name));
	SET(&u, user, username, str_of(name));
	SET(&u, user, email, str_printf(mem, "%s@example.com", name));
	SET(&u, user, role, ROLE_ADMIN);
	SET(&u, user, must_change_password, false);
	SET(&u, user, epoch, 0);
	put_record_of(&user_schema, &u);
}

static void
put_earlier_item(const char *id, const char *code)
{
	struct item i = {0};

	SET(&i, item, id, str_of(id));
	SET(&i, item, item_code, str_of(code));
	SET(&i, item, item_name, STR("Bolt M8"));
	SET(&i, item, category_id, STR("cat-001"));
	SET(&i, item, uom, STR("PCS"));
	SET(&i, item, barcode, str_printf(mem, "4001%s", id));
	put_record_of(&item_schema, &i);
}

static void
a_system_of_another_program(int driver)
{
	struct item_category c = {0};

	mem = mem_root("test");
	why_init(&w, mem);
	st = fixture_store(mem, fixture_drivers[driver]);
	report = buf_init(mem);
	SET(&c, item_category, id, STR("cat-001"));
	SET(&c, item_category, code, STR("ALL"));
	SET(&c, item_category, name, STR("All things"));
	SET(&c, item_category, level, 0);
	put_record_of(&item_category_schema, &c);
	put_earlier_item("i-1", "BOL-1");
	put_user("ann");
	put_user("bob");
}

static struct str
get_code_record(const char *id)
{
	struct code row;

	fixture_ok(store_get(st, &code_schema, str_of(id), &row, &w), &w);
	return row.record_id;
}

START_TEST(records_of_another_program_are_taken_over)
{
	struct item_category c;
	struct item_stock stock;
	struct item item;
	struct series admins;

	a_system_of_another_program(_i);
	fixture_ok(seed_store(st, &config, &report, &w), &w);
	ck_assert_ptr_nonnull(strstr(report.s, "adopted 4 existing records"));
	fixture_ok(store_get(st, &item_category_schema, STR("cat-001"), &c, &w), &w);
	ck_assert(str_is(c.code, "ALL"));
	ck_assert(str_is(get_code_record("item_category:all"), "cat-001"));
	ck_assert_int_eq(
	    store_get(st, &code_schema, STR("item_category:gen"), &c, &w), ERR_NOT_FOUND);
	ck_assert(str_is(get_code_record("scan:bol-1"), "i-1") &&
		  str_is(get_code_record("scan:4001i-1"), "i-1"));
	ck_assert(str_is(get_code_record("uom:pcs"), "PCS") &&
		  str_is(get_code_record("first-user"), "ann"));
	fixture_ok(store_get(st, &item_stock_schema, STR("i-1"), &stock, &w), &w);
	ck_assert(stock.is_active && stock.on_hand == 0);
	fixture_ok(store_get(st, &item_schema, STR("i-1"), &item, &w), &w);
	ck_assert(str_is(item.name_key, "bolt m8"));
	fixture_ok(store_get(st, &series_schema, STR("spare-admins"), &admins, &w), &w);
	ck_assert_int_eq(admins.value, 1);
	mem_free(mem);
}
END_TEST

/* As after a kill between the records and the settings. */
START_TEST(taking_over_goes_on_where_it_was)
{
	int64_t found;
	struct series admins;

	a_system_of_another_program(_i);
	fixture_ok(adopt_records(st, &found, &w), &w);
	ck_assert_int_eq(found, 4);
	put_earlier_item("i-2", "BOL-2");
	fixture_ok(seed_store(st, &config, &report, &w), &w);
	ck_assert(str_is(get_code_record("scan:bol-1"), "i-1") &&
		  str_is(get_code_record("scan:bol-2"), "i-2"));
	fixture_ok(store_get(st, &series_schema, STR("spare-admins"), &admins, &w), &w);
	ck_assert_int_eq(admins.value, 1);
	mem_free(mem);
}
END_TEST

START_TEST(two_that_cannot_both_stay_stop_it)
{
	a_system_of_another_program(_i);
	put_earlier_item("i-2", "bol-1");
	ck_assert_int_eq(seed_store(st, &config, &report, &w), ERR_DUPLICATE);
	ck_assert_ptr_nonnull(strstr(w.text.s, "bol-1"));
	mem_free(mem);
}
END_TEST

START_TEST(units_are_referred_to_by_code_and_found_by_name)
{
	struct query q = {.schema = &uom_schema, .limit = 10};
	struct uom gram;
	struct code code;
	struct rows rows;

	seed_setup(_i);
	fixture_ok(store_get(st, &uom_schema, STR("G"), &gram, &w), &w);
	ck_assert(str_is(gram.base_uom, "KG") && gram.numerator == 1 && gram.denominator == 1000);
	ck_assert(str_is(gram.rec20, "GRM"));
	q.search = terms_parse(mem, STR("kilo"));
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

	seed_setup(_i);
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
	    one_series_of_numbers_becomes_many_and_never_one_again,
	    a_system_of_an_earlier_program_has_one_series,
	    records_of_another_program_are_taken_over,
	    taking_over_goes_on_where_it_was,
	    two_that_cannot_both_stay_stop_it,
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
