/* check.c - `ccpl check`: reports everything that would prevent a start, without starting. */
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "auth/horizon.h"
#include "base/clock.h"
#include "cli/cli.h"
#include "inventory/upgrade/upgrade.h"
#include "masters/code/scan.h"
#include "masters/setup/seed.h"

struct check_run {
	struct cli *c;
	int failed;
};

/* A line for each check, followed by its faults. */
static void
check_report(struct check_run *k, const char *what, enum err e)
{
	printf("%-9s %s\n", e == OK ? "ok" : "not ok", what);
	fflush(stdout);
	if (e == OK)
		return;
	k->failed++;
	cli_fail(k->c, what);
	why_clear(&k->c->why);
}

/* Faults that do not prevent a start. */
static void
check_warn(struct check_run *k, const char *what, enum err e)
{
	printf("%-9s %s\n", e == OK ? "ok" : "warning", what);
	fflush(stdout);
	if (e != OK)
		cli_fail(k->c, what);
	why_clear(&k->c->why);
}

static void
check_secret_file(void *arg, const char *name, const char *path)
{
	struct check_run *k = arg;
	struct why *w = &k->c->why;
	struct stat st;
	enum err e = OK;

	if (stat(path, &st) != 0)
		e = err_set(w, ERR_INVALID, "%s cannot be read", path);
	else if (st.st_mode & S_IRWXO)
		e = err_set(w, ERR_INVALID, "%s is open to everybody: chmod o= %s", path, path);
	check_report(k, str_printf(k->c->mem, "the file of %s", name).s, e);
}

static enum err
check_home(const struct config *c, struct why *w)
{
	struct stat st;

	if (stat(c->CCPL_HOME.s, &st) != 0 || !S_ISDIR(st.st_mode))
		return err_set(w, ERR_INVALID, "%s is not a folder", c->CCPL_HOME.s);
	if (access(c->CCPL_HOME.s, W_OK | X_OK) != 0)
		return err_set(w, ERR_INVALID, "%s cannot be written to", c->CCPL_HOME.s);
	if (st.st_mode & S_IWOTH)
		return err_set(w, ERR_INVALID, "%s is writable by everybody", c->CCPL_HOME.s);
	return OK;
}

static enum err
check_open_store(struct cli *c)
{
	return c->store != NULL ? OK
				: store_open(&c->store, c->mem, c->config.DATABASE_URL, &c->why);
}

static void
warn_lines(const struct buf *lines)
{
	struct str rest, line;

	for (rest = buf_str(lines); rest.n > 0;) {
		rest = str_cut(rest, '\n', &line);
		printf("%-9s %.*s\n", "warning", STRF(line));
	}
}

/* Ambiguous codes, which a user must resolve; the system works until then. */
static void
check_scans(struct check_run *k)
{
	struct cli *c = k->c;
	struct buf found = buf_init(c->mem);

	if (scan_report_conflicts(c->store, &found, &c->why) != OK)
		check_report(k, "codes and barcodes can be read", c->why.err);
	warn_lines(&found);
}

/* The contents can only be read when the schema is known. */
static void
check_store_content(struct check_run *k)
{
	struct cli *c = k->c;
	enum err e = store_ready(c->store, &c->why);

	check_report(k, "the store answers and its schema is current", e);
	if (e != OK)
		return;
	check_report(k, "the store holds a system of this zone, currency and series of numbers",
	    seed_check(c->store, &c->config, &c->why));
	check_report(k, "its rows are those of this program", upgrade_check(c->store, &c->why));
	check_warn(k, "the clock keeps step", horizon_check(c->store, &c->why));
	check_scans(k);
}

/* Recommendations. A store that does not answer was reported before. */
static void
check_advice(struct check_run *k)
{
	struct buf b = buf_init(k->c->mem);

	if (store_advise(k->c->store, &b, &k->c->why) != OK)
		why_clear(&k->c->why);
	warn_lines(&b);
}

int
verb_check(struct cli *c, int argc, char **argv)
{
	(void)argv;
	struct check_run k = {.c = c};

	if (argc != 1)
		return cli_usage(c);
	check_report(&k, "the settings", config_check(&c->config, &c->why));
	config_secret_files(c->mem, check_secret_file, &k);
	check_report(&k, "the folder of data", check_home(&c->config, &c->why));
	check_report(&k, "the store can be opened", check_open_store(c));
	if (c->store != NULL) {
		check_store_content(&k);
		check_advice(&k);
	}
	return k.failed == 0 ? EXIT_OK : EXIT_FAILED;
}
