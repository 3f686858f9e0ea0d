/* http_request.c - Tests requests through http_handle() without sockets. */
#include <check.h>
#include <fastcgi.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/connections.h"
#include "api/http.h"
#include "api/limit.h"
#include "api/metrics.h"
#include "api/route_table.h"
#include "auth/token.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/percent.h"
#include "fixture.h"
#include "inventory/line/movement_rule.h"

static void *mem;
static struct app app;
static struct req req;
static struct res res;

static void
request_setup(void)
{
	mem = mem_root("test");
	log_open(LOG_LEVEL_ERROR, NULL, false);
	app = (struct app){.mem = mem, .routes = routes, .instance = STR("test")};
	app.config.JWT_SECRET_KEY = STR("0123456789abcdef0123456789abcdef");
	app.store = fixture_store(mem, "memory");
	app.tokens = tokens_new(mem, &app.config, app.instance);
}

static void
request_teardown(void)
{
	clock_set(0);
	mem_free(mem);
}

static void
send_request(const char *method, const char *target)
{
	req = (struct req){
	    .mem = mem,
	    .app = &app,
	    .method = str_of(method),
	    .target = str_of(target),
	    .address = STR("192.0.2.1"),
	    .request_id = STR("r1"),
	};
	http_handle(&req, &res);
}

static bool
has_header(const char *line)
{
	return res.headers.s != NULL && strstr(res.headers.s, line) != NULL;
}

static void
assert_answered(int status, const char *text)
{
	ck_assert_int_eq(res.status, status);
	ck_assert_ptr_nonnull(strstr(buf_str(&res.body).s, text));
}

START_TEST(every_row_of_the_table_is_whole)
{
	routes_assert();
}
END_TEST

static bool
may_be_posted_with(enum perm one)
{
	for (const struct route *r = routes; r->method != NULL; r++)
		for (const enum perm *p = r->needs; *p != PERM_NONE; p++)
			if (strcmp(r->path, "/api/inventory/transactions") == 0 &&
			    strcmp(r->method, "POST") == 0 && *p == one)
				return true;
	return false;
}

START_TEST(whoever_may_post_any_sort_of_movement_gets_past_the_route)
{
	const struct field *type =
	    &posting_line_schema.fields[FIELD(posting_line, transaction_type)];

	for (int m = 0; type->one_of[m] != NULL; m++)
		ck_assert_msg(
		    may_be_posted_with(movement_rules[m].needs), "%s", movement_rules[m].name);
}
END_TEST

START_TEST(a_public_route_answers_anybody)
{
	send_request("GET", "/health");
	assert_answered(200, "{\"status\":\"healthy\"}");
	ck_assert(has_header("X-Request-ID: r1\r\n"));
	ck_assert(has_header("Cache-Control: no-store\r\n"));
}
END_TEST

START_TEST(a_path_has_one_name)
{
	send_request("GET", "/health/");
	assert_answered(200, "healthy");
	send_request("GET", "/api/v1/openapi.json/");
	assert_answered(200, "openapi");
	send_request("GET", "/api/v10/openapi.json");
	assert_answered(404, "not_found");
	send_request("GET", "/v1/health");
	assert_answered(404, "not_found");
	send_request("GET", "//health");
	assert_answered(404, "not_found");
}
END_TEST

START_TEST(what_is_not_well_formed_is_refused)
{
	static const char *const bad[] = {"health", "", "/%", "/%4", "/%zz", "/%ff", "/%00",
	    "/health?a=%f", "/health?%ff=1", "*", NULL};

	for (const char *const *p = bad; *p != NULL; p++) {
		send_request("GET", *p);
		assert_answered(400, "bad_request");
	}
}
END_TEST

START_TEST(too_many_parameters_are_refused)
{
	struct buf b = buf_init(mem);

	buf_puts(&b, "/health?");
	for (int i = 0; i < 65; i++)
		buf_puts(&b, "a=1&");
	send_request("GET", b.s);
	assert_answered(400, "Too many parameters");
}
END_TEST

