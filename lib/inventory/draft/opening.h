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

struct idempotency;
struct posting_line;

/* OPENING_EXISTS: the balance was opened before, or would be opened twice. Records in the
 * draft's lines by which posting a balance stays opened, and then expects the item's total. */
enum err opening_check(struct draft *, struct effects *, struct why *) MUST_CHECK;

/* Deletes reversed openings first: a correction may open the same balance again. */
void opening_put(struct batch *, const struct draft *);

#endif
