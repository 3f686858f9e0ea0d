/* mongo_client.c - Connects to MongoDB, one client per process, and waits for its primary. */
#include "store/mongo/mongo.h"

#include <string.h>

#include "base/clock.h"

enum { SELECT_PAUSE_US = 250000 };

/* Defaults of URL options. The socket timeout applies to calls without a deadline, the
 * commands of a migration: indexing many documents takes long. */
static const struct {
	const char *name;
	int32_t ms;
} mongo_uri_timeouts[] = {
    {MONGOC_URI_SERVERSELECTIONTIMEOUTMS, 3000},
    {MONGOC_URI_CONNECTTIMEOUTMS, 2000},
    {MONGOC_URI_SOCKETTIMEOUTMS, 3600000},
    {MONGOC_URI_HEARTBEATFREQUENCYMS, 10000},
};

static void
mongo_set_uri_defaults(mongoc_uri_t *uri)
{
	for (size_t i = 0; i < sizeof mongo_uri_timeouts / sizeof *mongo_uri_timeouts; i++)
		if (!mongoc_uri_has_option(uri, mongo_uri_timeouts[i].name))
			mongoc_uri_set_option_as_int32(
			    uri, mongo_uri_timeouts[i].name, mongo_uri_timeouts[i].ms);
	/* one attempt: mongo_select_primary() does the waiting, within the deadline */
	mongoc_uri_set_option_as_bool(uri, MONGOC_URI_SERVERSELECTIONTRYONCE, true);
	mongoc_uri_set_option_as_bool(uri, MONGOC_URI_RETRYREADS, true);
	mongoc_uri_set_option_as_bool(uri, MONGOC_URI_RETRYWRITES, true);
	if (mongoc_uri_get_appname(uri) == NULL)
		mongoc_uri_set_appname(uri, "ccpl");
}

/* Reads and writes are confirmed by a majority, so that nothing confirmed is lost. Reads go to
 * the primary, whatever the URL says, so that a sign-out takes effect at once. */
static void
mongo_set_concerns(mongoc_client_t *client)
{
	mongoc_write_concern_t *write = mongoc_write_concern_new();
	mongoc_read_concern_t *read = mongoc_read_concern_new();
	mongoc_read_prefs_t *primary = mongoc_read_prefs_new(MONGOC_READ_PRIMARY);

	mongoc_write_concern_set_wmajority(write, MONGO_WRITE_MS);
	mongoc_write_concern_set_journal(write, true);
	mongoc_client_set_write_concern(client, write);
	mongoc_read_concern_set_level(read, MONGOC_READ_CONCERN_LEVEL_MAJORITY);
	mongoc_client_set_read_concern(client, read);
	mongoc_client_set_read_prefs(client, primary);
	mongoc_write_concern_destroy(write);
	mongoc_read_concern_destroy(read);
	mongoc_read_prefs_destroy(primary);
}

enum err
mongo_open_client(struct mongo *m, const char *url, struct why *w)
{
	bson_error_t error;
	mongoc_uri_t *uri = mongoc_uri_new_with_error(url, &error);
	const char *name;
	enum err e = OK;

	if (uri == NULL)
		return err_set(w, ERR_UNAVAILABLE, "DATABASE_URL: %s", error.message);
	mongo_set_uri_defaults(uri);
	name = mongoc_uri_get_database(uri);
	if (name == NULL)
		e = err_set(w, ERR_UNAVAILABLE, "DATABASE_URL names no database");
	else if ((m->client = mongoc_client_new_from_uri_with_error(uri, &error)) == NULL)
		e = err_set(w, ERR_UNAVAILABLE, "DATABASE_URL: %s", error.message);
	if (e == OK) {
		mongoc_client_set_error_api(m->client, MONGOC_ERROR_API_VERSION_2);
		m->select_wait_us = INT64_C(1000) * mongoc_uri_get_option_as_int32(uri,
							MONGOC_URI_SERVERSELECTIONTIMEOUTMS, 0);
		mongo_set_concerns(m->client);
		mongo_monitor_install(m);
		mongo_stream_install(m);
		m->db = mongoc_client_get_database(m->client, name);
	}
	mongoc_uri_destroy(uri);
	return e;
}

mongoc_collection_t *
mongo_collection(struct mongo *m, const struct schema *s)
{
	return mongoc_database_get_collection(m->db, s->plural);
}

/* --- server selection --- */

static enum err
mongo_refuse_standalone(struct why *w)
{
	return err_set(w, ERR_UNAVAILABLE,
	    "The MongoDB server is standalone and has no transactions. Two lines make "
	    "it a replica set of one:\n"
	    "  mongod --replSet rs0 (or replication.replSetName in mongod.conf, and a restart)\n"
	    "  mongosh --eval 'rs.initiate()'");
}

/* Waits for a primary. An election takes a while, a step-down a second or two. */
static mongoc_server_description_t *
mongo_select_primary(struct mongo *m, bson_error_t *error)
{
	int64_t deadline = clock_monotonic() + m->select_wait_us;
	mongoc_server_description_t *server;

	if (m->deadline != 0 && m->deadline < deadline)
		deadline = m->deadline;
	while ((server = mongoc_client_select_server(m->client, true, NULL, error)) == NULL) {
		if (clock_monotonic() + SELECT_PAUSE_US >= deadline)
			return NULL;
		clock_sleep(SELECT_PAUSE_US);
	}
	return server;
}

enum err
mongo_wait_for_primary(struct mongo *m, struct why *w)
{
	mongoc_server_description_t *server;
	bson_error_t error;

	if ((server = mongo_select_primary(m, &error)) == NULL)
		return mongo_set_error(m, &error, NULL, w);
	m->standalone = strcmp(mongoc_server_description_type(server), "Standalone") == 0;
	mongoc_server_description_destroy(server);
	return !m->standalone || m->standalone_allowed ? OK : mongo_refuse_standalone(w);
}

enum err
mongo_call_begin(struct mongo *m, int64_t us, struct why *w)
{
	m->deadline = us == 0 ? 0 : clock_monotonic() + us + m->base.patience_us;
	return mongo_wait_for_primary(m, w);
}