START_TEST(parameters_are_decoded)
{
	send_request("GET", "/health?a=1&b=x%20y+z&&c&d=%C3%A4=");
	ck_assert_uint_eq(req.nparams, 4);
	ck_assert(str_is(http_param(&req, "b"), "x y z"));
	ck_assert(str_is(http_param(&req, "c"), ""));
	ck_assert(str_is(http_param(&req, "d"), "\xc3\xa4="));
	ck_assert_ptr_null(http_param(&req, "e").s);
}
END_TEST

START_TEST(other_methods_are_told_which_there_are)
{
	send_request("BREW", "/health");
	assert_answered(405, "method_not_allowed");
	ck_assert(has_header("Allow: GET, HEAD, OPTIONS\r\n"));
	send_request("OPTIONS", "/health");
	ck_assert_int_eq(res.status, 204);
	ck_assert(has_header("Allow: GET, HEAD, OPTIONS\r\n"));
	send_request("OPTIONS", "/nothing");
	assert_answered(404, "not_found");
}
END_TEST

START_TEST(head_has_no_body_but_its_length)
{
	send_request("HEAD", "/health");
	ck_assert_int_eq(res.status, 200);
	ck_assert(res.head);
	ck_assert_uint_gt(res.body.n, 0);
}
END_TEST

START_TEST(whoever_is_nobody_is_refused)
{
	send_request("GET", "/api/auth/me");
	assert_answered(401, "unauthenticated");
	ck_assert(has_header("WWW-Authenticate: Bearer\r\n"));
}
END_TEST

START_TEST(what_the_transport_refuses_is_answered_as_such)
{
	req = (struct req){.mem = mem,
	    .app = &app,
	    .method = STR("POST"),
	    .target = STR("/health"),
	    .refused = ERR_TOO_LARGE};
	http_handle(&req, &res);
	assert_answered(413, "too_large");
}
END_TEST

START_TEST(an_internal_route_is_not_there_for_others)
{
	send_request("GET", "/metrics");
	assert_answered(404, "not_found");
	send_request("GET", "/api/v1/../metrics");
	assert_answered(404, "not_found");
}
END_TEST

START_TEST(a_header_value_never_ends_its_line)
{
	send_request("GET", "/health");
	http_set(&res, "Link", "a%sb", "\r\nX-Evil: 1");
	ck_assert(has_header("Link: a  X-Evil: 1b\r\n"));
}
END_TEST

START_TEST(a_session_is_limited_and_told_when_to_come_again)
{
	const char *path = str_printf(mem, "%s/limits", fixture_dir(mem)).s;
	struct limit *l, *other;
	struct why w;

	why_init(&w, mem);
	clock_set(INT64_C(1700000040000)); /* start of a minute */
	fixture_ok(limit_open(&l, mem, path, 3, &w), &w);
	fixture_ok(limit_open(&other, mem, path, 3, &w), &w);
	for (int i = 0; i < 3; i++)
		fixture_ok(limit_take(i % 2 ? l : other, STR("s1"), true, &w), &w);
	ck_assert_int_eq(limit_take(l, STR("s1"), true, &w), ERR_TOO_MANY);
	ck_assert_int_eq(limit_take(other, STR("s1"), true, &w), ERR_TOO_MANY);
	ck_assert_int_eq(w.retry_after, 60);
	for (int i = 0; i < 30; i++)
		fixture_ok(limit_take(l, STR("s1"), false, &w), &w);
	ck_assert_int_eq(limit_take(l, STR("s1"), false, &w), ERR_TOO_MANY);
	fixture_ok(limit_take(l, STR("s2"), true, &w), &w);
	clock_set(INT64_C(1700000100000));
	fixture_ok(limit_take(l, STR("s1"), true, &w), &w);
}
END_TEST

/* --- what has arrived of a request --- */

/* Appends a FastCGI record. */
static void
put_fcgi_record(struct buf *b, unsigned char type, size_t content, unsigned char padding)
{
	const unsigned char head[8] = {
	    1, type, 0, 1, (unsigned char)(content >> 8), (unsigned char)content, padding, 0};

	buf_put(b, (struct str){(const char *)head, sizeof head});
	for (size_t i = 0; i < content + padding; i++)
		buf_putc(b, (char)i);
}

