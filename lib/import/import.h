/*
 * import.h - a file of another system, or of a spreadsheet, becomes records or stock.
 *
 *     import_plan()    reads, checks and builds one batch; all that is to be said of the
 *                      file is in .found. Nothing is written: this is the dry run.
 *     import_apply()   the same batch, applied: wholly or not at all.
 *
 * A row that was imported before is known again by its id in the other system, or, when it
 * has none, by its code: it is left as it is.
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
const struct import_kind *import_kind_named(struct str); /* NULL: there is none */

struct import {
	/* given */
	struct store *store;
	const struct change_context *cx; /* all memory comes from deed->mem */
	const struct import_kind *kind;
	struct str csv, map_text;
	struct str date;      /* of opening stock; empty: today */
	struct str currency;  /* of costs */
	struct str reference; /* of the posting of opening stock: the file's name */
	void (*progress)(size_t done, size_t of); /* may be NULL */
	/* found */
	struct findings found;
	struct map map;
	struct import_table table;
	struct resolver resolver;
	struct batch batch;
	size_t created, existing; /* rows that become records, rows that are there already */
	struct str created_text;  /* of stock: how many balances */
};

/* OK also when the file has faults: see found.nfaults. */
enum err import_plan(struct import *, struct why *) MUST_CHECK;

/* TOO_MANY_ROWS when the plan has more than OPERATOR_OPS_MAX ops, INVALID when it has faults. */
enum err import_apply(struct import *, struct why *) MUST_CHECK;

/* --- for the kinds --- */
void import_progress(const struct import *, size_t done);

/* The row's record: its cells read and held against the schema. False: a fault was found.
 * An error is of the store. */
enum err import_record(
    struct import *, const struct import_row *, void *rec, bool *good, struct why *) MUST_CHECK;

/* The faults of a record, gathered in *w, become faults of the row's cells. */
void import_faults(struct import *, const struct import_row *, const struct why *w);

enum err import_masters(struct import *, struct why *) MUST_CHECK;
enum err import_stock(struct import *, struct why *) MUST_CHECK;

#endif
