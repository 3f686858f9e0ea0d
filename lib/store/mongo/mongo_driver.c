/* mongo_driver.c - Opens and closes a MongoDB store, and defines the driver's function table. */
#include "store/mongo/mongo.h"

#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "store/drivers.h"

static void
mongo_log_handler(mongoc_log_level_t level, const char *domain, const char *message, void *arg)
{
	(void)arg;
	LOG(level <= MONGOC_LOG_LEVEL_WARNING ? LOG_LEVEL_WARNING : LOG_LEVEL_DEBUG, "mongoc",
	    LOG_TEXT("domain", str_of(domain)), LOG_TEXT("message", str_of(message)));
}

/* Removes the option by which config allows a standalone server. */
static bool
mongo_cut_standalone(char *url)
{
	struct str option = STR("standalone=1");
	struct str u = str_of(url);

	if (!str_ends(u, option))
		return false;
	url[u.n - option.n - 1] = '\0';
	return true;
}

static void
mongo_close(struct store *store)
{
	struct mongo *m = mongo_of(store);

	mongo_snapshot_end(store);
	m->deadline = clock_monotonic() + MONGO_ABORT_US; /* for the last commands */
	if (m->db != NULL)
		mongoc_database_destroy(m->db);
	if (m->client != NULL)
		mongoc_client_destroy(m->client);
}

/* Succeeds without a reachable server: the client reconnects by itself. */
static enum err
mongo_open(struct store **out, const void *mem, const char *url, struct why *w)
{
	struct mongo *m = MEM_ONE(mem, struct mongo);
	char *copy = mem_copy(m, url, strlen(url));
	enum err e;

	mongoc_log_set_handler(mongo_log_handler, NULL);
	mongoc_init();
	m->standalone_allowed = mongo_cut_standalone(copy);
	m->slot = &m->private_slot;
	if ((e = mongo_open_client(m, copy, w)) != OK) {
		mongo_close(&m->base);
		mem_free(m);
		return e;
	}
	*out = &m->base;
	return OK;
}

static enum err
mongo_ready(struct store *store, struct why *w)
{
	enum err e = mongo_call_begin(mongo_of(store), MONGO_BATCH_US, w);
	bool off;

	return e != OK ? e : mongo_check_schema(mongo_of(store), &off, w);
}

const struct store_driver mongo_driver = {
    .name = "mongo",
    .open = mongo_open,
    .close = mongo_close,
    .get = mongo_get,
    .find = mongo_find,
    .sum = mongo_sum,
    .apply = mongo_apply,
    .snapshot_begin = mongo_snapshot_begin,
    .snapshot_end = mongo_snapshot_end,
    .migrate = mongo_migrate,
    .ready = mongo_ready,
    .track_sessions = mongo_track_sessions,
    .advise = mongo_advise,
};
