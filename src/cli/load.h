/* load.h - importing a file from the command line: what `ccpl import` and `ccpl demo` share. */
#ifndef LOAD_H
#define LOAD_H

#include <stdio.h>

#include "cli/cli.h"
#include "import/import.h"

struct idempotency;

struct load {
	const char *kind, *csv, *map; /* map: NULL for none */
	const char *date;             /* of opening stock; NULL: today */
	bool dry_run;
};

/* The whole file; false, and said on stderr, when it cannot be read. */
bool load_file(struct cli *, const char *path, struct str *text);

/* What an import has found, a line each. */
void load_print(FILE *, const struct import *);

/* Imports it, or says all that is wrong with it: in a dry run on stdout, else on stderr.
 * Gives the exit status. */
int load_run(struct cli *, const struct load *);

#endif
