/* session_slots.c - Claims slots in a shared file and finds those of dead processes. */
#include "store/mongo/session_slots.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/shared.h"

enum { SLOTS_MAX = 1024 }; /* twice the maximum of workers */

struct session_slots {
	struct session_slot *v;
	int fd; /* of the same file, for locking */
	struct session_slot *own;
};

/* Locks the byte of the slot's number. The lock belongs to the open file, so closing it
 * elsewhere in the process does not release it. */
static bool
slots_lock(const struct session_slots *s, size_t i, short type)
{
	struct flock l = {.l_type = type, .l_whence = SEEK_SET, .l_start = (off_t)i, .l_len = 1};

	return fcntl(s->fd, F_OFD_SETLK, &l) == 0;
}

/* A session that may have an open transaction stays recorded. */
static int
slots_close(struct session_slots *s)
{
	if (s->own != NULL && !slot_is_open(s->own))
		s->own->pid = 0;
	return close(s->fd);
}

enum err
slots_open(struct session_slots **out, void *mem, const char *path, struct why *w)
{
	struct session_slots *s;
	void *at;
	enum err e;
	int fd;

	if ((e = shared_open(&at, mem, path, SLOTS_MAX * sizeof(struct session_slot), w)) != OK)
		return e;
	if ((fd = open(path, O_RDWR | O_CLOEXEC)) < 0)
		return err_set(w, ERR_UNAVAILABLE, "%s: %s", path, strerror(errno));
	s = MEM_ONE(mem, struct session_slots);
	*s = (struct session_slots){.v = at, .fd = fd};
	talloc_set_destructor(s, slots_close);
	*out = s;
	return OK;
}

struct session_slot *
slots_next_abandoned(struct session_slots *s, size_t *at)
{
	assert(s->own == NULL); /* its lock would not block us */
	for (; *at < SLOTS_MAX; ++*at) {
		struct session_slot *v = &s->v[*at];

		if (!slot_is_open(v) || !slots_lock(s, *at, F_WRLCK))
			continue;
		if (slot_is_open(v)) {
			++*at;
			return v;
		}
		slots_lock(s, *at, F_UNLCK); /* another process handled it meanwhile */
	}
	return NULL;
}

void
slots_unlock(struct session_slots *s, struct session_slot *v)
{
	slots_lock(s, (size_t)(v - s->v), F_UNLCK);
}

enum err
slots_take(struct session_slots *s, struct session_slot **out, struct why *w)
{
	for (size_t i = 0; i < SLOTS_MAX; i++) {
		if (slot_is_open(&s->v[i]) || !slots_lock(s, i, F_WRLCK))
			continue;
		if (!slot_is_open(&s->v[i])) {
			s->own = *out = &s->v[i];
			s->own->pid = (int32_t)getpid();
			return OK;
		}
		slots_lock(s, i, F_UNLCK);
	}
	return err_set(w, ERR_UNAVAILABLE, "all %d session slots are in use", SLOTS_MAX);
}

/* In this order, so that a process killed in between has recorded nothing. */
void
slot_set(struct session_slot *v, const unsigned char session[SLOT_SESSION])
{
	memcpy(v->session, session, SLOT_SESSION);
	atomic_store_explicit(&v->open, 1, memory_order_release);
}

void
slot_clear(struct session_slot *v)
{
	atomic_store_explicit(&v->open, 0, memory_order_release);
}

bool
slot_is_open(const struct session_slot *v)
{
	return atomic_load_explicit(&v->open, memory_order_acquire) != 0;
}
