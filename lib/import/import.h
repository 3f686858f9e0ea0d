/*
 * import.h - Imports a CSV file of another system as master records or opening stock.
 *
 *     import_plan()    reads, checks and builds one batch; all findings about the file are
 *                      in .found. Writes nothing: this is the dry run.
 *     import_apply()   applies that batch, completely or not at all.
 *
 * A row that was imported before is recognized by its id in the other system or, without one,
 * by its code, and left unchanged.
 */
#ifndef IMPORT_H
#define IMPORT_H

#include "change/context.h"
#include "import/resolver.h"
#include "import/import_table.h"

struct import;

struct import_kind {
	const char *name;            /* "items" */
	const char *one;             /* "item" */
	const struct schema *schema; /* of a row */
	enum err (*plan)(struct import *, struct why *);
};

extern const struct import_kind import_kinds[];          /* ends with name NULL */
const struct import_kind *import_kind_named(struct str); /* NULL: unknown */

struct import {
	/* given */
	struct store *store;
	const struct change_context *cx; /* all memory is allocated in cx->mem */
	const struct import_kind *kind;
	struct str csv, map_text;
	struct str date;      /* of opening stock; empty: today */
	struct str currency;  /* of costs */
	struct str reference; /* of the posting of opening stock: the file's name */
	void (*progress)(size_t done, size_t of); /* may be NULL */
	/* found */
	const struct import_kind *kinds; /* all: what records of another kind are called */
	struct findings found;
	struct map map;
	struct import_table table;
	struct resolver resolver;
	struct batch batch;
	size_t created, existing; /* rows that become records, and rows that exist already */
	struct str created_text;  /* of stock: the number of balances */
};

/* OK even when the file has faults: see found.nfaults. */
enum err import_plan(struct import *, struct why *) MUST_CHECK;

/* TOO_MANY_ROWS when the plan has more than OPERATOR_OPS_MAX ops, INVALID when it has faults. */
enum err import_apply(struct import *, struct why *) MUST_CHECK;

/* --- for the kinds of files --- */
static inline void
import_progress(const struct import *im, size_t done)
{
	if (im->progress != NULL)
		im->progress(done, im->table.n);
}

/* Parses and validates the row's record. False: a fault was found. Errors are those of the
 * store. */
enum err import_record(
    struct import *, const struct import_row *, void *rec, bool *good, struct why *) MUST_CHECK;

/* Turns the faults of a record, collected in *w, into faults of the row's cells. */
void import_faults(struct import *, const struct import_row *, const struct why *w);

enum err import_masters(struct import *, struct why *) MUST_CHECK;
enum err import_stock(struct import *, struct why *) MUST_CHECK;

#endif
