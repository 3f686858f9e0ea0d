/*
 * opening.h - Ensures that the opening stock of a balance is posted at most once: a row
 * inserted by the opening posting and deleted with its reversal.
 *
 * Before lots were folded, a lot may have been opened in two spellings. Its row names either
 * posting and stays until the last of them is reversed.
 */
#ifndef OPENING_H
#define OPENING_H

#include "inventory/draft/effect.h"
#include "schema/records.h"

/* OPENING_EXISTS: a balance was opened before, or would be twice. Notes in its effect by which
 * posting a balance stays opened, and expects the item's total there. */
enum err opening_check(const struct posting_batch *, struct effects *, struct why *) MUST_CHECK;

/* The row of a balance whose opening is taken back goes first: it may be opened anew. */
void opening_put(struct batch *, const struct effects *);

#endif
