/* between.h - A store wrapper that runs another client's change just before the next write. */
#ifndef BETWEEN_H
#define BETWEEN_H

#include "store/store.h"

/* Calls what(arg) once, just before the next apply() reaches the store below. */
struct between {
	struct store store; /* pass this to the function under test */
	struct store *below;
	void (*what)(void *arg);
	void *arg;
	int applies; /* number of calls of apply() */
};

void between_init(struct between *, struct store *below, void (*what)(void *arg), void *arg);

#endif
