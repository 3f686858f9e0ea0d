/*
 * gate.h - what many batches depend on and few change, without all of them meeting at it.
 *
 * To expect the row itself would be a write on it in MongoDB, where all postings of a place
 * would wait for each other. So each thing has sixteen gates, rows of `series` named
 * gate:<of>:<number> (gate:location:<id>:7): who depends on the thing expects one of them, who
 * changes it changes all. Which one a batch expects does not matter; how many are used is up to
 * those who do.
 */
#ifndef STORE_GATE_H
#define STORE_GATE_H

#include "store/store.h"

enum { GATES_PER_SUBJECT = 16 };

struct gate { /* as it was read */
	struct str id;
	int64_t version; /* 0: there is no such row yet */
};

/* What gates are of: a record. */
struct str gate_subject(const void *mem, const struct schema *, struct str id);
struct str gate_id(const void *mem, struct str of, int n);

/* Adds that the gate is as it was read. It must have been read before what it stands for:
 * then a change of that in between is a change of the gate. A gate that is not there yet is
 * made, as an absence cannot be expected for longer than a moment: EXISTS when another was
 * faster. */
void gate_expect(struct batch *, const struct gate *);

/* Adds that all gates change. Where it also matters what was done before by those who
 * depend on it, the batch says so itself (NONE). */
void gate_change_all(struct batch *, struct str of);

#endif
