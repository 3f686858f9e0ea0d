/* fixture.c - see fixture.h. */
#include "t/fixture.h"

#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"

const char *const fixture_drivers[FIXTURE_DRIVERS] = {"memory", "sqlite"};

struct place { /* the parent of a store: knows where it is */
	char dir[200];
	struct str url;
};

static int
remove_one(const char *path, const struct stat *st, int what, struct FTW *at)
{
	(void)st, (void)what, (void)at;
	return remove(path);
}

static int
remove_dir(struct place *p)
{
	nftw(p->dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	return 0;
}

static struct place *
new_place(void *mem)
{
	struct place *p = MEM_ONE(mem, struct place);
	const char *tmp = getenv("TMPDIR");

	snprintf(p->dir, sizeof p->dir, "%s/ccpl-t-XXXXXX", tmp == NULL ? "/tmp" : tmp);
	ck_assert_ptr_nonnull(mkdtemp(p->dir));
	talloc_set_destructor(p, remove_dir);
	return p;
}

const char *
fixture_dir(void *mem)
{
	return new_place(mem)->dir;
}

const char *
fixture_migrations(void)
{
	const char *top = getenv("srcdir");
	static char path[PATH_MAX];

	if (path[0] == '\0') {
		ck_assert_ptr_nonnull(realpath(top == NULL ? "." : top, path));
		strncat(path, "/migrations", sizeof path - strlen(path) - 1);
	}
	return path;
}

void
fixture_ok(enum err e, const struct why *w)
{
	if (e != OK)
		ck_abort_msg(
		    "%s: %.*s (op %zu, field %zu)", err_code(e), STRF(w->text), w->op, w->field);
}

struct store *
fixture_store(void *mem, const char *driver)
{
	struct place *p = new_place(mem);
	struct buf report = buf_init(mem);
	struct store *s;
	struct why w;

	why_init(&w, mem);
	p->url = strcmp(driver, "sqlite") == 0 ? str_printf(p, "sqlite://%s/ccpl.db", p->dir)
					       : STR("memory:");
	fixture_ok(store_open(&s, p, p->url, &w), &w);
	fixture_ok(store_migrate(s, fixture_migrations(), MIGRATE_UP, &report, &w), &w);
	return s;
}

struct store *
fixture_second(void *mem, struct store *first)
{
	struct place *p = talloc_parent(first);
	struct store *s;
	struct why w;

	why_init(&w, mem);
	if (str_is(p->url, "memory:"))
		return first;
	fixture_ok(store_open(&s, mem, p->url, &w), &w);
	return s;
}

int
fixture_run(Suite *suite)
{
	SRunner *r = srunner_create(suite);
	int failed;

	srunner_set_tap(r, "-");
	srunner_run_all(r, CK_SILENT);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
