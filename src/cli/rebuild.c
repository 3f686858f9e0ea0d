/* rebuild.c - `ccpl rebuild`: rebuilds stored totals from the ledger. */
#include <getopt.h>
#include <stdio.h>

#include "base/clock.h"
#include "cli/cli.h"
#include "inventory/recount/rebuild.h"

static bool
rebuild_read_options(int argc, char **argv, bool *dry)
{
	static const struct option options[] = {
	    {"dry-run", no_argument, NULL, 'd'},
	    {NULL, 0, NULL, 0},
	};
	int o;

	while ((o = getopt_long(argc, argv, "", options, NULL)) != -1)
		if (o == 'd')
			*dry = true;
		else
			return false;
	return optind == argc;
}

int
verb_rebuild(struct cli *c, int argc, char **argv)
{
	struct change_context cx = {.mem = c->mem, .now = clock_now()};
	struct rebuild_result r;
	bool dry = false;
	enum err e;

	if (!rebuild_read_options(argc, argv, &dry))
		return cli_usage(c);
	if (cli_store(c) == NULL)
		return EXIT_FAILED;
	e = rebuild(c->store, &cx, dry, &r, &c->why);
	printf("%.*s", STRF(buf_str(&r.report)));
	if (e != OK)
		return cli_fail(c, "nothing was written");
	if (r.rows == 0)
		printf("everything matches the ledger\n");
	else
		printf("%zu rows of %zu items %s\n", r.rows, r.items,
		    dry ? "differ; nothing was written" : "were rewritten");
	return dry && r.rows > 0 ? EXIT_DIFFERS : EXIT_OK;
}
