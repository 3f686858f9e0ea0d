/* import_fixture.c - Runs imports for tests. */
#include "t/import_fixture.h"

#include "base/decimal.h"
#include "base/mem.h"
#include "inventory/stock/balance_key.h"
#include "masters/code/code_row.h"

struct import im;

void
import_setup(void)
{
	masters_setup();
	cx.user_id = STR("");
	cx.perms = UINT64_MAX;
	cx.action = "import";
}

/* All findings about the file, a line each. */
const char *
plan_import(const char *kind, const char *map, const char *csv)
{
	struct buf all = buf_init(mem);

	im = (struct import){.store = store,
	    .cx = &cx,
	    .kind = import_kind_named(str_of(kind)),
	    .csv = str_of(csv),
	    .map_text = str_of(map),
	    .currency = STR("EUR")};
	fixture_ok(import_plan(&im, &why), &why);
	for_each_finding(f, &im.found)
	{
		struct buf one = buf_init(mem);

		finding_put(&one, f);
		buf_printf(&all, "%s%.*s\n", f->fault ? "" : "note: ", STRF(buf_str(&one)));
	}
	return all.n == 0 ? "" : all.s;
}

void
run_import(const char *kind, const char *map, const char *csv)
{
	ck_assert_str_eq(plan_import(kind, map, csv), "");
	fixture_ok(import_apply(&im, &why), &why);
}

int64_t
import_count(const struct schema *s)
{
	const struct query q = {.schema = s, .limit = 1};
	int64_t n;

	fixture_ok(store_count(store, &q, &n, &why), &why);
	return n;
}

struct str
id_by_code(enum code_kind kind, const char *code)
{
	struct code row;

	fixture_ok(code_find(store, kind, str_of(code), &row, &why), &why);
	return row.record_id;
}

struct str
on_hand(const char *item, const char *location, const char *lot)
{
	struct str id = balance_id(
	    mem, id_by_code(CODE_SCAN, item), id_by_code(CODE_LOCATION, location), str_of(lot));
	struct balance b;

	fixture_ok(store_get(store, &balance_schema, id, &b, &why), &why);
	return dec_str(mem, b.on_hand);
}

void
take_items(void)
{
	run_import("categories", "", "code,name\nCAT-1,Things\n");
	run_import("items", "", ITEMS);
}
