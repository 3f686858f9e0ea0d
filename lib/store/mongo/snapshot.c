/*
 * snapshot.c - Read snapshots: all reads in between see one point in time.
 *
 * A snapshot session takes the time of its first read. So mongo_snapshot_begin() reads the
 * migration version, which always exists, in one round trip.
 */
#include "store/mongo/mongo.h"

#include <assert.h>

static enum err
mongo_snapshot_read(struct mongo *m, struct why *w)
{
	mongoc_collection_t *log = mongoc_database_get_collection(m->db, MONGO_MIGRATIONS);
	bson_t all = BSON_INITIALIZER, options = BSON_INITIALIZER;
	mongoc_cursor_t *cursor;
	const bson_t *ignored;
	enum err e;

	BSON_APPEND_INT64(&options, "limit", 1);
	mongo_put_read_options(m, &options, MONGO_GET_MS);
	cursor = mongoc_collection_find_with_opts(log, &all, &options, NULL);
	mongoc_cursor_next(cursor, &ignored);
	e = mongo_cursor_end(m, cursor, OK, w);
	bson_destroy(&options);
	bson_destroy(&all);
	mongoc_collection_destroy(log);
	return e;
}

static enum err
mongo_snapshot_start(struct mongo *m, struct why *w)
{
	mongoc_session_opt_t *options = mongoc_session_opts_new();
	bson_error_t error;

	mongoc_session_opts_set_causal_consistency(options, false);
	mongoc_session_opts_set_snapshot(options, !m->standalone);
	m->snapshot = mongoc_client_start_session(m->client, options, &error);
	mongoc_session_opts_destroy(options);
	return m->snapshot != NULL ? OK : mongo_set_error(m, &error, NULL, w);
}

enum err
mongo_snapshot_begin(struct store *store, struct why *w)
{
	struct mongo *m = mongo_of(store);
	enum err e;

	assert(m->snapshot == NULL);
	if ((e = mongo_read_begin(m, MONGO_GET_MS, w)) != OK ||
	    (e = mongo_snapshot_start(m, w)) != OK)
		return e;
	e = mongo_snapshot_read(m, w);
	if (mongo_read_should_retry(m, e, w))
		e = mongo_snapshot_read(m, w);
	if (e != OK)
		mongo_snapshot_end(store);
	return e;
}

void
mongo_snapshot_end(struct store *store)
{
	struct mongo *m = mongo_of(store);

	if (m->snapshot != NULL)
		mongoc_client_session_destroy(m->snapshot);
	m->snapshot = NULL;
}
