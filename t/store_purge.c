/* store_purge.c - Tests that exactly what has expired is purged. */
#include "auth/purge.h"
#include "base/mem.h"
#include "t/fixture.h"

#define DAY INT64_C(86400000)

static const int64_t now = 1000 * DAY;

static void
purge_put_key(struct batch *b, const char *id, int64_t age)
{
	struct idempotency *k = MEM_ONE(b->mem, struct idempotency);

	SET(k, idempotency, id, str_of(id));
	SET(k, idempotency, fingerprint, STR("f"));
	SET(k, idempotency, status, 201);
	SET(k, idempotency, created_at, now - age);
	batch_add(b, OP_INSERT, &idempotency_schema, k);
}

static void
put_throttle(struct batch *b, const char *id, int64_t until)
{
	struct throttle *t = MEM_ONE(b->mem, struct throttle);

	SET(t, throttle, id, str_of(id));
	SET(t, throttle, failures, 3);
	SET(t, throttle, until, until);
	batch_add(b, OP_INSERT, &throttle_schema, t);
}

static int64_t
count_all(struct store *st, const struct schema *s, struct why *w)
{
	struct query q = {.schema = s, .limit = 1};
	int64_t n;

	fixture_ok(store_count(st, &q, &n, w), w);
	return n;
}

START_TEST(old_rows_go_in_slices_and_young_ones_stay)
{
	void *mem = mem_root("test");
	struct store *st = fixture_store(mem, fixture_drivers[_i]);
	struct batch b = batch_init(mem);
	struct why w;
	size_t gone;

	why_init(&w, mem);
	purge_put_key(&b, "u|old", 31 * DAY);
	purge_put_key(&b, "u|older", 300 * DAY);
	purge_put_key(&b, "u|young", 30 * DAY);
	put_throttle(&b, "past", now - 1);
	put_throttle(&b, "present", now);
	fixture_ok(store_apply(st, b.ops, b.n, &w), &w);
	fixture_ok(purge_expired(st, now, 2, &gone, &w), &w);
	ck_assert_uint_eq(gone, 2);
	ck_assert_int_eq(count_all(st, &idempotency_schema, &w), 1);
	ck_assert_int_eq(count_all(st, &throttle_schema, &w), 2);
	fixture_ok(purge_expired(st, now, 2, &gone, &w), &w);
	ck_assert_uint_eq(gone, 1);
	fixture_ok(purge_expired(st, now, 2, &gone, &w), &w);
	ck_assert_uint_eq(gone, 0);
	ck_assert_int_eq(count_all(st, &idempotency_schema, &w), 1);
	ck_assert_int_eq(count_all(st, &throttle_schema, &w), 1);
	mem_free(mem);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("store_purge");
	TCase *tc = tcase_create("purge");

	tcase_add_loop_test(tc, old_rows_go_in_slices_and_young_ones_stay, 0, FIXTURE_DRIVERS);
	suite_add_tcase(s, tc);
	return fixture_run(s);
}
