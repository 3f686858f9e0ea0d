/* verify.c - `ccpl verify`: whether the books add up. */
#include <stdio.h>

#include "cli/cli.h"
#include "inventory/verify.h"

int
verb_verify(struct cli *c, int argc, char **argv)
{
	struct verdict v;

	if (argc != 1)
		return cli_usage(argv[0]);
	if (cli_store(c) == NULL)
		return EXIT_FAILED;
	if (verify(c->store, &v, &c->why) != OK)
		return cli_fail(c, "the books could not be read");
	if (v.notes.n > 0)
		printf("%.*s", STRF(buf_str(&v.notes)));
	if (v.difference.n > 0) {
		fprintf(stderr, "ccpl: the books do not add up: %.*s\n", STRF(v.difference));
		return EXIT_DIFFERS;
	}
	printf("the books add up: %lld postings, %lld lines, %lld items\n", (long long)v.postings,
	    (long long)v.lines, (long long)v.items);
	return EXIT_OK;
}
