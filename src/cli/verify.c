/* verify.c - `ccpl verify`: verifies that stored totals match the ledger. */
#include <assert.h>
#include <stdio.h>

#include "cli/cli.h"
#include "inventory/verify/verify.h"

int
cli_verify(struct cli *c, struct store *st, const char *whose)
{
	struct verify_result v;

	assert(st != NULL);
	if (verify(st, &v, &c->why) != OK)
		return cli_fail(c, "the books could not be read");
	if (v.difference.n > 0) {
		fprintf(
		    stderr, "ccpl: %sthe books do not add up: %.*s\n", whose, STRF(v.difference));
		if (v.rebuildable)
			fprintf(stderr, "      `ccpl rebuild` corrects it from the ledger; "
					"with --dry-run it lists all differences\n");
		return EXIT_DIFFERS;
	}
	printf("%sthe books add up: %lld postings, %lld lines, %lld items\n", whose,
	    (long long)v.postings, (long long)v.lines, (long long)v.items);
	return EXIT_OK;
}

int
verb_verify(struct cli *c, int argc, char **argv)
{
	(void)argv;
	if (argc != 1)
		return cli_usage(c);
	return cli_store(c) == NULL ? EXIT_FAILED : cli_verify(c, c->store, "");
}
