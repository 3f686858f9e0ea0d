/* suite.h - Runs a test case and reports in TAP. */
#ifndef SUITE_H
#define SUITE_H

#include <check.h>
#include <stdlib.h>

/*
 * libcheck kills a test after 4 s. Ours have no limit of speed: this one ends what hangs, and a
 * slow machine under load does not come near it. libcheck reads it where a case is made.
 */
__attribute__((constructor)) static void
suite_limit(void)
{
	setenv("CK_DEFAULT_TIMEOUT", "3600", 0);
}

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
