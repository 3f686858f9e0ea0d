/*
 * between.h - A store wrapper that runs another client's change just before the next write, and
 * counts calls.
 */
#ifndef BETWEEN_H
#define BETWEEN_H

#include "store/rows.h"

/* Calls what(arg) once, just before the next apply() reaches the store below. */
struct between {
	struct store store; /* pass this to the function under test */
	struct store *below;
	void (*what)(void *arg);
	void *arg;
	int applies;         /* number of calls of apply() */
	int reads;           /* of get(), find() and sum() */
	int64_t summed;      /* rows that sum() added up or counted */
	struct id_set *gets; /* NULL: not kept; what was read by id, as "record:id" */
};

void between_init(struct between *, struct store *below, void (*what)(void *arg), void *arg);

#endif