static enum request_state
state_of(const struct buf *b, size_t n)
{
	/* A copy, so that a read beyond its end is noticed. */
	return request_state(mem_copy(mem, b->s, n), n);
}

START_TEST(a_request_is_complete_with_its_last_byte)
{
	struct buf b = buf_init(mem);

	put_fcgi_record(&b, FCGI_BEGIN_REQUEST, 8, 0);
	put_fcgi_record(&b, FCGI_PARAMS, 300, 4);
	put_fcgi_record(&b, FCGI_PARAMS, 0, 0);
	put_fcgi_record(&b, FCGI_STDIN, 17, 7);
	put_fcgi_record(&b, FCGI_STDIN, 0, 0);
	for (size_t n = 0; n < b.n; n++)
		ck_assert_int_eq(state_of(&b, n), REQUEST_PARTIAL);
	ck_assert_int_eq(state_of(&b, b.n), REQUEST_COMPLETE);
}
END_TEST

START_TEST(a_request_longer_than_is_peeked_at_is_long)
{
	struct buf b = buf_init(mem);

	put_fcgi_record(&b, FCGI_BEGIN_REQUEST, 8, 0);
	put_fcgi_record(&b, FCGI_STDIN, 65535, 0);
	put_fcgi_record(&b, FCGI_STDIN, 65535, 0);
	ck_assert_int_eq(state_of(&b, CONNECTION_PEEK - 1), REQUEST_PARTIAL);
	ck_assert_int_eq(state_of(&b, CONNECTION_PEEK), REQUEST_LONG);
}
END_TEST

START_TEST(what_is_no_request_is_broken)
{
	struct buf version = buf_init(mem), order = buf_init(mem), aborted = buf_init(mem);

	buf_puts(&version, "GET / HTTP/1.1\r\n\r\n");
	put_fcgi_record(&order, FCGI_PARAMS, 8, 0);
	put_fcgi_record(&aborted, FCGI_BEGIN_REQUEST, 8, 0);
	put_fcgi_record(&aborted, FCGI_ABORT_REQUEST, 0, 0);
	ck_assert_int_eq(state_of(&version, version.n), REQUEST_BROKEN);
	ck_assert_int_eq(state_of(&order, order.n), REQUEST_BROKEN);
	ck_assert_int_eq(state_of(&aborted, aborted.n), REQUEST_BROKEN);
}
END_TEST

START_TEST(counters_of_several_workers_are_one)
{
	const char *path = str_printf(mem, "%s/metrics", fixture_dir(mem)).s;
	struct metrics *a, *b;
	struct buf out = buf_init(mem);
	struct why w;

	why_init(&w, mem);
	fixture_ok(metrics_open(&a, mem, path, routes, &w), &w);
	fixture_ok(metrics_open(&b, mem, path, routes, &w), &w);
	metrics_request(a, &routes[0], 200, 400);
	metrics_request(b, &routes[0], 200, 30000);
	metrics_request(b, NULL, 404, 1);
	metrics_store(
	    a, &(struct store_stats){.batches = 5, .commits = 2, .apply_us = 1500, .wal_pages = 7});
	metrics_store(
	    a, &(struct store_stats){.batches = 7, .commits = 3, .apply_us = 2500, .wal_pages = 9});
	metrics_print(a, &out);
	ck_assert_ptr_nonnull(strstr(
	    out.s, "ccpl_requests_total{method=\"GET\",route=\"/health\",status=\"200\"} 2\n"));
	ck_assert_ptr_nonnull(
	    strstr(out.s, "ccpl_requests_total{method=\"\",route=\"\",status=\"404\"} 1\n"));
	ck_assert_ptr_nonnull(strstr(out.s, "route=\"/health\",le=\"0.000500\"} 1\n"));
	ck_assert_ptr_nonnull(strstr(out.s, "route=\"/health\",le=\"+Inf\"} 2\n"));
	ck_assert_ptr_nonnull(strstr(out.s, "ccpl_changes_total 7\n"));
	ck_assert_ptr_nonnull(strstr(out.s, "ccpl_commits_total 3\n"));
	ck_assert_ptr_nonnull(strstr(out.s, "ccpl_commit_seconds_total 0.002500\n"));
	ck_assert_ptr_nonnull(strstr(out.s, "ccpl_wal_pages 9\n"));
}
END_TEST

