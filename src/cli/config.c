/* config.c - `ccpl config`: prints the settings and their sources, or an example. */
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"

int
verb_config(struct cli *c, int argc, char **argv)
{
	struct buf b = buf_init(c->mem);

	if (argc == 2 && strcmp(argv[1], "example") == 0)
		config_example(&b);
	else if (argc == 1)
		config_print(&b, &c->config);
	else
		return cli_usage(c);
	fwrite(b.s, 1, b.n, stdout);
	return EXIT_OK;
}
