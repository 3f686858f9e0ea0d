/* http_changes.c - Tests requests whose rows another client changes concurrently, and how much they
 * read. */
#include <stdlib.h>
#include <string.h>

#include "api/http.h"
#include "api/route_table.h"
#include "auth/session.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "inventory/period/period.h"
#include "inventory/period/period_change.h"
#include "t/books.h"

static struct app app;
static struct res res;
static struct str bearer;
static const char *idempotency_key; /* sent with each change; NULL: none */

static void
changes_sign_in(void)
{
	struct batch x = batch_init(books.mem);
	struct session *s;
	struct user u;

	fixture_ok(store_get(books.store, &user_schema, STR("u1"), &u, &books.why), &books.why);
	s = session_new(app.tokens, &books.cx, &u, MODE_BODY, STR("a test"));
	batch_add(&x, OP_INSERT, &session_schema, s);
	books_apply(&books, &x);
	bearer = str_printf(books.mem, "Bearer %.*s",
	    STRF(token_make(app.tokens, books.mem, &u, s->id, books.cx.now)));
}

static void
changes_setup(void)
{
	log_open(LOG_LEVEL_ERROR, NULL, false);
	books_open(&books, 0);
	clock_set(books_now);
	clock_skip_sleep(true);
	app = (struct app){
	    .mem = books.mem, .routes = routes, .instance = STR("test"), .store = books.store};
	app.config.JWT_SECRET_KEY = STR("0123456789abcdef0123456789abcdef");
	app.config.ACCESS_TOKEN_EXPIRE_MINUTES = 30;
	app.config.REFRESH_TOKEN_EXPIRE_DAYS = 7;
	app.config.ENVIRONMENT = STR("test");
	app.config.PASSWORD_COST = 10;
	idempotency_key = NULL;
	app.tokens = tokens_new(books.mem, &app.config, app.instance);
	changes_sign_in();
}

static void
changes_teardown(void)
{
	clock_set(0);
	books_close(&books);
}

/* Sends a change; if_match may be NULL. */
static void
changes_send_to(
    struct res *to, const char *method, const char *target, const char *if_match, const char *body)
{
	struct pair headers[4] = {
	    {STR("authorization"), bearer}, {STR("content-type"), STR("application/json")}};
	struct req req = {.mem = books.mem,
	    .app = &app,
	    .method = str_of(method),
	    .target = str_of(target),
	    .headers = headers,
	    .nheaders = 2,
	    .body = str_of(body),
	    .address = STR("192.0.2.1"),
	    .request_id = STR("r1")};

	if (if_match != NULL)
		headers[req.nheaders++] = (struct pair){STR("if-match"), str_of(if_match)};
	if (idempotency_key != NULL)
		headers[req.nheaders++] =
		    (struct pair){STR("idempotency-key"), str_of(idempotency_key)};
	app.store = books.store;
	http_handle(&req, to);
}

/* Returns the status of the response. */
static int
changes_send(const char *method, const char *target, const char *if_match, const char *body)
{
	changes_send_to(&res, method, target, if_match, body);
	return res.status;
}

/* --- endless conflicts --- */

/* A change, and a row whose version it expects. */
static const struct {
	const char *method, *target, *body;
	const struct schema *schema;
	const char *id;
} contested[] = {
    {"PUT", "/api/users/u1", "{\"username\":\"other\"}", &user_schema, "u1"},
    {"PUT", "/api/masters/items/bolt", "{\"item_name\":\"Other\"}", &item_schema, "bolt"},
    {"DELETE", "/api/masters/suppliers/acme", "", &supplier_schema, "acme"},
    {"POST", "/api/inventory/periods/2026-02/close", "{\"reason\":\"r\"}", &series_schema,
	PERIOD_THROUGH},
    {"POST", "/api/inventory/transactions",
	"{\"transaction_type\":\"receipt\",\"item_code\":\"BOLT\",\"location_id\":\"a\","
	"\"quantity\":1}",
	&item_schema, "bolt"},
};

