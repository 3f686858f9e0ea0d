/* import.c - `ccpl import`: imports masters or opening stock from a CSV file. */
#include <getopt.h>
#include <stdio.h>

#include "base/clock.h"
#include "cli/load.h"

enum { DRY_RUN = 1, MAP, DATE };

static const struct option import_options[] = {
    {"dry-run", no_argument, NULL, DRY_RUN},
    {"map", required_argument, NULL, MAP},
    {"date", required_argument, NULL, DATE},
    {NULL, 0, NULL, 0},
};

static bool
import_read_options(int argc, char **argv, struct load *l)
{
	int o;

	while ((o = getopt_long(argc, argv, "", import_options, NULL)) != -1)
		switch (o) {
		case DRY_RUN:
			l->dry_run = true;
			break;
		case MAP:
			l->map = optarg;
			break;
		case DATE:
			l->date = optarg;
			break;
		default:
			return false;
		}
	if (argc - optind != 2)
		return false;
	l->kind = argv[optind];
	l->csv = argv[optind + 1];
	return true;
}

int
verb_import(struct cli *c, int argc, char **argv)
{
	struct load l = {0};

	if (!import_read_options(argc, argv, &l))
		return cli_usage(c);
	if (import_kind_named(str_of(l.kind)) == NULL) {
		fprintf(stderr, "ccpl: no kind '%s'; there are", l.kind);
		for (const struct import_kind *k = import_kinds; k->name != NULL; k++)
			fprintf(stderr, " %s", k->name);
		fputc('\n', stderr);
		return EXIT_USAGE;
	}
	if (l.date != NULL && !day_valid(str_of(l.date))) {
		fprintf(stderr, "ccpl: '%s' is not a day, such as 2026-03-01\n", l.date);
		return EXIT_USAGE;
	}
	return load_run(c, &l);
}