/* The regular expressions in nginx's map of the routes that hash passwords. */
static size_t
read_map(regex_t *to, size_t max)
{
	const char *top = getenv("srcdir");
	FILE *f = fopen(str_printf(mem, "%s/nginx/ccpl.conf.in", top ? top : ".").s, "r");
	char line[512];
	size_t n = 0;

	ck_assert_ptr_nonnull(f);
	while (fgets(line, sizeof line, f) != NULL) {
		char *from = strstr(line, "\"~"), *end = strstr(line, "\" @NAME@_hash;");

		if (from == NULL || end == NULL)
			continue;
		*end = '\0';
		ck_assert_uint_lt(n, max);
		ck_assert_int_eq(regcomp(&to[n++], from + 2, REG_EXTENDED | REG_NOSUB), 0);
	}
	fclose(f);
	return n;
}

static bool
is_mapped(const regex_t *map, size_t n, const char *method, const struct route *r)
{
	struct buf b = buf_init(mem);

	buf_printf(&b, "%s ", method);
	for (const char *p = r->path; *p != '\0'; p++)
		if (*p == '{') {
			buf_puts(&b, "some-id");
			p += strcspn(p, "}");
		} else {
			buf_putc(&b, *p);
		}
	for (size_t i = 0; i < n; i++)
		if (regexec(&map[i], b.s, 0, NULL, 0) == 0)
			return true;
	return false;
}

START_TEST(nginx_sends_exactly_the_routes_that_hash_to_their_pool)
{
	regex_t map[16];
	const size_t n = read_map(map, 16);

	ck_assert_uint_gt(n, 0);
	for (const struct route *r = routes; r->method != NULL; r++) {
		const bool hashes = r->flags & ROUTE_HASHES;

		ck_assert_msg(
		    is_mapped(map, n, r->method, r) == hashes, "%s %s", r->method, r->path);
		if (strcmp(r->method, "PUT") == 0)
			ck_assert_msg(is_mapped(map, n, "PATCH", r) == hashes, "PATCH %s", r->path);
	}
	for (size_t i = 0; i < n; i++)
		regfree(&map[i]);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("http_request");
	TCase *t = tcase_create("all");

	tcase_add_checked_fixture(t, request_setup, request_teardown);
	tcase_add_test(t, every_row_of_the_table_is_whole);
	tcase_add_test(t, whoever_may_post_any_sort_of_movement_gets_past_the_route);
	tcase_add_test(t, a_public_route_answers_anybody);
	tcase_add_test(t, a_path_has_one_name);
	tcase_add_test(t, what_is_not_well_formed_is_refused);
	tcase_add_test(t, too_many_parameters_are_refused);
	tcase_add_test(t, parameters_are_decoded);
	tcase_add_test(t, other_methods_are_told_which_there_are);
	tcase_add_test(t, head_has_no_body_but_its_length);
	tcase_add_test(t, whoever_is_nobody_is_refused);
	tcase_add_test(t, what_the_transport_refuses_is_answered_as_such);
	tcase_add_test(t, an_internal_route_is_not_there_for_others);
	tcase_add_test(t, a_header_value_never_ends_its_line);
	tcase_add_test(t, a_session_is_limited_and_told_when_to_come_again);
	tcase_add_test(t, a_request_is_complete_with_its_last_byte);
	tcase_add_test(t, a_request_longer_than_is_peeked_at_is_long);
	tcase_add_test(t, what_is_no_request_is_broken);
	tcase_add_test(t, counters_of_several_workers_are_one);
	tcase_add_test(t, nginx_sends_exactly_the_routes_that_hash_to_their_pool);
	suite_add_tcase(s, t);
	return fixture_run(s);
}
