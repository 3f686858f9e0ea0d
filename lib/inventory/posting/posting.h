/*
 * posting.h - making, taking back and correcting postings: each is one change of stock
 * that happens wholly or not at all.
 *
 * All of them give back the posting with its lines, their codes and names filled in, and
 * may refuse with INVALID (every fault of every line), FORBIDDEN, BACKDATE, PERIOD_CLOSED,
 * OPENING_EXISTS, INSUFFICIENT_STOCK, NEGATIVE_LATER; and as change_run() does.
 */
#ifndef POSTING_H
#define POSTING_H

#include "schema/records.h"
#include "change/change.h"
#include "inventory/ledger/ledger.h"

/* Making, taking back or correcting, for the engine. */
struct posting_change {
	struct change change;
	enum posting_kind kind;
	const struct posting_request *request; /* of a plain posting */
	struct str original, reason, date;     /* of one that takes back; no date: empty */
	struct lines instead;                  /* of a correction */
	const struct draft *draft;             /* the posting, once it is done */
};

/* The requests live as long as the change. FORBIDDEN, should the user never post such lines. */
enum err posting_make_init(struct posting_change *, struct store *, const struct change_context *,
    const struct posting_request *, struct why *) MUST_CHECK;

/* Takes back all lines of a posting that are not themselves taken back from another: of a
 * correction its replacement, never what it had taken back. Dated as the original, or now
 * when that period is closed, unless a date is given. One's own needs stock.reverse_own,
 * another's stock.reverse. NOT_FOUND, ALREADY_REVERSED, BELONGS_TO_DOCUMENT. */
void posting_reverse_init(struct posting_change *, struct store *, const struct change_context *,
    struct str id, const struct reverse_request *, struct why *);

/* The same with a replacement, in one posting that is judged by what it changes. */
enum err
posting_correct_init(struct posting_change *, struct store *, const struct change_context *,
    struct str id, const struct correct_request *, struct why *) MUST_CHECK;

/* The posting of a change that is done. */
void posting_made(const struct posting_change *, struct posting *);

/* The three, run at once. */
enum err posting_make(struct store *, const struct change_context *, const struct posting_request *,
    struct posting *, struct why *) MUST_CHECK;
enum err posting_reverse(struct store *, const struct change_context *, struct str id,
    const struct reverse_request *, struct posting *, struct why *) MUST_CHECK;
enum err posting_correct(struct store *, const struct change_context *, struct str id,
    const struct correct_request *, struct posting *, struct why *) MUST_CHECK;

#endif
