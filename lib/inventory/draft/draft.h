/*
 * draft.h - A posting before it is written: its ledger lines with the masters they refer to.
 */
#ifndef DRAFT_H
#define DRAFT_H

#include "inventory/draft/posting_batch.h"
#include "inventory/line/instant.h"
#include "inventory/stock/balance_key.h"

struct draft_line {
	struct stock_transaction *t; /* without the fields set by the posting: number, dates */
	const struct item *item;
	const struct location *location;
	struct balance_key key;
	struct instant when;
};

struct draft {
	struct posting_batch *batch;
	struct store *store; /* of the batch, as is cx */
	const struct change_context *cx;
	struct posting *posting; /* its date becomes that of the latest line */
	struct instant when;     /* of the lines that are added from now on */
	struct draft_line *lines;
	size_t n, cap;
	int64_t min_seq; /* seq of the reversed posting, which its own must exceed */
};

/* Adds a line, dated f->when; the record is zeroed. */
struct stock_transaction *
draft_add_line(struct draft *, const struct item *, const struct location *);

/* Sets the lot of the last line, with that spelling. */
void draft_set_lot(struct draft *, struct str lot);

/* Adds the lines of a request and collects all faults. `single`: the only line is the body itself,
 * not an element of its list. Replaces units and reasons by their stored spelling. The caller may
 * then set a different instant for each line. */
enum err draft_add_request(
    struct draft *, struct posting_line *, size_t n, bool single, struct why *) MUST_CHECK;

#endif
