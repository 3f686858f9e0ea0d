/* migrate.c - `ccpl migrate`: migrates the schema, seeds an empty database and upgrades data. */
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"
#include "inventory/upgrade/upgrade.h"
#include "masters/setup/seed.h"

static bool
migrate_read_args(int argc, char **argv, int64_t *to)
{
	if (argc == 3 && strcmp(argv[1], "to") == 0)
		return str_int(str_of(argv[2]), to) && *to >= 0;
	if (argc != 2)
		return false;
	*to = strcmp(argv[1], "up") == 0       ? MIGRATE_UP
	      : strcmp(argv[1], "down") == 0   ? MIGRATE_DOWN
	      : strcmp(argv[1], "status") == 0 ? MIGRATE_STATUS
					       : 0;
	return *to != 0;
}

/* Seeds a database that is up to date and empty; upgrades the rows of an earlier release. */
static enum err
migrate_seed(struct cli *c, int64_t to, struct buf *report)
{
	bool empty;
	enum err e;

	if (to == MIGRATE_STATUS || to == MIGRATE_DOWN)
		return OK;
	if (store_ready(c->store, &c->why) != OK) {
		why_clear(&c->why);
		return OK;
	}
	if ((e = upgrade_is_empty(c->store, &empty, &c->why)) != OK ||
	    (e = seed_store(c->store, &c->config, report, &c->why)) != OK)
		return e;
	return empty ? upgrade_skip(c->store, &c->why) : upgrade(c->store, report, &c->why);
}

const char *
cli_migrations(const struct cli *c)
{
	return c->config.CCPL_MIGRATIONS.n > 0 ? c->config.CCPL_MIGRATIONS.s
					       : CCPL_DATADIR "/migrations";
}

int
verb_migrate(struct cli *c, int argc, char **argv)
{
	struct buf report = buf_init(c->mem);
	int64_t to;
	enum err e;

	if (!migrate_read_args(argc, argv, &to))
		return cli_usage(c);
	if (cli_store(c) == NULL)
		return EXIT_FAILED;
	if ((e = store_migrate(c->store, cli_migrations(c), to, &report, &c->why)) == OK)
		e = migrate_seed(c, to, &report);
	fwrite(buf_str(&report).s, 1, report.n, stdout);
	return e == OK ? EXIT_OK : cli_fail(c, "cannot migrate");
}
