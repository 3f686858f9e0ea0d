/* fixture.c - Opens test stores on each driver and removes them afterwards. */
#include "t/fixture.h"

#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/process.h"
#include "store/batch_print.h"
#include "store/sqlite/sqlite.h"
#include "t/suite.h"

#ifdef HAVE_MONGO
#include <mongoc/mongoc.h>
#endif

#ifdef FIXTURE_MONGO
const char *const fixture_drivers[FIXTURE_DRIVERS] = {"mongo"};
#else
const char *const fixture_drivers[FIXTURE_DRIVERS] = {"memory", "sqlite"};
#endif

#define HOUR_US INT64_C(3600000000)

struct store_dir { /* the parent of a store, with its location */
	char dir[200];
	struct str url;
};

static const char *
env_setting(const char *name)
{
	const char *v = getenv(name);

	return v == NULL || *v == '\0' ? NULL : v;
}

bool
fixture_mongo_is_real(void)
{
	return env_setting("MONGO_TEST_URL") != NULL;
}

bool
fixture_is_nx(void)
{
	return strcmp(fixture_drivers[0], "mongo") == 0 && !fixture_mongo_is_real();
}

const char *
fixture_mongo(void)
{
	return fixture_mongo_is_real() ? env_setting("MONGO_TEST_URL")
				       : env_setting("MONGO_NX_URL");
}

#ifdef HAVE_MONGO
struct database { /* dropped with its parent, after the store */
	char url[500];
};

static int
drop_database(struct database *d)
{
	mongoc_client_t *client = mongoc_client_new(d->url);
	const char *name = mongoc_uri_get_database(mongoc_client_get_uri(client));
	mongoc_database_t *db = mongoc_client_get_database(client, name);

	mongoc_database_drop(db, NULL);
	mongoc_database_destroy(db);
	mongoc_client_destroy(client);
	return 0;
}

/* The server's URL with a database of its own: mongodb://host/NAME?options. */
struct str
fixture_database(void *p)
{
	static int made;
	struct database *d = MEM_ONE(p, struct database);
	const char *url = fixture_mongo(), *host, *end, *options;

	ck_assert_msg(url != NULL, "neither MONGO_TEST_URL nor MONGO_NX_URL");
	host = strstr(url, "://") + strlen("://");
	end = host + strcspn(host, "/?");
	options = strchr(end, '?');
	snprintf(d->url, sizeof d->url, "%.*s/ccpl_t_%d_%d%s", (int)(end - url), url, (int)getpid(),
	    made++, options == NULL ? "" : options);
	mongoc_init();
	talloc_set_destructor(d, drop_database);
	if (fixture_mongo_is_real())
		return str_of(d->url);
	return str_printf(p, "%s%cstandalone=1", d->url, options == NULL ? '?' : '&');
}
#else
struct str
fixture_database(void *p)
{
	(void)p;
	ck_abort_msg("built without MongoDB");
	return STR("");
}
#endif

static int
remove_one(const char *path, const struct stat *st, int what, struct FTW *at)
{
	(void)st, (void)what, (void)at;
	return remove(path);
}

static int
remove_dir(struct store_dir *p)
{
	nftw(p->dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	return 0;
}

static struct store_dir *
new_store_dir(void *mem)
{
	struct store_dir *p = MEM_ONE(mem, struct store_dir);
	const char *tmp = getenv("TMPDIR");

	snprintf(p->dir, sizeof p->dir, "%s/ccpl-t-XXXXXX", tmp == NULL ? "/tmp" : tmp);
	ck_assert_ptr_nonnull(mkdtemp(p->dir));
	talloc_set_destructor(p, remove_dir);
	return p;
}

const char *
fixture_dir(void *mem)
{
	return new_store_dir(mem)->dir;
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

void
fixture_apply(struct store *st, const struct batch *x, struct why *w)
{
	enum err e = store_apply(st, x->ops, x->n, w);
	struct buf ops = buf_init(w->mem);

	if (e == OK)
		return;
	batch_print(&ops, x->ops, x->n, w);
	ck_abort_msg("%s: %.*s\n%.*s", err_code(e), STRF(w->text), STRF(buf_str(&ops)));
}

struct store *
fixture_open(void *mem, struct str url)
{
	struct store *s;
	struct why w;

	why_init(&w, mem);
	fixture_ok(store_open(&s, mem, url, &w), &w);
	if (str_starts(url, STR("sqlite:")))
		sqlite_of(s)->lock_wait_us = HOUR_US;
	s->patience_us = HOUR_US;
	return s;
}

struct store *
fixture_store(void *mem, const char *driver)
{
	struct store_dir *p = new_store_dir(mem);
	struct buf report = buf_init(mem);
	struct store *s;
	struct why w;

	why_init(&w, mem);
	p->url = strcmp(driver, "sqlite") == 0  ? str_printf(p, "sqlite://%s/ccpl.db", p->dir)
		 : strcmp(driver, "mongo") == 0 ? fixture_database(p)
						: STR("memory:");
	s = fixture_open(p, p->url);
	fixture_ok(store_migrate(s, fixture_migrations(), MIGRATE_UP, &report, &w), &w);
	return s;
}

struct store *
fixture_second(void *mem, struct store *first)
{
	struct store_dir *p = talloc_parent(first);

	return str_is(p->url, "memory:") ? first : fixture_open(mem, p->url);
}

/* With ASan too, allocations beyond the limit return NULL. */
const char *__asan_default_options(void);

const char *
__asan_default_options(void)
{
	return "allocator_may_return_null=1";
}

void
fixture_limit_memory(size_t more)
{
	struct rlimit l;
	FILE *f = fopen("/proc/self/statm", "r");
	unsigned long pages;

	ck_assert(f != NULL && fscanf(f, "%lu", &pages) == 1);
	fclose(f);
	ck_assert_int_eq(getrlimit(RLIMIT_AS, &l), 0);
	l.rlim_cur = more == 0 ? l.rlim_max : pages * (rlim_t)sysconf(_SC_PAGESIZE) + more;
	ck_assert_int_eq(setrlimit(RLIMIT_AS, &l), 0);
}

/* What this program needs but lacks; NULL: nothing. */
static const char *
missing_server(void)
{
#ifdef FIXTURE_REAL
	if (!fixture_mongo_is_real())
		return "only a real replica set shows it, and MONGO_TEST_URL names none";
#endif
	if (strcmp(fixture_drivers[0], "mongo") == 0 && fixture_mongo() == NULL)
		return "neither MONGO_TEST_URL nor MONGO_NX_URL names a server";
	return NULL;
}

bool
fixture_has_server(void)
{
	const char *why = missing_server();

	if (why != NULL)
		printf("1..0 # SKIP %s\n", why);
	return why == NULL;
}

bool
fixture_forks(void)
{
	const char *fork = getenv("CK_FORK");
	bool forks = fork == NULL || strcmp(fork, "no") != 0;

	if (!forks)
		printf("# left out: what ends its process: all tests are in one\n");
	return forks;
}

int
fixture_run(Suite *suite)
{
	SRunner *r = srunner_create(suite);
	int failed;

	if (!fixture_has_server()) {
		srunner_free(r);
		return EXIT_SUCCESS;
	}
	srunner_set_tap(r, "-");
	srunner_run_all(r, CK_SILENT);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

void
fixture_limit_files(struct rlimit *was)
{
	struct rlimit none;

	process_ignore_file_limit();
	ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, was), 0);
	none = (struct rlimit){.rlim_cur = 4096, .rlim_max = was->rlim_max};
	ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &none), 0);
}
