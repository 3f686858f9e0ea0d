/* http_changes.c - Tests requests whose rows another client changes concurrently, how much they
 * read, and when they are answered. */
#include <fastcgi.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "api/fcgi.h"
#include "api/http.h"
#include "api/route_table.h"
#include "auth/session.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "inventory/ledger/ledger.h"
#include "inventory/period/period.h"
#include "inventory/period/period_change.h"
#include "t/books.h"
#include "t/power.h"

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
changes_open(int driver)
{
	log_open(LOG_LEVEL_ERROR, NULL, false);
	books_open(&books, driver);
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
changes_setup(void)
{
	changes_open(0);
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

/* Rewrites the row, which increments its version, before every apply; takes half a second. */
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
	clock_sleep(500 * 1000);
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

/* --- a worker's answers, and the sync of the commit --- */

enum { CLIENTS = 4 };

static struct pollfd clients[CLIENTS];
static struct store_driver ending;
static int64_t batches;  /* written before */
static int syncs, early; /* syncs that found more clients answered than batches committed */
static int kept_up;      /* times that housekeeping was told that others may wait */
static int unanswered;   /* clients, when it was first told that nobody does; -1: not yet */
static size_t begun;     /* transactions until the first sync */

static void
synced_note(void)
{
	early += poll(clients, CLIENTS, 0) > books.store->stats.batches - batches;
	if (syncs++ == 0)
		begun = power_transactions - begun;
}

/* The worker is asked to end, which it does when nobody waits any more. */
static void
synced_idle(struct store *st, bool awaited)
{
	(void)st;
	if (awaited) {
		kept_up++;
		return;
	}
	if (unanswered < 0)
		unanswered = CLIENTS - poll(clients, CLIENTS, 0);
	kill(getpid(), SIGTERM);
}

static void
synced_setup(void)
{
	static struct power_recording unused;
	void *first = mem_root("first");

	fixture_open(first, str_printf(first, "sqlite://%s/first.db", fixture_dir(first)));
	power_record(&unused, first);
	power_stop();
	changes_open(1);
	mem_free(first);
	ending = *books.store->driver;
	ending.idle = synced_idle;
	books.store->driver = &ending;
	app.writing = true;
	batches = books.store->stats.batches;
	syncs = early = kept_up = 0;
	unanswered = -1;
}

static void
synced_teardown(void)
{
	changes_teardown();
	power_end();
}

static void
put_record(struct buf *b, unsigned char type, struct str content)
{
	const FCGI_Header h = {.version = FCGI_VERSION_1,
	    .type = type,
	    .requestIdB0 = 1,
	    .contentLengthB1 = (unsigned char)(content.n >> 8),
	    .contentLengthB0 = (unsigned char)(content.n & 0xff)};

	buf_put(b, (struct str){(const char *)&h, sizeof h});
	buf_put(b, content);
}

static void
put_param(struct buf *b, const char *name, struct str value)
{
	const uint32_t n = (uint32_t)value.n;
	const char lengths[] = {
	    (char)strlen(name), (char)(0x80 | n >> 24), (char)(n >> 16), (char)(n >> 8), (char)n};

	buf_put(b, (struct str){lengths, sizeof lengths});
	buf_puts(b, name);
	buf_put(b, value);
}

/* A posting, as nginx sends it. */
static struct str
synced_request(void)
{
	const FCGI_BeginRequestBody begin = {.roleB0 = FCGI_RESPONDER};
	const struct str body = STR("{\"transaction_type\":\"receipt\",\"item_code\":\"BOLT\","
				    "\"location_id\":\"a\",\"quantity\":1}");
	struct buf b = buf_init(books.mem), params = buf_init(books.mem);

	put_param(&params, "REQUEST_METHOD", STR("POST"));
	put_param(&params, "REQUEST_URI", STR("/api/inventory/transactions"));
	put_param(&params, "CONTENT_TYPE", STR("application/json"));
	put_param(&params, "CONTENT_LENGTH", str_printf(books.mem, "%zu", body.n));
	put_param(&params, "HTTP_AUTHORIZATION", bearer);
	put_record(&b, FCGI_BEGIN_REQUEST, (struct str){(const char *)&begin, sizeof begin});
	put_record(&b, FCGI_PARAMS, buf_str(&params));
	put_record(&b, FCGI_PARAMS, STR(""));
	put_record(&b, FCGI_STDIN, body);
	put_record(&b, FCGI_STDIN, STR(""));
	return buf_str(&b);
}

/* Standard input listens, and the clients have sent all they will. */
static void
synced_connect(void)
{
	struct sockaddr_un at = {.sun_family = AF_UNIX};
	const int listening = socket(AF_UNIX, SOCK_STREAM, 0);
	const struct str request = synced_request();

	snprintf(at.sun_path, sizeof at.sun_path, "%s/s", fixture_dir(books.mem));
	ck_assert_int_eq(bind(listening, (struct sockaddr *)&at, sizeof at), 0);
	ck_assert_int_eq(listen(listening, CLIENTS), 0);
	ck_assert_int_eq(dup2(listening, 0), 0);
	close(listening);
	for (size_t i = 0; i < CLIENTS; i++) {
		clients[i] =
		    (struct pollfd){.fd = socket(AF_UNIX, SOCK_STREAM, 0), .events = POLLIN};
		ck_assert_int_eq(connect(clients[i].fd, (struct sockaddr *)&at, sizeof at), 0);
		ck_assert_int_eq(write(clients[i].fd, request.s, request.n), (ssize_t)request.n);
	}
}

static void
synced_must_be_posted(int client)
{
	char answer[4096] = "";

	ck_assert_int_gt(read(client, answer, sizeof answer - 1), 0);
	ck_assert_ptr_nonnull(strstr(answer + sizeof(FCGI_Header), "Status: 201\r\n"));
	close(client);
}

static void
synced_serve(void)
{
	const int was = dup(0);

	synced_connect();
	begun = power_transactions;
	fcgi_block_signals();
	power_at_sync = synced_note;
	ck_assert_int_eq(fcgi_serve(&app), EXIT_SUCCESS);
	power_at_sync = NULL;
	ck_assert_int_eq(dup2(was, 0), 0);
}

START_TEST(answers_leave_after_the_sync_of_their_commit)
{
	synced_serve();
	ck_assert_int_ge(syncs, 1);
	ck_assert_int_eq(early, 0);
	ck_assert_int_eq(books_balance(&books, "BOLT", "a"), CLIENTS);
	for (size_t i = 0; i < CLIENTS; i++)
		synced_must_be_posted(clients[i].fd);
}
END_TEST

/* One for what each of them reads, and one for the commit. */
START_TEST(a_group_reads_in_one_transaction_for_each_request)
{
	synced_serve();
	ck_assert_uint_eq(begun, CLIENTS + 1);
}
END_TEST

static const struct {
	const char *method, *target, *body;
	int status;
	size_t transactions; /* a change has one for its commit; the answer may have another */
} together[] = {
    {"GET", "/api/masters/items/bolt", "", 200, 1},
    {"GET", "/api/masters/items?q=bolt", "", 200, 1},
    {"GET", "/api/masters/items?page=1", "", 200, 1},
    {"GET", "/api/inventory/stock", "", 200, 1},
    {"GET", "/api/inventory/stock?as_of=2026-03-01", "", 200, 1},
    {"GET", "/api/inventory/stock/bolt", "", 200, 1},
    {"GET", "/api/inventory/transactions?search=x", "", 422, 1},
    {"GET", "/api/search?q=bo", "", 200, 1},
    {"POST", "/api/masters/items",
	"{\"item_name\":\"New\",\"category_id\":\"cat-001\",\"uom\":\"PCS\"}", 201, 3},
    {"PUT", "/api/masters/items/bolt", "{\"item_name\":\"Hex bolt\"}", 200, 2},
    {"POST", "/api/inventory/transactions",
	"{\"transaction_type\":\"receipt\",\"item_code\":\"BOLT\",\"location_id\":\"a\","
	"\"quantity\":1}",
	201, 2},
};

START_TEST(what_a_request_reads_is_of_one_point_in_time)
{
	const size_t before = power_transactions;

	ck_assert_int_eq(
	    changes_send(together[_i].method, together[_i].target, NULL, together[_i].body),
	    together[_i].status);
	ck_assert_uint_eq(power_transactions - before, together[_i].transactions);
}
END_TEST

/* As a program posts, without a request. */
START_TEST(what_a_change_is_built_from_is_of_one_point_in_time)
{
	struct posting_line l = books_line(MOVE_RECEIPT, "BOLT", "a", 1);
	struct posting_request r = {0};
	struct posting made;
	size_t before = power_transactions;

	SET(&r, posting_request, lines, ((struct lines){&l, 1}));
	fixture_ok(posting_make(books.store, &books.cx, &r, &made, &books.why), &books.why);
	ck_assert_uint_eq(power_transactions - before, 2);
}
END_TEST

/* A worker that takes one request at a time has some left between the first and the last. */
START_TEST(a_worker_is_idle_when_all_are_answered)
{
	app.writing = false;
	synced_serve();
	ck_assert_int_eq(unanswered, 0);
	ck_assert_int_ge(kept_up, CLIENTS);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("http_changes");
	TCase *c = tcase_create("all"), *synced = tcase_create("synced");

	tcase_add_checked_fixture(c, changes_setup, changes_teardown);
	tcase_add_loop_test(c, who_is_never_fast_enough_is_told_that_it_is_busy, 0,
	    sizeof contested / sizeof *contested);
	tcase_add_loop_test(
	    c, a_key_that_is_sent_twice_at_once_makes_one, 0, sizeof made_once / sizeof *made_once);
	tcase_add_loop_test(c, a_month_is_closed_at_the_version_that_if_match_names, 0,
	    sizeof orders / sizeof *orders);
	tcase_add_loop_test(c, no_record_is_read_twice, 0, sizeof frugal / sizeof *frugal);
	suite_add_tcase(s, c);
	tcase_add_checked_fixture(synced, synced_setup, synced_teardown);
	tcase_add_test(synced, answers_leave_after_the_sync_of_their_commit);
	tcase_add_test(synced, a_worker_is_idle_when_all_are_answered);
	tcase_add_test(synced, a_group_reads_in_one_transaction_for_each_request);
	tcase_add_test(synced, what_a_change_is_built_from_is_of_one_point_in_time);
	tcase_add_loop_test(synced, what_a_request_reads_is_of_one_point_in_time, 0,
	    sizeof together / sizeof *together);
	suite_add_tcase(s, synced);
	return fixture_run(s);
}