/* Rewrites the row, which increments its version, before every apply; takes a second each time. */
static void
other_writes_for_ever(void *arg)
{
	const int i = *(int *)arg;
	struct books other = books_second(&books);
	struct batch x = batch_init(books.mem);
	void *rec = mem_new(books.mem, contested[i].schema->size);

	fixture_ok(
	    store_get(other.store, contested[i].schema, str_of(contested[i].id), rec, &other.why),
	    &other.why);
	batch_add(&x, OP_UPDATE, contested[i].schema, rec);
	books_apply(&other, &x);
	clock_sleep(1000 * 1000);
	books.gap.what = other_writes_for_ever;
}

START_TEST(who_is_never_fast_enough_is_told_that_it_is_busy)
{
	int i = _i;

	ck_assert_int_eq(changes_send("POST", "/api/inventory/periods/2025-12/close", NULL,
			     "{\"reason\":\"r\"}"),
	    200);
	books_let(&books, other_writes_for_ever, &i);
	ck_assert_int_eq(
	    changes_send(contested[i].method, contested[i].target, NULL, contested[i].body), 503);
	ck_assert_ptr_nonnull(strstr(buf_str(&res.body).s, "\"busy\""));
	ck_assert_ptr_nonnull(strstr(res.headers.s, "Retry-After: 1\r\n"));
	ck_assert_int_ge(books.gap.applies, 5);
}
END_TEST

/* --- the same request twice, concurrently --- */

static const struct {
	const char *target, *body;
	const struct schema *made;
} made_once[] = {
    {"/api/users",
	"{\"email\":\"j@example.org\",\"username\":\"jane\",\"password\":\"long "
	"enough\",\"role\":\"staff\"}",
	&user_schema},
    {"/api/masters/suppliers", "{\"code\":\"NEW\",\"name\":\"New\"}", &supplier_schema},
    {"/api/inventory/transactions",
	"{\"transaction_type\":\"receipt\",\"item_code\":\"BOLT\",\"location_id\":\"a\","
	"\"quantity\":1}",
	&posting_schema},
};

static void
other_sends_it_too(void *arg)
{
	const int i = *(int *)arg;
	struct res other;

	changes_send_to(&other, "POST", made_once[i].target, NULL, made_once[i].body);
	ck_assert_int_eq(other.status, 201);
	ck_assert_ptr_null(strstr(other.headers.s, "Idempotent-Replayed"));
}

START_TEST(a_key_that_is_sent_twice_at_once_makes_one)
{
	const struct query q = {.schema = made_once[_i].made, .limit = 1};
	int64_t before, after;
	int i = _i;

	idempotency_key = "k1";
	fixture_ok(store_count(books.store, &q, &before, &books.why), &books.why);
	books_let(&books, other_sends_it_too, &i);
	ck_assert_int_eq(changes_send("POST", made_once[i].target, NULL, made_once[i].body), 201);
	ck_assert_ptr_nonnull(strstr(res.headers.s, "Idempotent-Replayed: true\r\n"));
	fixture_ok(store_count(books.store, &q, &after, &books.why), &books.why);
	ck_assert_int_eq(after, before + 1);
}
END_TEST

/* --- If-Match for months, in every order of events --- */

static void
other_closes_january(void *arg)
{
	struct books other = books_second(&books);

	(void)arg;
	fixture_ok(
	    period_set(other.store, &other.cx, PERIOD_CLOSED, STR("2026-01"), STR("r"), &other.why),
	    &other.why);
}

/* When the other client closes a month: never, before the request, or between its reads and its
 * write. The version before that is 1, or 0 with `fresh`. */
