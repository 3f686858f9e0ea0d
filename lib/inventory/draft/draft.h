/* draft.h - A posting before it is written: its ledger lines with the masters they refer to. */
#ifndef DRAFT_H
#define DRAFT_H

#include "inventory/line/guards.h"
#include "inventory/line/instant.h"
#include "schema/records.h"

struct idempotency;
struct posting_line;

struct draft_line {
	struct stock_transaction *t; /* without what belongs to the posting: seq, number, dates */
	const struct item *item;
	const struct location *location;
	struct str lot;       /* folded */
	bool new_lot;         /* the first line with this lot */
	struct str opened_by; /* of an opening that is reversed: see opening.h */
};

struct draft {
	struct store *store;
	const struct change_context *cx;
	struct posting *posting;
	struct instant when;
	struct guards guards;
	struct draft_line *lines;
	size_t n, cap;
	const struct uom **new_units; /* units for which this is the first posting by their ratio */
	size_t nnew_units;
	int64_t min_seq;  /* of the original of a reversal: its own seq must be greater */
	bool check_only;  /* only checked, never written: reads no guards */
	bool after_clash; /* after a conflict: read what is otherwise only guarded */
};

struct draft draft_init(struct store *, const struct change_context *, enum posting_kind);

/* Adds a line; the record is zeroed. */
struct stock_transaction *
draft_add_line(struct draft *, const struct item *, const struct location *);

/* Sets the lot of the last line, with that spelling. */
void draft_set_lot(struct draft *, struct str lot);

/* Adds the lines of a request; collects all faults. `single`: the only line is the body
 * itself, not a list. Replaces units and reasons by their stored spelling. */
enum err draft_add_request(
    struct draft *, struct posting_line *, size_t n, bool single, struct why *) MUST_CHECK;

#endif
