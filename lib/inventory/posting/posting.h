/*
 * posting.h - making, taking back and correcting postings: each is one change of stock
 * that happens wholly or not at all.
 *
 * All of them give back the posting with its lines, their codes and names filled in, and
 * may refuse with INVALID (every fault of every line), FORBIDDEN, BACKDATE, PERIOD_CLOSED,
 * OPENING_EXISTS, INSUFFICIENT_STOCK, NEGATIVE_LATER; BUSY after 5 s of clashes. EXISTS: the
 * key was used in the meantime (change_key_clash).
 */
#ifndef POSTING_H
#define POSTING_H

#include "inventory/ledger/ledger.h"
#include "change/context.h"

struct correct_request;
struct idempotency;
struct posting;
struct posting_request;
struct reverse_request;
struct stock_transaction;

enum err posting_make(struct store *, const struct change_context *, const struct posting_request *,
    struct posting *, struct why *) MUST_CHECK;

/* Takes back all lines of a posting that are not themselves taken back from another: of a
 * correction its replacement, never what it had taken back. Dated as the original, or now
 * when that period is closed, unless a date is given. One's own needs stock.reverse_own,
 * another's stock.reverse. NOT_FOUND, ALREADY_REVERSED, BELONGS_TO_DOCUMENT. */
enum err posting_reverse(struct store *, const struct change_context *, struct str id,
    const struct reverse_request *, struct posting *, struct why *) MUST_CHECK;

/* The same with a replacement, in one posting that is judged by what it changes. */
enum err posting_correct(struct store *, const struct change_context *, struct str id,
    const struct correct_request *, struct posting *, struct why *) MUST_CHECK;

#endif
