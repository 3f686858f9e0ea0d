/*
 * opening.h - the row that keeps a balance from being opened twice: made by the posting that
 * opens it, and taken away with it.
 *
 * Before lots were compared folded, one lot may have been opened in two spellings. Its row is
 * of either posting, and stays until the last of them was taken back.
 */
#ifndef OPENING_H
#define OPENING_H

#include "inventory/draft/effect.h"

/* OPENING_EXISTS: a balance was opened before, or would be twice. Notes in its effect by which
 * posting a balance stays opened, and expects the item's total there. */
enum err opening_check(const struct posting_batch *, struct effects *, struct why *) MUST_CHECK;

/* The row of a balance whose opening is taken back goes first: it may be opened anew. */
void opening_put(struct batch *, const struct effects *);

#endif
