/* purge.c - `ccpl purge`: deletes expired rows. */
#include <stdio.h>

#include "auth/horizon.h"
#include "auth/purge.h"
#include "base/mem.h"
#include "cli/cli.h"

enum { AT_ONCE = 500 };

int
verb_purge(struct cli *c, int argc, char **argv)
{
	(void)argv;
	struct horizon_state pace = {0};
	size_t gone = 0, all = 0;
	int64_t now;
	enum err e;

	if (argc != 1)
		return cli_usage(c);
	if (cli_store(c) == NULL)
		return EXIT_FAILED;
	if (horizon_advance(c->store, &pace, &now, &c->why) != OK)
		return cli_fail(c, "cannot purge");
	do {
		void *mem = mem_root("batch");
		struct why w;

		why_init(&w, mem);
		e = purge_expired(c->store, now, AT_ONCE, &gone, &w);
		all += e == OK ? gone : 0;
		if (e != OK)
			err_set(&c->why, e, "%.*s", STRF(w.text));
		mem_free(mem);
		store_keep_up(c->store);
	} while (e == OK && gone > 0);
	printf("%zu rows deleted\n", all);
	return e == OK ? EXIT_OK : cli_fail(c, "cannot purge");
}
