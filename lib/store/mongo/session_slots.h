/*
 * session_slots.h - the session of each process that writes, noted where the next process finds it.
 *
 * A mapped file with a slot for each process of this machine. Its owner holds a lock on one byte
 * of the file, which the kernel frees however the process ends: a slot that is open and has no
 * lock was left by one that was killed. (By its pid alone that cannot be told: it may be
 * another's by now, and is another's in another container.) To note is a write to memory.
 */
#ifndef STORE_SLOTS_H
#define STORE_SLOTS_H

#include <stdatomic.h>

#include "base/err.h"

enum { SLOT_SESSION = 16 };

struct session_slot {
	int32_t pid; /* for the log */
	_Atomic uint32_t open;
	unsigned char session[SLOT_SESSION]; /* while it is open */
};

struct session_slots;

/* The file is made when it is not there. Closed, and its slot let go, with mem. */
enum err slots_open(struct session_slots **, void *mem, const char *path, struct why *) MUST_CHECK;

/* The next slot from *at on that was left open, and is locked now: no other process takes it for
 * left meanwhile. NULL: there is none. To be told with slots_unlock(). */
struct session_slot *slots_next_abandoned(struct session_slots *, size_t *at);
void slots_unlock(struct session_slots *, struct session_slot *);

/* A slot for this process, which it keeps; UNAVAILABLE when all are taken. To be asked for once,
 * behind slots_next_left(). */
enum err slots_take(struct session_slots *, struct session_slot **, struct why *) MUST_CHECK;

void slot_set(struct session_slot *, const unsigned char session[SLOT_SESSION]);
void slot_clear(struct session_slot *);
bool slot_is_open(const struct session_slot *);

#endif
