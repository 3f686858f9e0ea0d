/*
 * import.h - Imports a CSV file of another system as master records or opening stock.
 *
 *     import_plan()    reads and checks the file; all findings about it are in .found. Writes
 *                      nothing: this is the dry run.
 *     import_apply()   writes it, completely or not at all.
 *
 * A row that was imported before is recognized by its id in the other system or, without one,
 * by its code, and left unchanged.
 *
 * Memory does not grow with the ops of a large file: they are built in parts, once to check them
 * and, if there are several parts, once more to write them, all in one transaction.
 */
#ifndef IMPORT_H
#define IMPORT_H

#include "change/context.h"
#include "import/import_table.h"
#include "import/resolver.h"

struct import;

struct import_kind {
	const char *name;            /* "items" */
	const char *one;             /* "item" */
	const struct schema *schema; /* of a row */
	/* Begins a pass; then part() adds the ops of rows to the batch until it is full or all are
	 * .done. Errors are those of the store. */
	enum err (*begin)(struct import *, struct why *);
	enum err (*part)(struct import *, struct batch *, struct why *);
};

extern const struct import_kind import_kinds[];          /* ends with name NULL */
const struct import_kind *import_kind_named(struct str); /* NULL: unknown */

struct import {
	/* given */
	struct store *store;
	const struct change_context *cx;
	const struct import_kind *kind;
	struct str csv, map_text;
	struct str date;      /* of opening stock; empty: today */
	struct str currency;  /* of costs */
	struct str reference; /* of the posting of opening stock: the file's name */
	void (*progress)(const struct import *, size_t done, size_t of); /* may be NULL */
	/* found */
	const struct import_kind *kinds; /* all: what records of another kind are called */
	struct findings found;
	struct map map;
	struct import_table table;
	struct batch batch; /* to apply, unless there are several parts */
	size_t nops;        /* of all parts */
	bool in_parts;
	size_t created, existing; /* rows that become records, and rows that exist already */
	struct str created_text;  /* of stock: the number of balances */
	/* a pass over the rows */
	bool writing, done;
	struct batch *into; /* of the part; NULL: none yet */
	void *pass;         /* its memory */
	void *state;        /* of the kind */
	struct resolver resolver;
};

/* OK even when the file has faults: see found.nfaults. */
enum err import_plan(struct import *, struct why *) MUST_CHECK;

/* INVALID when the plan has faults. CONFLICT: what was planned on was changed meanwhile. */
enum err import_apply(struct import *, struct why *) MUST_CHECK;

/* --- for the kinds of files --- */

/* Placeholder id of a faulty row, so that the rows below it are not reported too. */
#define IMPORT_FAULTY_ID STR("-")

/* An item has about five ops, whose checks take 30 kB. */
enum { IMPORT_PART_OPS = 2500 };

/* Whether the part has enough ops. */
static inline bool
import_part_is_full(const struct import *im, const struct batch *b)
{
	return b->n >= (store_takes_parts(im->store) ? IMPORT_PART_OPS : OPERATOR_OPS_MAX);
}

static inline void
import_progress(const struct import *im, size_t done, size_t of)
{
	if (im->progress != NULL)
		im->progress(im, done, of);
}

/* Parses and validates the row's record, in w->mem. False: a fault was found. Errors are those of
 * the store. */
enum err import_record(
    struct import *, const struct import_row *, void *rec, bool *good, struct why *) MUST_CHECK;

/* Turns the faults of a record, collected in *w, into faults of the row's cells. */
void import_faults(struct import *, const struct import_row *, const struct why *w);

enum err import_masters_begin(struct import *, struct why *) MUST_CHECK;
enum err import_masters_part(struct import *, struct batch *, struct why *) MUST_CHECK;
enum err import_stock_begin(struct import *, struct why *) MUST_CHECK;
enum err import_stock_part(struct import *, struct batch *, struct why *) MUST_CHECK;

#endif
