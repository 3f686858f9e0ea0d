/* cli.c - What the verbs of `ccpl` share: the store, and how they fail. */
#include "cli/cli.h"

#include <assert.h>
#include <stdio.h>

int
cli_usage(const struct cli *c)
{
	assert(c->verb != NULL);
	fprintf(stderr, "usage: ccpl %s %s\n", c->verb->name, c->verb->args);
	return EXIT_USAGE;
}

int
cli_fail(struct cli *c, const char *doing)
{
	struct buf reason = buf_init(c->mem);

	why_put(&reason, &c->why, "\n  ", "\n  ");
	fprintf(stderr, "ccpl: %s: %s\n", doing, buf_str(&reason).s);
	return EXIT_FAILED;
}

struct store *
cli_store(struct cli *c)
{
	if (c->store != NULL)
		return c->store;
	if (store_open(&c->store, c->mem, c->config.DATABASE_URL, &c->why) != OK) {
		cli_fail(c, "cannot open the store");
		return c->store = NULL;
	}
	cli_join(c, c->store);
	return c->store;
}

/* Skipped where the runtime folder is unknown, as in an operator's shell. */
void
cli_join(struct cli *c, struct store *s)
{
	if (store_track_sessions(s, config_runtime_path(c->mem, &c->config, "sessions"), &c->why) !=
	    OK)
		why_clear(&c->why);
}
