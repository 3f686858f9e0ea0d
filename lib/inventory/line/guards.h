/* guards.h - Guards of a posting: the gates of the period and of each location it touches. */
#ifndef GUARDS_H
#define GUARDS_H

#include "change/context.h"
#include "store/gate.h"

struct guards {
	int n; /* the index used of each sixteen gates */
	struct gate *gates;
	size_t ngates;
	struct str closed_through; /* the month; empty: none is closed */
};

struct guards guards_init(const struct change_context *);

/* Reads the gates of these locations in one query; the first call also reads that of the period
 * and the closed-through month. Must be called before the locations are read. */
enum err guards_read(struct guards *, struct store *, const void *mem, struct list locations,
    struct why *) MUST_CHECK;

/* Expects all gates as they were read. */
void guards_expect(struct batch *, const struct guards *);

#endif
