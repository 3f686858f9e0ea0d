/*
 * between.h - for tests: a store that lets another client in between a rule's reads and its
 * write.
 */
#ifndef BETWEEN_H
#define BETWEEN_H

#include "store/store.h"

/* Calls what(arg) once, just before the next apply() reaches the store below. */
struct between {
	struct store store; /* hand this to the rule */
	struct store *below;
	void (*what)(void *arg);
	void *arg;
	int applies; /* how often it came to that */
};

void between_init(struct between *, struct store *below, void (*what)(void *arg), void *arg);

#endif
