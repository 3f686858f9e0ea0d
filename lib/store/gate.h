/*
 * gate.h - Gates: guards that many batches depend on and few change, without contention.
 *
 * In MongoDB, expecting a row is a write to it, so all postings at a location would wait for
 * each other. Therefore each subject has sixteen gates, rows of `series` named
 * gate:<subject>:<number> (gate:location:<id>:7): a batch that depends on the subject expects
 * one of them, a batch that changes it changes all. Which one a batch expects does not matter;
 * callers choose how many to use.
 */
#ifndef STORE_GATE_H
#define STORE_GATE_H

#include "store/store.h"

enum { GATES_PER_SUBJECT = 16 };

struct gate { /* as it was read */
	struct str id;
	int64_t version; /* 0: no such row yet */
};

/* The subject of gates: a record. */
struct str gate_subject(const void *mem, const struct schema *, struct str id);
struct str gate_id(const void *mem, struct str of, int n);

/* Adds that the gate is unchanged since it was read. Read the gate before what it guards: a
 * change in between is then a change of the gate. A missing gate is created, as the absence of
 * a row cannot be guarded: EXISTS when another batch was first. */
void gate_expect(struct batch *, const struct gate *);

/* Adds a change of all gates. When earlier work of those who depend on it also matters, the
 * batch must check that itself (NONE). */
void gate_change_all(struct batch *, struct str of);

#endif
