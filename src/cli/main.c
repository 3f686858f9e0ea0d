/* main.c - `ccpl`: the operator's command-line tool. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/process.h"
#include "cli/cli.h"

static const struct verb verbs[] = {
    {"check", "", "report everything that would prevent a start", verb_check},
    {"config", "[example]", "print the settings and where they come from", verb_config},
    {"demo", "[FOLDER]", "fill an empty system with a small workshop's stores", verb_demo},
    {"export", "[KIND...]", "print all records, or those of these kinds, as JSON Lines",
	verb_export},
    {"import", "[--dry-run] [--map FILE] [--date DAY] KIND FILE.csv",
	"import categories, locations, suppliers, recipients, items or stock from a CSV file",
	verb_import},
    {"migrate", "up|down|status|to N", "migrate the database schema", verb_migrate},
    {"move", "[--from URL] [--to URL]",
	"copy everything to an empty store and compare; a URL that is omitted is DATABASE_URL",
	verb_move},
    {"purge", "", "delete expired keys, sessions, throttles and refusals", verb_purge},
    {"rebuild", "[--dry-run]", "rebuild balances and totals that differ from the ledger",
	verb_rebuild},
    {"schema", "openapi|typescript|zod|sql|mongo|csv|c",
	"print the record schemas in another language", verb_schema},
    {"user", "add|list|passwd|unlock|disable ...",
	"create and change users: add --email E --username U --role R; passwd, unlock, disable "
	"NAME; "
	"[--random | --password-file F]",
	verb_user},
    {"verify", "", "recompute everything from the ledger and compare", verb_verify},
    {NULL, NULL, NULL, NULL},
};

static void
cli_print_help(FILE *out)
{
	fputs("usage: ccpl VERB [ARGUMENTS]\n\n", out);
	for (const struct verb *v = verbs; v->name != NULL; v++)
		fprintf(out, "  %-8s %-40s %s\n", v->name, v->args, v->doc);
	fputs("\nSettings come from the environment: `ccpl config` prints them.\n"
	      "Exit status: 0 done, 1 failed, 2 usage, 3 the books do not add up.\n",
	    out);
}

/* Output redirected to a file may fail on a full disk. */
static int
cli_finish(struct cli *c, int status)
{
	if (fflush(stdout) == 0 && ferror(stdout) == 0)
		return status;
	err_set(&c->why, ERR_UNAVAILABLE, "%s", strerror(errno));
	return cli_fail(c, "not all could be written");
}

static int
cli_run(struct cli *c, int argc, char **argv)
{
	for (const struct verb *v = verbs; v->name != NULL; v++)
		if (strcmp(v->name, argv[0]) == 0) {
			c->verb = v;
			return v->run(c, argc, argv);
		}
	fprintf(stderr, "ccpl: no verb '%s'\n", argv[0]);
	cli_print_help(stderr);
	return EXIT_USAGE;
}

/* Loads the settings and sets the time zone: commands need to know the business day. */
static enum err
cli_init(struct cli *c)
{
	enum err e;

	if ((e = config_load(c->mem, &c->config, &c->why)) != OK)
		return e;
	if (!clock_zone(c->config.TIMEZONE.s))
		return err_field(&c->why, loc_name(&c->why, NULL, "TIMEZONE"), "enum",
		    "is not a zone of the tz database");
	if (config_is_test(&c->config))
		clock_file(c->config.CCPL_CLOCK_FILE.s);
	log_open(LOG_LEVEL_WARNING, NULL, true);
	if (config_is_production(&c->config))
		process_disable_dump();
	return OK;
}

int
main(int argc, char **argv)
{
	struct cli c = {0};
	int status;

	if (argc < 2 || strcmp(argv[1], "help") == 0 || strcmp(argv[1], "--help") == 0) {
		cli_print_help(argc < 2 ? stderr : stdout);
		return argc < 2 ? EXIT_USAGE : EXIT_OK;
	}
	process_ignore_file_limit();
	process_unlink_counters();
	c.mem = mem_root("ccpl");
	schema_assert();
	why_init(&c.why, c.mem);
	status = cli_init(&c) != OK ? cli_fail(&c, "the settings are invalid")
				    : cli_finish(&c, cli_run(&c, argc - 1, argv + 1));
	mem_free(c.mem);
	return status;
}
