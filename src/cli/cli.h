/* cli.h - Commands of `ccpl`; one file per command, the table is in main.c. */
#ifndef CLI_H
#define CLI_H

#include "base/config.h"
#include "store/store.h"

enum { /* exit statuses, documented in the help */
	EXIT_OK = 0,
	EXIT_FAILED = 1,  /* failed; the reason is on stderr */
	EXIT_USAGE = 2,   /* invalid command line */
	EXIT_DIFFERS = 3, /* verify, rebuild --dry-run: found differences */
};

struct cli {
	void *mem;
	const struct verb *verb; /* the one that runs */
	struct config config;
	struct store *store; /* set by cli_store(); NULL before */
	struct why why;
};

struct verb {
	const char *name, *args, *doc;
	/* argv[0] is the command; returns the exit status. */
	int (*run)(struct cli *, int argc, char **argv);
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

/* Opens the configured store; prints a failure. */
struct store *cli_store(struct cli *);

/* Registers with store_track_sessions(), so that the next program on this machine ends an open
 * transaction if this one is killed. */
void cli_join(struct cli *, struct store *);

/* The folder of migrations. */
const char *cli_migrations(const struct cli *);

/* Verifies the store, prints the result after `whose`, and returns the exit status. */
int cli_verify(struct cli *, struct store *, const char *whose);

/* Prints c->why with all its faults to stderr and returns EXIT_FAILED. */
int cli_fail(struct cli *, const char *doing);

/* Prints the command's line of the help to stderr and returns EXIT_USAGE. */
int cli_usage(const struct cli *);

#endif
