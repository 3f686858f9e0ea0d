/* suite.h - Runs a test case and reports in TAP. */
#ifndef SUITE_H
#define SUITE_H

#include <check.h>
#include <stdlib.h>

#define LENGTH(array) ((int)(sizeof(array) / sizeof *(array)))

static inline int
suite_run(const char *name, TCase *c)
{
	Suite *s = suite_create(name);
	SRunner *r = srunner_create(s);
	int failed;

	suite_add_tcase(s, c);
	srunner_set_tap(r, "-");
	srunner_run_all(r, CK_SILENT);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#endif
