/* idle.c - Purges expired rows between requests, so that no operator has to. */
#include "api/idle.h"

#include "auth/horizon.h"
#include "auth/purge.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"

enum {
	PURGE_ROWS = 200,
	PURGE_BUSY_US = 1000000, /* microseconds between purges while there is more to purge */
	PURGE_IDLE_US = 1800 * 1000000, /* while there is not */
};

static enum err
idle_purge_slice(struct app *app, struct horizon_state *pace, size_t *gone, struct why *w)
{
	int64_t instant;
	enum err e = horizon_advance(app->store, pace, &instant, w);

	return e == OK ? purge_expired(app->store, instant, PURGE_ROWS, gone, w) : e;
}

void
idle_purge(struct app *app)
{
	static struct horizon_state pace;
	static int64_t next;
	void *mem;
	struct why w;
	size_t gone = 0;

	if (clock_monotonic() < next)
		return;
	mem = mem_root("purge");
	why_init(&w, mem);
	if (idle_purge_slice(app, &pace, &gone, &w) != OK)
		LOG(LOG_LEVEL_WARNING, "purge", LOG_TEXT("reason", w.text));
	next = clock_monotonic() + (gone == PURGE_ROWS ? PURGE_BUSY_US : PURGE_IDLE_US);
	mem_free(mem);
}
