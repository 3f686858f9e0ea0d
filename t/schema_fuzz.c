/*
 * schema_fuzz.c - bodies that were changed at random: whatever comes, it is a record, faults
 * or BAD_JSON, and the answer is JSON. FUZZ_ROUNDS and FUZZ_SEED lengthen and repeat it.
 */
#include <json-c/json.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "schema/csv.h"
#include "schema/json.h"
#include "t/suite.h"

static const struct {
	const struct schema *schema;
	const char *body;
} bodies[] = {
    {&item_schema, "{\"item_name\":\"B\xc3\xb6lt \\ud83d\\ude00\",\"category_id\":\"c\",\"uom\":"
		   "\"PCS\",\"packs\":[{\"uom\":\"BOX\",\"numerator\":100,\"barcode\":\"1\"}],"
		   "\"min_stock_level\":12.5,\"reorder_qty\":\"1e2\",\"returnable\":true,"
		   "\"description\":null}"},
    {&posting_request_schema,
	"{\"transaction_type\":\"adjustment\",\"transaction_date\":\"2026-03-01T09:30:00Z\","
	"\"lines\":[{\"item_id\":\"i\",\"quantity\":-0.000001,\"lot\":\"\"},{\"item_code\":"
	"\"M8x20\",\"quantity\":\"999999999.999999\",\"unit_cost\":0}]}"},
    {&user_schema, "{\"email\":\"a.b@b\xc3\xbc"
		   "cher.example\",\"username\":\"J\xc3\xb6rg\","
		   "\"role\":\"admin\",\"grants\":[\"cost.read\",\"storekeeper\"]}"},
};

static uint64_t seed;

static uint64_t
draw(uint64_t below)
{
	seed ^= seed << 13, seed ^= seed >> 7, seed ^= seed << 17;
	return seed % below;
}

static uint64_t
from_env(const char *name, uint64_t otherwise)
{
	const char *v = getenv(name);

	return v == NULL ? otherwise : strtoull(v, NULL, 10);
}

/* Some bytes replaced, taken away, doubled, or a token of JSON put in. */
static struct str
mutated(void *mem, struct str v)
{
	static const char *const tokens[] = {"{", "}", "[", "]", ",", ":", "\"", "\\", "\\u",
	    "null", "1e999", "-", "0.0000001", "\\ud800", "\xff", "\xc2\x85", "\"a\":1,", "true",
	    "NaN", "'"};
	struct buf b = buf_init(mem);
	size_t from = draw(v.n), length = draw(8);
	struct str rest = str_from(v, from + length);

	buf_put(&b, (struct str){v.s, from});
	switch (draw(5)) {
	case 0:
		buf_putc(&b, (char)draw(256));
		break;
	case 1:
		buf_puts(&b, tokens[draw(LENGTH(tokens))]);
		break;
	case 2:
		buf_put(&b, str_from(v, draw(v.n)));
		break;
	case 3:
		rest = str_from(v, from);
		buf_puts(&b, tokens[draw(LENGTH(tokens))]);
		break;
	default:
		break;
	}
	buf_put(&b, rest);
	return buf_str(&b);
}

static void
read_one(void *mem, const struct schema *s, struct str body)
{
	struct buf answer = buf_init(mem);
	struct json_object *o, *told;
	struct why why;
	void *rec = mem_new(mem, s->size);
	enum err e;

	why_init(&why, mem);
	if ((e = json_parse(mem, body, &o, &why)) == OK)
		e = json_read(o, s, draw(2) ? CHECK_CREATE : CHECK_UPDATE, rec, NULL, &why);
	ck_assert(e == OK || e == ERR_BAD_JSON || e == ERR_INVALID);
	if (e == OK)
		json_put_record(&answer, s, rec, UINT64_MAX);
	else
		json_put_error(&answer, &why, STR("r"));
	told = json_tokener_parse(answer.s);
	ck_assert_msg(told != NULL, "%s", answer.s);
	json_object_put(told);
}

START_TEST(any_body_is_answered)
{
	uint64_t rounds = from_env("FUZZ_ROUNDS", 3000);

	seed = from_env("FUZZ_SEED", 20260301 + (uint64_t)_i);
	printf("# seed %llu\n", (unsigned long long)seed);
	for (uint64_t i = 0; i < rounds; i++) {
		void *mem = mem_root("round");
		struct str body = str_dup(mem, str_of(bodies[_i].body));

		for (uint64_t n = 1 + draw(3); n > 0 && body.n > 0; n--)
			body = mutated(mem, body);
		read_one(mem, bodies[_i].schema, body);
		mem_free(mem);
	}
}
END_TEST

START_TEST(any_file_is_read_or_refused)
{
	uint64_t rounds = from_env("FUZZ_ROUNDS", 3000);

	seed = from_env("FUZZ_SEED", 20260401);
	for (uint64_t i = 0; i < rounds; i++) {
		void *mem = mem_root("round");
		struct str text =
		    STR("code,name\r\n\"A,1\",\"say \"\"x\"\"\"\r\n\n'=1;2\t3,\xc3\xa9");
		struct csv_table t;
		struct why why;
		enum err e;

		why_init(&why, mem);
		for (uint64_t n = 1 + draw(3); n > 0 && text.n > 0; n--)
			text = mutated(mem, text);
		e = csv_read(mem, text, &t, &why);
		ck_assert(e == OK || e == ERR_INVALID);
		mem_free(mem);
	}
}
END_TEST

int
main(void)
{
	TCase *c = tcase_create("fuzz");

	tcase_set_timeout(c, 60);
	tcase_add_loop_test(c, any_body_is_answered, 0, LENGTH(bodies));
	tcase_add_test(c, any_file_is_read_or_refused);
	return suite_run("fuzz", c);
}
