/* load.h - Runs an import from the command line; shared by `ccpl import` and `ccpl demo`. */
#ifndef LOAD_H
#define LOAD_H

#include <stdio.h>

#include "cli/cli.h"
#include "import/import.h"

struct load {
	const char *kind, *csv, *map; /* map: NULL for none */
	const char *date;             /* of opening stock; NULL: today */
	bool dry_run;
};

/* Reads the whole file; false, with a message on stderr, when it cannot be read. */
bool load_file(struct cli *, const char *path, struct str *text);

/* Prints the findings of an import, a line each. */
void load_print(FILE *, const struct import *);

/* Runs the import, or prints all its faults: in a dry run to stdout, otherwise to stderr.
 * Returns the exit status. */
int load_run(struct cli *, const struct load *);

#endif
