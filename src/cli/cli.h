/*
 * cli.h - the verbs of `ccpl`, what an operator does. One file a verb; main.c has the table.
 */
#ifndef CLI_H
#define CLI_H

#include "base/config.h"
#include "store/store.h"

enum { /* how the program ends; documented in its help */
	EXIT_OK = 0,
	EXIT_FAILED = 1,  /* it could not be done; the reason is on stderr */
	EXIT_USAGE = 2,   /* the command line is off */
	EXIT_DIFFERS = 3, /* verify, rebuild --dry-run: the books do not add up */
};

struct cli {
	void *mem;
	const struct verb *verb; /* the one that runs */
	struct config config;
	struct store *store; /* by cli_store(); NULL before */
	struct why why;
};

struct verb {
	const char *name, *args, *doc;
	int (*run)(
	    struct cli *, int argc, char **argv); /* argv[0] is the verb; gives the exit status */
};

int verb_check(struct cli *, int argc, char **argv);
int verb_config(struct cli *, int argc, char **argv);
int verb_export(struct cli *, int argc, char **argv);
int verb_move(struct cli *, int argc, char **argv);
int verb_migrate(struct cli *, int argc, char **argv);
int verb_schema(struct cli *, int argc, char **argv);
int verb_user(struct cli *, int argc, char **argv);
int verb_import(struct cli *, int argc, char **argv);
int verb_demo(struct cli *, int argc, char **argv);
int verb_rebuild(struct cli *, int argc, char **argv);
int verb_verify(struct cli *, int argc, char **argv);
int verb_purge(struct cli *, int argc, char **argv);

/* Opens the store of the settings; a failure is printed. */
struct store *cli_store(struct cli *);

/* What it holds in the store when it is killed is ended by the next program of this machine. */
void cli_join(struct cli *, struct store *);

/* The folder of the migrations. */
const char *cli_migrations(const struct cli *);

/* Verifies that store, prints the outcome behind `whose`, and gives the exit status. */
int cli_verify(struct cli *, struct store *, const char *whose);

/* Prints c->why to stderr, all faults of it, and gives EXIT_FAILED. */
int cli_fail(struct cli *, const char *doing);

/* Prints the verb's line of help to stderr and gives EXIT_USAGE. */
int cli_usage(const struct cli *);

#endif
