/*
 * limit.c - Counts requests per session and minute in memory shared by all workers.
 *
 * A slot is two words: its owner, and (minute, count) in one, so that both are exact without a
 * lock. A slot of a past minute is free. When all slots a session may use are taken, its
 * requests pass: this is a limit, not a guard.
 */
#include "api/limit.h"

#include <stdatomic.h>

#include "base/shared.h"
#include "base/clock.h"
#include "base/mem.h"

enum { LIMIT_SLOTS = 4096, LIMIT_PROBES = 8, READS_PER_WRITE = 10, MINUTE_MS = 60000 };

struct limit_slot {
	_Atomic uint64_t owner;
	_Atomic uint64_t count; /* minute << 32 | requests */
};

struct limit {
	struct limit_slot *slots;
	int64_t per_minute;
};

enum err
limit_open(struct limit **out, void *mem, const char *path, int64_t per_minute, struct why *w)
{
	struct limit *l = MEM_ONE(mem, struct limit);
	void *at;
	enum err e;

	if ((e = shared_open(&at, mem, path, LIMIT_SLOTS * sizeof(struct limit_slot), w)) != OK)
		return e;
	l->slots = at;
	l->per_minute = per_minute;
	*out = l;
	return OK;
}

/* FNV-1a; never 0, which marks an unused slot. */
static uint64_t
limit_hash(struct str v, bool writes)
{
	uint64_t h = UINT64_C(14695981039346656037) ^ writes;

	for (size_t i = 0; i < v.n; i++)
		h = (h ^ (unsigned char)v.s[i]) * UINT64_C(1099511628211);
	return h | 1;
}

/* The owner's slot, reusing one of a past minute if necessary; NULL: none is free. */
static struct limit_slot *
limit_find_slot(struct limit *l, uint64_t owner, uint64_t minute)
{
	for (uint64_t i = 0; i < LIMIT_PROBES; i++) {
		struct limit_slot *s = &l->slots[(owner + (owner >> 32) + i) % LIMIT_SLOTS];
		uint64_t had = atomic_load(&s->owner);

		if (had == owner)
			return s;
		if ((had == 0 || atomic_load(&s->count) >> 32 != minute) &&
		    atomic_compare_exchange_strong(&s->owner, &had, owner))
			return s;
	}
	return NULL;
}

static uint64_t
limit_count(struct limit_slot *s, uint64_t minute)
{
	uint64_t was = atomic_load(&s->count), now;

	do
		now = was >> 32 == minute ? was + 1 : (minute << 32 | 1);
	while (!atomic_compare_exchange_weak(&s->count, &was, now));
	return now & UINT32_MAX;
}

enum err
limit_take(struct limit *l, struct str session, bool writes, struct why *w)
{
	const int64_t now = clock_now();
	const uint64_t minute = (uint64_t)(now / MINUTE_MS) & UINT32_MAX;
	struct limit_slot *s;
	int64_t most;

	if (l == NULL || (s = limit_find_slot(l, limit_hash(session, writes), minute)) == NULL)
		return OK;
	most = writes ? l->per_minute : READS_PER_WRITE * l->per_minute;
	if (limit_count(s, minute) <= (uint64_t)most)
		return OK;
	w->retry_after = (int)((MINUTE_MS - now % MINUTE_MS + 999) / 1000);
	return err_set(w, ERR_TOO_MANY, "Too many requests; try again in %d s", w->retry_after);
}
