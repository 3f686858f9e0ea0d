/*
 * posting.h - Creates, reverses and corrects postings: each is one change of stock, made
 * completely or not at all.
 *
 * All return the posting with its lines, including codes and names, and may fail with INVALID
 * (every fault of every line), FORBIDDEN, BACKDATE, PERIOD_CLOSED, OPENING_EXISTS,
 * INSUFFICIENT_STOCK, NEGATIVE_LATER; and as change_run() does.
 */
#ifndef POSTING_H
#define POSTING_H

#include "schema/records.h"
#include "change/change.h"
#include "inventory/ledger/ledger.h"

/* A creation, reversal or correction, for the engine. */
struct posting_change {
	struct change change;
	enum posting_kind kind;
	const struct posting_request *request; /* of a new posting */
	struct str original, reason, date;     /* of a reversal; date may be empty */
	struct lines instead;                  /* of a correction */
	const struct draft *draft;             /* set once the change is done */
};

/* The requests must live as long as the change. FORBIDDEN when the user may not post such lines. */
enum err posting_make_init(struct posting_change *, struct store *, const struct change_context *,
    const struct posting_request *, struct why *) MUST_CHECK;

/* Reverses all lines of a posting that are not reversals themselves: for a correction its
 * replacement, never what it reversed. Dated as the original, or now when that period is
 * closed, unless a date is given. Needs stock.reverse_own for one's own postings,
 * stock.reverse for others. NOT_FOUND, ALREADY_REVERSED, BELONGS_TO_DOCUMENT. */
void posting_reverse_init(struct posting_change *, struct store *, const struct change_context *,
    struct str id, const struct reverse_request *, struct why *);

/* A reversal with a replacement in one posting, which is checked by its net effect. */
enum err
posting_correct_init(struct posting_change *, struct store *, const struct change_context *,
    struct str id, const struct correct_request *, struct why *) MUST_CHECK;

/* The posting of a change that is done. */
void posting_made(const struct posting_change *, struct posting *);

/* The same as one call each. */
enum err posting_make(struct store *, const struct change_context *, const struct posting_request *,
    struct posting *, struct why *) MUST_CHECK;
enum err posting_reverse(struct store *, const struct change_context *, struct str id,
    const struct reverse_request *, struct posting *, struct why *) MUST_CHECK;
enum err posting_correct(struct store *, const struct change_context *, struct str id,
    const struct correct_request *, struct posting *, struct why *) MUST_CHECK;

#endif
