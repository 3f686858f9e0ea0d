/* masters_fixture.c - Opens and seeds the store of a test. */
#include "t/masters_fixture.h"

#include "base/mem.h"
#include "masters/setup/seed.h"

void *mem;
struct why why;
struct store *store;
struct change_context cx;

void
masters_setup(void)
{
	mem = mem_root("test");
	why_init(&why, mem);
	cx = (struct change_context){.mem = mem, .user_id = STR("tester"), .now = 1800000000000};
}

void
masters_teardown(void)
{
	mem_free(mem);
}

void
masters_open(int driver)
{
	const struct config config = {
	    .TIMEZONE = STR("UTC"), .CURRENCY = STR("EUR"), .NUMBER_SERIES = STR("one")};
	struct buf report = buf_init(mem);

	store = fixture_store(mem, fixture_drivers[driver]);
	fixture_ok(seed_store(store, &config, &report, &why), &why);
}
