/* base_uuid.c - Tests that ids sort by time of creation. */
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/uuid.h"
#include "t/suite.h"

START_TEST(later_ids_sort_after_earlier_ones)
{
	void *mem = mem_root("test");
	struct str last = STR("");

	clock_set(INT64_C(1800000000000)); /* more than 4096 in one millisecond */
	for (int i = 0; i < 20000; i++) {
		struct str id = uuid_v7(mem);

		ck_assert_int_gt(str_cmp(id, last), 0);
		last = id;
	}
	clock_set(INT64_C(1700000000000)); /* the clock is set back */
	ck_assert_int_gt(str_cmp(uuid_v7(mem), last), 0);
	mem_free(mem);
}
END_TEST

START_TEST(an_id_has_the_form_of_version_7)
{
	void *mem = mem_root("test");
	struct str id;

	clock_set(INT64_C(0x123456789abc));
	id = uuid_v7(mem);
	ck_assert_uint_eq(id.n, 36);
	ck_assert_uint_eq(strspn(id.s, "0123456789abcdef-"), 36);
	ck_assert_mem_eq(id.s, "12345678-9abc-7", 15);
	ck_assert(id.s[18] == '-' && id.s[23] == '-' && strchr("89ab", id.s[19]) != NULL);
	mem_free(mem);
}
END_TEST

int
main(void)
{
	TCase *c = tcase_create("uuid");

	tcase_add_test(c, later_ids_sort_after_earlier_ones);
	tcase_add_test(c, an_id_has_the_form_of_version_7);
	return suite_run("uuid", c);
}