static const struct {
	bool fresh;
	enum { OTHER_NEVER, OTHER_BEFORE, OTHER_BETWEEN } when;
	const char *if_match;
	int status;
} orders[] = {
    {false, OTHER_NEVER, NULL, 200},
    {false, OTHER_NEVER, "\"1\"", 200},
    {false, OTHER_NEVER, "\"2\"", 412},
    {false, OTHER_NEVER, "*", 200},
    {false, OTHER_BEFORE, NULL, 200},
    {false, OTHER_BEFORE, "\"1\"", 412},
    {false, OTHER_BEFORE, "\"2\"", 200},
    {false, OTHER_BEFORE, "*", 200},
    {false, OTHER_BETWEEN, NULL, 200},
    {false, OTHER_BETWEEN, "\"1\"", 412},
    {false, OTHER_BETWEEN, "\"1\", \"2\"", 200},
    {false, OTHER_BETWEEN, "*", 200},
    {true, OTHER_NEVER, "\"0\"", 200}, /* the ETag before any month was closed */
    {true, OTHER_NEVER, "*", 200},
    {true, OTHER_BEFORE, "\"0\"", 412},
    {true, OTHER_BETWEEN, "\"0\"", 412},
    {true, OTHER_BETWEEN, "\"1\"", 412},
    {true, OTHER_BETWEEN, "*", 200},
};

START_TEST(a_month_is_closed_at_the_version_that_if_match_names)
{
	const char *first = "/api/inventory/periods/2025-12/close",
		   *path = "/api/inventory/periods/2026-02/close", *reason = "{\"reason\":\"r\"}";

	if (!orders[_i].fresh)
		ck_assert_int_eq(changes_send("POST", first, NULL, reason), 200);
	if (orders[_i].when == OTHER_BEFORE)
		other_closes_january(NULL);
	if (orders[_i].when == OTHER_BETWEEN)
		books_let(&books, other_closes_january, NULL);
	ck_assert_int_eq(
	    changes_send("POST", path, orders[_i].if_match, reason), orders[_i].status);
}
END_TEST

/* --- reads --- */

/* A request that changes something, and how often it reads the store. */
static const struct {
	const char *method, *target, *body;
	int status, reads;
} frugal[] = {
    {"POST", "/api/masters/items",
	"{\"item_name\":\"New\",\"category_id\":\"cat-001\",\"uom\":\"PCS\",\"reorder_qty\":2,"
	"\"default_supplier_id\":\"acme\",\"default_location_id\":\"a\","
	"\"packs\":[{\"uom\":\"DZ\",\"numerator\":12}]}",
	201, 10},
    {"PUT", "/api/masters/items/bolt",
	"{\"packs\":[{\"uom\":\"dz\",\"numerator\":12}],\"default_location_id\":\"b\"}", 200, 9},
    {"POST", "/api/inventory/transactions",
	"{\"transaction_type\":\"receipt\",\"item_code\":\"BOLT\",\"location_id\":\"a\","
	"\"quantity\":\"1\",\"uom\":\"DZ\",\"supplier_id\":\"acme\"}",
	201, 9},
};

START_TEST(no_record_is_read_twice)
{
	struct id_set gets = {.mem = books.mem};

	books_let(&books, NULL, NULL);
	books.gap.gets = &gets;
	ck_assert_int_eq(changes_send(frugal[_i].method, frugal[_i].target, NULL, frugal[_i].body),
	    frugal[_i].status);
	for (size_t i = 0; i < gets.list.n; i++)
		for (size_t k = 0; k < i; k++)
			if (str_eq(gets.list.v[i], gets.list.v[k]))
				ck_abort_msg("%s is read twice", gets.list.v[i].s);
	ck_assert_int_eq(books.gap.reads, frugal[_i].reads);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("http_changes");
	TCase *c = tcase_create("all");

	tcase_add_checked_fixture(c, changes_setup, changes_teardown);
	tcase_add_loop_test(c, who_is_never_fast_enough_is_told_that_it_is_busy, 0,
	    sizeof contested / sizeof *contested);
	tcase_add_loop_test(
	    c, a_key_that_is_sent_twice_at_once_makes_one, 0, sizeof made_once / sizeof *made_once);
	tcase_add_loop_test(c, a_month_is_closed_at_the_version_that_if_match_names, 0,
	    sizeof orders / sizeof *orders);
	tcase_add_loop_test(c, no_record_is_read_twice, 0, sizeof frugal / sizeof *frugal);
	suite_add_tcase(s, c);
	return fixture_run(s);
}
