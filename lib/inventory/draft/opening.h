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

/* OPENING_EXISTS when a balance is already opened, or would be opened twice. Sets opened_by of an
 * effect whose balance remains opened, and expects the version of the item's total. */
enum err opening_check(const struct posting_batch *, struct effects *, struct why *) MUST_CHECK;

/* Deletes the rows of reversed openings before it inserts new ones: a balance may be opened again
 * in the same batch. */
void opening_put(struct batch *, const struct effects *);

#endif
