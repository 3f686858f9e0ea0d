/*
 * guards.h - the gates that a posting goes through: of the months, and of the locations that
 * it touches.
 */
#ifndef GUARDS_H
#define GUARDS_H

#include "change/context.h"
#include "store/gate.h"

struct idempotency;

struct guards {
	int n; /* which of each sixteen */
	struct gate *gates;
	size_t ngates;
	struct str closed_through; /* the month; empty: none is closed */
};

struct guards guards_init(const struct change_context *);

/* Reads, in one query, the gates of these locations, and at the first call the month's and
 * through which month the books are closed. To be called before the locations are read. */
enum err guards_read(struct guards *, struct store *, const void *mem, struct list locations,
    struct why *) MUST_CHECK;

/* Adds that all gates are as they were read. */
void guards_expect(struct batch *, const struct guards *);

#endif
