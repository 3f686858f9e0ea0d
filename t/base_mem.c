/*
 * base_mem.c - Tests growing arrays, and that running out of memory ends the process and is not
 * mistaken for another error.
 */
#include <stdint.h>
#include <string.h>

#include "base/mem.h"
#include "schema/json.h"
#include "t/fixture.h"

enum { LONG = 32 * 1024 * 1024, ENOUGH_FOR_A_COPY = 40 * 1024 * 1024, OUT_OF_MEMORY = 70 };

static void *mem;
static struct why why;

static void
mem_setup(void)
{
	mem = mem_root("test");
	why_init(&why, mem);
}

static void
mem_teardown(void)
{
	mem_free(mem);
}

/* before, then LONG bytes of `one`, then after. */
static struct str
long_text(const char *before, char one, const char *behind)
{
	size_t head = strlen(before), tail = strlen(behind);
	char *s = mem_new(mem, head + LONG + tail + 1);

	memcpy(s, before, head);
	memset(s + head, one, LONG);
	memcpy(s + head + LONG, behind, tail);
	return (struct str){s, head + LONG + tail};
}

/* Returning it unchanged would give another code than the one meant. */
START_TEST(a_text_that_cannot_be_folded)
{
	struct str v = long_text("\xc3\x84", 'X', "");

	fixture_limit_memory(ENOUGH_FOR_A_COPY);
	ck_assert_uint_ne(str_fold(mem, v).n, v.n);
}
END_TEST

/* Not BAD_JSON. */
START_TEST(a_body_that_cannot_be_held)
{
	struct str v = long_text("{\"a\":\"", 'x', "\"}");
	struct json_object *tree;

	fixture_limit_memory(LONG / 32);
	ck_assert_int_eq(json_parse(mem, v, &tree, &why), OK);
}
END_TEST

START_TEST(an_array_grows_and_keeps_its_members)
{
	size_t cap = 0, n = 0, grown = 0, was;
	int *v = NULL;

	MEM_RESERVE(mem, v, 0, cap);
	ck_assert(v == NULL && cap == 0);
	for (; n < 1000; n++) {
		was = cap;
		MEM_RESERVE(mem, v, n + 1, cap);
		ck_assert(cap > n && (cap == was || cap >= 2 * was));
		grown += cap != was;
		v[n] = (int)n;
	}
	ck_assert_uint_lt(grown, 10);
	MEM_RESERVE(mem, v, 5000, cap);
	ck_assert_uint_eq(cap, 5000);
	for (size_t i = 0; i < n; i++)
		ck_assert_int_eq(v[i], (int)i);
}
END_TEST

/* Otherwise it would be an array too small for its members. */
START_TEST(an_array_of_more_bytes_than_there_are)
{
	size_t cap = 0;
	long *v = NULL;

	MEM_RESERVE(mem, v, SIZE_MAX / sizeof *v + 2, cap);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("base_mem");
	TCase *tc = tcase_create("mem");

	tcase_add_checked_fixture(tc, mem_setup, mem_teardown);
	tcase_add_test(tc, an_array_grows_and_keeps_its_members);
	if (fixture_forks()) {
		tcase_add_exit_test(tc, an_array_of_more_bytes_than_there_are, OUT_OF_MEMORY);
		tcase_add_exit_test(tc, a_text_that_cannot_be_folded, OUT_OF_MEMORY);
		tcase_add_exit_test(tc, a_body_that_cannot_be_held, OUT_OF_MEMORY);
	}
	suite_add_tcase(s, tc);
	return fixture_run(s);
}
