/*
 * draft.h - a posting before it is written: its lines as they will stand in the ledger,
 * with the masters they refer to.
 */
#ifndef DRAFT_H
#define DRAFT_H

#include "inventory/line/guards.h"
#include "inventory/line/instant.h"
#include "schema/records.h"

struct idempotency;
struct posting_line;

struct draft_line {
	struct stock_transaction *t; /* without the posting's part: seq, number, dates */
	const struct item *item;
	const struct location *location;
	struct str lot;       /* folded */
	bool new_lot;         /* the first line that names its lot */
	struct str opened_by; /* of an opening that is taken back: see opening.h */
};

struct draft {
	struct store *store;
	const struct change_context *cx;
	struct posting *posting;
	struct instant when;
	struct guards guards;
	struct draft_line *lines;
	size_t n, cap;
	const struct uom **new_units; /* units that it is the first to post in by their ratio */
	size_t nnew_units;
	int64_t min_seq;  /* of what it takes back: a seq that its own must exceed */
	bool check_only;  /* it is only judged and never written: no guards */
	bool after_clash; /* read before writing what is otherwise only guarded: after a clash */
};

struct draft draft_init(struct store *, const struct change_context *, enum posting_kind);

/* Adds a line; the record is zeroed. */
struct stock_transaction *
draft_add_line(struct draft *, const struct item *, const struct location *);

/* That the line added last is of that lot, spelled like that. */
void draft_set_lot(struct draft *, struct str lot);

/* Adds the lines of a request; all faults are gathered. `single`: the one line stands at
 * the top of the body, not in its list. Units and reasons get the spelling of the masters. */
enum err draft_add_request(
    struct draft *, struct posting_line *, size_t n, bool single, struct why *) MUST_CHECK;

#endif
