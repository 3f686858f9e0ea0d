/*
 * move.c - `ccpl move`: copies a system to another store and verifies the copy.
 *
 * The target becomes usable only at the end, after both stores were compared record by record
 * and both were verified. If interrupted, run the same command again to resume.
 */
#include <assert.h>
#include <getopt.h>
#include <stdio.h>
#include <unistd.h>

#include "base/mem.h"
#include "cli/cli.h"
#include "inventory/upgrade/upgrade.h"
#include "masters/setup/seed.h"
#include "store/copy_compare.h"

struct move_job { /* begins with the copy, so that the progress callback can cast it */
	struct copy copy;
	const char *doing;
	int shown; /* last percentage shown */
	bool on_terminal;
};

static const char move_bar[] = "########################################";

enum { BAR = sizeof move_bar - 1, LINES_APART = 10 };

/* A progress bar on a terminal; otherwise a line for each ten percent. */
static void
move_show_progress(struct copy *c)
{
	struct move_job *m = (struct move_job *)c;
	int step = m->on_terminal ? 1 : LINES_APART;
	int percent = c->done >= c->total ? 100 : (int)(c->done * 100 / c->total);

	if (percent / step == m->shown)
		return;
	m->shown = percent / step;
	fprintf(stderr, "%s%-9s [%-*.*s] %3d %%  %lld of %lld records%s",
	    m->on_terminal ? "\r" : "", m->doing, BAR, percent * BAR / 100, move_bar, percent,
	    (long long)c->done, (long long)c->total, m->on_terminal && percent < 100 ? "" : "\n");
}

static void
move_begin_step(struct move_job *m, const char *doing)
{
	m->doing = doing;
	m->shown = -1;
}

/* --- options --- */

/* The store that is not named is the configured one. */
static bool
move_read_options(int argc, char **argv, struct str *from, struct str *to)
{
	static const struct option options[] = {
	    {"from", required_argument, NULL, 'f'},
	    {"to", required_argument, NULL, 't'},
	    {NULL, 0, NULL, 0},
	};
	int given = 0, o;

	for (; (o = getopt_long(argc, argv, "", options, NULL)) != -1; given++) {
		if (o == '?')
			return false;
		*(o == 'f' ? from : to) = str_of(optarg);
	}
	return given > 0 && optind == argc;
}

static enum err
move_open_stores(struct cli *c, struct str from, struct str to, struct copy *copy)
{
	struct buf report = buf_init(c->mem);
	enum err e;

	if ((e = store_open(&copy->from, c->mem, from, &c->why)) != OK ||
	    (e = store_ready(copy->from, &c->why)) != OK ||
	    (e = seed_check(copy->from, &c->config, &c->why)) != OK ||
	    (e = upgrade_check(copy->from, &c->why)) != OK) {
		cli_fail(c, "cannot move from the source");
		return e;
	}
	if ((e = store_open(&copy->to, c->mem, to, &c->why)) == OK)
		cli_join(c, copy->to);
	if (e != OK ||
	    (e = store_migrate(copy->to, cli_migrations(c), MIGRATE_UP, &report, &c->why)) != OK ||
	    (e = store_ready(copy->to, &c->why)) != OK)
		cli_fail(c, "cannot move to the target");
	return e;
}

/* --- moving --- */

static enum err
move_copy_all(struct move_job *m, struct why *w)
{
	bool more = true;
	enum err e = OK;

	if (m->copy.done > 0)
		fprintf(stderr, "resuming an unfinished move\n");
	while (e == OK && more)
		e = copy_chunk(&m->copy, &more, w);
	return e;
}

static int
move_run(struct cli *c, struct move_job *m)
{
	struct buf report = buf_init(c->mem);
	int status;

	assert(m->copy.from != m->copy.to);
	if (copy_begin(&m->copy, m->copy.from, m->copy.to, &c->why) != OK)
		return cli_fail(c, "cannot move");
	move_begin_step(m, "copied");
	if (move_copy_all(m, &c->why) != OK)
		return cli_fail(c, "not finished; run the same command again to resume");
	move_begin_step(m, "compared");
	if (copy_compare(&m->copy, &report, &c->why) != OK)
		return cli_fail(c, "the target differs; drop it and start over");
	if ((status = cli_verify(c, m->copy.from, "source: ")) != EXIT_OK ||
	    (status = cli_verify(c, m->copy.to, "target: ")) != EXIT_OK)
		return status;
	if (copy_finish(&m->copy, &report, &c->why) != OK)
		return cli_fail(c, "not finished; run it again");
	printf("%.*s%lld records were copied and compared one by one; the totals above are equal. "
	       "Start the programs with the target as DATABASE_URL.\n",
	    STRF(buf_str(&report)), (long long)m->copy.done);
	return EXIT_OK;
}

int
verb_move(struct cli *c, int argc, char **argv)
{
	struct move_job m = {
	    .copy = {.progress = move_show_progress}, .on_terminal = isatty(STDERR_FILENO)};
	struct str from = c->config.DATABASE_URL, to = from;
	int status;

	if (!move_read_options(argc, argv, &from, &to))
		return cli_usage(c);
	from = config_store_url(c->mem, &c->config, from);
	to = config_store_url(c->mem, &c->config, to);
	if (move_open_stores(c, from, to, &m.copy) != OK)
		return EXIT_FAILED;
	status = move_run(c, &m);
	copy_end(&m.copy);
	return status;
}
