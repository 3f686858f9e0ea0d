/*
 * mongo.h - what the files of the MongoDB driver share.
 *
 *   mongo_driver.c   open, close, ready: the table of functions
 *   mongo_client.c   the client, its settings, and the wait for a primary
 *   mongo_error.c    what a failure means
 *   mongo_document.c documents under construction
 *   mongo_query.c    queries as filters
 *   mongo_pipeline.c searches and sums as pipelines
 *   mongo_read.c     get, find, sum
 *   mongo_hold.c     hold and release: reading at one moment
 *   mongo_apply.c    apply: transactions, and trying again
 *   mongo_session.c  sessions whose transactions may be left open, and their end
 *   mongo_batch.c    what the ops of a batch make of their rows
 *   mongo_writes.c   these changes as writes, a bulk for each collection
 *   mongo_clash.c    which op of a batch failed first
 *   mongo_advise.c   what of the server's settings could be better
 *   mongo_watch.c    commands as they are run: their time, the slow ones
 *   mongo_stream.c   connections that keep a deadline
 *   mongo_migrate.c  migrations; its parts are listed in mongo_migrate.h
 *
 * A collection has its schema's plural for a name; see schema/bson.h for the documents.
 */
#ifndef STORE_MONGO_H
#define STORE_MONGO_H

#include <mongoc/mongoc.h>

#include "store/mongo/session_slots.h"
#include "store/store.h"

struct mongo {
	struct store base;
	mongoc_client_t *client; /* one a process, made after exec; connects when it must */
	mongoc_database_t *db;
	mongoc_client_session_t *snapshot;   /* between hold and release */
	bool standalone, standalone_allowed; /* it is no replica set; that is borne, for tests */
	bool retryable;                      /* the transaction that failed may be tried again */
	bool replied;                        /* the server has answered the last command */
	struct session_slot *slot,
	    private_slot;            /* the session that may hold rows; see mongo_session.c */
	int64_t schema_check_at;     /* when to see again which migration it is at */
	int64_t deadline;            /* when all waiting ends (clock_monotonic); 0: never */
	int64_t select_wait_us;      /* how long a primary is waited for */
	mongoc_stream_t base_stream; /* what a connection does by itself; see mongo_stream.c */
};

static inline struct mongo *
mongo_of(struct store *s)
{
	return (struct mongo *)s;
}

enum {                         /* how long the server may take */
	MONGO_WRITE_MS = 4000, /* for a majority of a write */
	MONGO_GET_MS = 4000,   /* for a record by its id: each message begins with some */
	MONGO_READ_MS = 10000, /* for a list or a sum */
};
enum { /* how long all that is said to it for one call of the port may take */
	MONGO_REPLY_US = 300000,  /* a read: longer than it may take, as it tells that it gave up */
	MONGO_BATCH_US = 4300000, /* a batch, with all its tries */
	MONGO_ABORT_US = 300000,  /* and to undo what was left half: 5 s in all, some spare */
};

/* Makes the client for that URL; it connects when it must. */
enum err mongo_open_client(struct mongo *, const char *url, struct why *) MUST_CHECK;

/* Every call of the port begins so: from here on it has that long (0: no limit). Waits for a
 * primary. UNAVAILABLE when there is none, or when the server has no transactions. */
enum err mongo_call_begin(struct mongo *, int64_t us, struct why *) MUST_CHECK;

/* Waits for a primary, in what is left of that time. */
enum err mongo_wait_for_primary(struct mongo *, struct why *) MUST_CHECK;

/* To be destroyed by who asked. */
mongoc_collection_t *mongo_collection(struct mongo *, const struct schema *);

/* --- mongo_stream.c --- */
void mongo_stream_install(struct mongo *); /* until m->until, on all connections */

/* --- mongo_watch.c --- */
void mongo_monitor_install(struct mongo *);

/* --- mongo_session.c --- */

/* Before the first command of its transaction; until mongo_ended(): the server has said so. */
void mongo_session_note(struct mongo *, const mongoc_client_session_t *);
void mongo_session_ended(struct mongo *);

/* Ends the one that is noted still, before the session that is given begins a transaction. */
enum err
mongo_session_kill_own(struct mongo *, const mongoc_client_session_t *, struct why *) MUST_CHECK;

enum err mongo_track_sessions(struct store *, const char *file, struct why *) MUST_CHECK;

/* --- mongo_error.c --- */

/* What failed, and the reply to it (may be NULL). Sets w, and m->again. It is logged, except
 * what is an answer rather than a failure (EXISTS), and what is tried again. */
enum err
mongo_set_error(struct mongo *, const bson_error_t *, const bson_t *reply, struct why *) MUST_CHECK;

/* A row was not as it had been read: another was faster. */
enum err mongo_set_conflict(struct mongo *, struct why *) MUST_CHECK;

/* Whether a commit that failed may have happened all the same, and may be said again. */
bool mongo_commit_unknown(const bson_error_t *, const bson_t *reply);

/* --- mongo_read.c --- */
/* Counts what EXPECT has written to a document; not part of the record. */
#define MONGO_EXPECTED "expected"

/* Destroys it; e, or when that is OK, why it ended. */
enum err mongo_cursor_end(struct mongo *, mongoc_cursor_t *, enum err e, struct why *) MUST_CHECK;

/* One document for each row that is read: a copy in w->mem, that the record points into. */
enum err mongo_read_record(
    const bson_t *, const struct schema *, uint64_t fields, void *rec, struct why *) MUST_CHECK;
enum err
mongo_get(struct store *, const struct schema *, struct str id, void *rec, struct why *) MUST_CHECK;
enum err mongo_find(struct store *, const struct query *, struct rows *, struct why *) MUST_CHECK;
enum err mongo_sum(struct store *, const struct query *, const size_t *group, size_t ngroup,
    const size_t *fields, size_t nfields, struct sums *, struct why *) MUST_CHECK;

/* A read that may take so long on the server begins so. */
enum err mongo_read_begin(struct mongo *, int64_t ms, struct why *) MUST_CHECK;
/* What every read is given beside its own options. */
void mongo_put_read_options(struct mongo *, bson_t *options, int64_t ms);
/* Whether it is to be done once more: libmongoc says a read again at once, which is too early
 * for the next primary. Waits for that one. */
bool mongo_read_should_retry(struct mongo *, enum err, struct why *) MUST_CHECK;

/* --- mongo_hold.c --- */
enum err mongo_snapshot_begin(struct store *, struct why *) MUST_CHECK;
void mongo_snapshot_end(struct store *);

/* --- mongo_migrate.c --- */
#define MONGO_MIGRATIONS "migrations" /* the collection that says where the database is */
enum { MONGO_SCHEMA_NEWEST = 7 }; /* the number of the newest migration; what this program needs */

/* Whether the database is there, wholly; else UNAVAILABLE, and *off when that is known. */
enum err mongo_check_schema(struct mongo *, bool *off, struct why *) MUST_CHECK;

/* --- mongo_advise.c --- */
enum err mongo_advise(struct store *, struct buf *said, struct why *) MUST_CHECK;

/* --- mongo_apply.c, mongo_migrate.c --- */
int64_t
mongo_batch_limit_us(size_t n); /* how long a batch of so many ops may take, in microseconds */
enum err mongo_apply(struct store *, struct op *, size_t n, struct why *) MUST_CHECK;
enum err mongo_migrate(
    struct store *, const char *dir, int64_t to, struct buf *report, struct why *) MUST_CHECK;

#endif
