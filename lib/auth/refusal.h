/*
 * refusal.h - Counts refused permissions and failed sign-ins, one row for each user or
 * address, action and minute, so that nobody can fill the disk with them.
 */
#ifndef REFUSAL_H
#define REFUSAL_H

#include "change/context.h"

/* Adds the op that counts one for the user of cx, or else for the address. */
void refusal_add(struct batch *, const struct change_context *, const char *action);

/* Counts one in a batch of its own: refusal_count(store, cx, "item.create", w). */
enum err refusal_count(
    struct store *, const struct change_context *, const char *action, struct why *) MUST_CHECK;

#endif
