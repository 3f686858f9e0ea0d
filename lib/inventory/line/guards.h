/* guards.h - Guards of a posting: the gates of the period and of each location it touches. */
#ifndef GUARDS_H
#define GUARDS_H

#include "change/context.h"
#include "store/gate.h"

struct guards {
	int n; /* which of each sixteen */
	struct gate *gates;
	size_t ngates;
	struct str closed_through; /* the month; empty: none is closed */
};

struct guards guards_init(const struct change_context *);

/* Reads in one query the gates of these locations; at the first call also that of the period
 * and the closed-through month. Call it before reading the locations. */
enum err guards_read(struct guards *, struct store *, const void *mem, struct list locations,
    struct why *) MUST_CHECK;

/* Expects all gates as they were read. */
void guards_expect(struct batch *, const struct guards *);

#endif
