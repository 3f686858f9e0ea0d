/*
 * session_slots.h - Shared table of the session each process has open, for the next process to
 * find.
 *
 * A mapped file with a slot for each process of this machine. The owner holds a lock on one
 * byte of the file, which the kernel releases however the process ends: a used slot without a
 * lock was left by a killed process. (Its pid cannot tell: it may have been reused, or belong
 * to another container.) Recording a session is a write to memory.
 */
#ifndef STORE_SLOTS_H
#define STORE_SLOTS_H

#include <stdatomic.h>

#include "base/err.h"

enum { SLOT_SESSION = 16 };

struct session_slot {
	int32_t pid; /* for the log */
	_Atomic uint32_t open;
	unsigned char session[SLOT_SESSION]; /* while in use */
};

struct session_slots;

/* Creates the file if necessary. Closed, and its slot released, with mem. */
enum err slots_open(struct session_slots **, void *mem, const char *path, struct why *) MUST_CHECK;

/* The next abandoned slot from *at on, now locked, so that no other process claims it; NULL:
 * none. Unlock it with slots_unlock(). */
struct session_slot *slots_next_abandoned(struct session_slots *, size_t *at);
void slots_unlock(struct session_slots *, struct session_slot *);

/* Claims a slot for this process for good; UNAVAILABLE when all are taken. Call once, after
 * slots_next_abandoned(). */
enum err slots_take(struct session_slots *, struct session_slot **, struct why *) MUST_CHECK;

void slot_set(struct session_slot *, const unsigned char session[SLOT_SESSION]);
void slot_clear(struct session_slot *);
bool slot_is_open(const struct session_slot *);

#endif
