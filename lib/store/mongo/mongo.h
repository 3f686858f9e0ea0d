/*
 * mongo.h - Internal interface of the MongoDB driver.
 *
 *   mongo_driver.c   open, close, ready: the table of functions
 *   mongo_client.c   the client, its settings, and the wait for a primary
 *   mongo_error.c    what a failure means
 *   document.c       documents under construction
 *   filter.c         queries as filters
 *   pipeline.c       searches and sums as pipelines
 *   mongo_read.c     get, find, sum
 *   snapshot.c       read snapshots
 *   mongo_apply.c    apply: transactions and retries
 *   mongo_session.c  sessions with open transactions, and how they are aborted
 *   batch_ops.c      computes what each op writes
 *   batch_rows.c     reads the rows that it refers to, with one command
 *   bulk_writes.c    sends these writes, a bulk per collection
 *   first_clash.c    finds the op of a batch that failed first
 *   advise.c         recommends server settings
 *   monitor.c        counts commands and logs slow ones
 *   stream.c         connections with a deadline
 *   mongo_migrate.c  migrations; parts listed in mongo_migrate.h
 *
 * A collection is named schema.plural; see schema/bson.h for the documents.
 */
#ifndef STORE_MONGO_H
#define STORE_MONGO_H

#include <mongoc/mongoc.h>

#include "store/mongo/session_slots.h"
#include "store/store.h"

struct mongo {
	struct store base;
	mongoc_client_t *client; /* one per process, created after exec; connects on demand */
	mongoc_database_t *db;
	mongoc_client_session_t *snapshot;   /* between mongo_snapshot_begin() and _end() */
	bool standalone, standalone_allowed; /* not a replica set; allowed for tests */
	bool retryable;                      /* the failed transaction may be retried */
	bool replied;                        /* the server has answered the last command */
	struct session_slot *slot,
	    private_slot;            /* the session with an open transaction; see mongo_session.c */
	int64_t schema_check_at;     /* when to check the migration number again */
	int64_t deadline;            /* end of all waiting (clock_monotonic); 0: none */
	int64_t select_wait_us;      /* how long to wait for a primary */
	mongoc_stream_t base_stream; /* libmongoc's own functions; see stream.c */
};

static inline struct mongo *
mongo_of(struct store *s)
{
	return (struct mongo *)s;
}

enum {                         /* time limits on the server */
	MONGO_WRITE_MS = 4000, /* for the majority of a write */
	MONGO_GET_MS = 4000,   /* for a record by its id: most requests begin with some */
	MONGO_READ_MS = 10000, /* for a list or a sum */
};
enum {                            /* time limits of all communication of one call of the port */
	MONGO_REPLY_US = 300000,  /* a read: added to its limit, for the server's timeout reply */
	MONGO_BATCH_US = 4300000, /* a batch, with all retries */
	MONGO_ABORT_US = 300000,  /* plus an abort: 5 s in all, with some spare */
};

/* Makes the client for that URL; it connects when it must. */
enum err mongo_open_client(struct mongo *, const char *url, struct why *) MUST_CHECK;

/* Starts a call of the port: sets its deadline (us from now; 0: none) and waits for a primary.
 * UNAVAILABLE when there is none, or when the server has no transactions. */
enum err mongo_call_begin(struct mongo *, int64_t us, struct why *) MUST_CHECK;

/* Waits for a primary until the deadline. */
enum err mongo_wait_for_primary(struct mongo *, struct why *) MUST_CHECK;

/* The caller destroys it. */
mongoc_collection_t *mongo_collection(struct mongo *, const struct schema *);

/* --- stream.c --- */
void mongo_stream_install(struct mongo *); /* applies m->deadline to all connections */

/* --- monitor.c --- */
void mongo_monitor_install(struct mongo *);

/* --- mongo_session.c --- */

/* Call before the first command of a transaction; reset when the server has confirmed its end. */
void mongo_session_note(struct mongo *, const mongoc_client_session_t *);
void mongo_session_ended(struct mongo *);

/* Kills the recorded session, before the given one begins a transaction. */
enum err
mongo_session_kill_own(struct mongo *, const mongoc_client_session_t *, struct why *) MUST_CHECK;

enum err mongo_track_sessions(struct store *, const char *file, struct why *) MUST_CHECK;

/* --- mongo_error.c --- */

/* Maps an error and the reply to it (may be NULL). Sets w and m->retryable. Logs it, except
 * for expected results (EXISTS) and what is retried. */
enum err
mongo_set_error(struct mongo *, const bson_error_t *, const bson_t *reply, struct why *) MUST_CHECK;

/* A row was changed by another batch since it was read. */
enum err mongo_set_conflict(struct mongo *, struct why *) MUST_CHECK;

/* Whether a failed commit may have succeeded, and may be repeated. */
bool mongo_commit_unknown(const bson_error_t *, const bson_t *reply);

/* --- mongo_read.c --- */
/* Counter that EXPECT increments in a document; not part of the record. */
#define MONGO_EXPECTED "expected"

/* Destroys the cursor. Returns e, or when that is OK, the cursor's error. */
enum err mongo_cursor_end(struct mongo *, mongoc_cursor_t *, enum err e, struct why *) MUST_CHECK;

/* One copy of the document per row read, in w->mem; the record points into it. */
enum err mongo_read_record(
    const bson_t *, const struct schema *, uint64_t fields, void *rec, struct why *) MUST_CHECK;
enum err
mongo_get(struct store *, const struct schema *, struct str id, void *rec, struct why *) MUST_CHECK;
enum err mongo_find(struct store *, const struct query *, struct rows *, struct why *) MUST_CHECK;
enum err mongo_sum(struct store *, const struct query *, const size_t *group, size_t ngroup,
    const size_t *fields, size_t nfields, struct sums *, struct why *) MUST_CHECK;

/* Starts a read that may take that long on the server. */
enum err mongo_read_begin(struct mongo *, int64_t ms, struct why *) MUST_CHECK;
/* Adds the options common to all reads. */
void mongo_put_read_options(struct mongo *, bson_t *options, int64_t ms);
/* Whether to repeat a read. libmongoc retries at once, which is too early during an election;
 * this waits for the new primary. */
bool mongo_read_should_retry(struct mongo *, enum err, struct why *) MUST_CHECK;

/* --- snapshot.c --- */
enum err mongo_snapshot_begin(struct store *, struct why *) MUST_CHECK;
void mongo_snapshot_end(struct store *);

/* --- mongo_migrate.c --- */
#define MONGO_MIGRATIONS "migrations" /* the collection with the migration state */
enum { MONGO_SCHEMA_NEWEST = 7 }; /* the newest migration's number, which this program requires */

/* UNAVAILABLE unless the database is migrated completely; sets *off when it is known not to be. */
enum err mongo_check_schema(struct mongo *, bool *off, struct why *) MUST_CHECK;

/* --- advise.c --- */
enum err mongo_advise(struct store *, struct buf *said, struct why *) MUST_CHECK;

/* --- mongo_apply.c, mongo_migrate.c --- */
int64_t mongo_batch_limit_us(size_t n); /* time limit of a batch of n ops, in microseconds */
enum err mongo_apply(struct store *, struct op *, size_t n, struct why *) MUST_CHECK;
enum err mongo_migrate(
    struct store *, const char *dir, int64_t to, struct buf *report, struct why *) MUST_CHECK;

#endif
