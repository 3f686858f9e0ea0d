/*
 * store.h - The store port: reads, batches and migrations, the same for every database.
 *
 * A driver knows schemas, not records: it is written once and serves every record. All memory
 * it returns is allocated in w->mem.
 *
 * Reads: get, find, count, sum. Writes: apply, a batch that is written completely or not at
 * all; there is no begin or commit. Conditions that must hold while a batch is written are
 * part of the batch (versions, bounds, uniqueness) instead of being read before it. README.md
 * lists which row guards which rule.
 */
#ifndef STORE_H
#define STORE_H

#include "store/query.h"
#include "store/stats.h"

struct store;

/* --- writing --- */

enum opkind {
	OP_INSERT, /* rec; EXISTS when the id or a unique field exists. Sets version 1. */
	OP_PUT,    /* as INSERT, but rec is written unchanged, including its version: a record of
		      another store. Assigns no numbers. */
	OP_UPDATE, /* replaces rec by id; version as expected, else CLASH (absent: CLASH). Sets
		      version + 1. EXISTS as for INSERT. */
	OP_DELETE, /* id, version as for UPDATE; without a version, an absent row is no error */
	OP_ADD, /* adds by[] to fields of the row rec->id; creates the row from rec (by[] is added
		   to the numbers in rec; absent: 0) when there is none. BOUND, with op and field,
		   when a field leaves its schema's bounds. Returns the new row in rec. Sets version
		   + 1 (1 when created), and updated_at, if the schema has it, to rec's. */
	OP_EXPECT, /* the row id has this version, else CLASH; version 0: the row does not exist */
	OP_NONE, /* no row matches all of where, else CLASH. Must precede the ops of the batch that
		    write rows of that schema. In MongoDB it excludes a concurrent batch only when
		    both write a common row: see README.md */
};

enum { OP_INCREMENTS_MAX = 4, OP_NUMBERS_MAX = 3 };

struct increment {
	size_t field; /* INT or DEC */
	int64_t amount;
};

/* INSERT: before it is written, a field of rec is given the number that an earlier ADD of this
 * batch gave back; an INT as it is, a text as prefix + number with at least `digits`. */
struct assigned_number {
	size_t field;      /* of this op's schema */
	size_t from_op;    /* < this op's index */
	size_t from_field; /* of that op's schema */
	struct str prefix;
	int digits;
};

/* ADD: the text field becomes the greater of its old value and `to`; an old value that is
 * greater than `not_above`, unless that is empty, is BOUND instead. For item_stock.last_day. */
struct text_raise {
	size_t field; /* 0: none */
	struct str to, not_above;
};

struct op {
	enum opkind kind;
	const struct schema *schema;
	void *rec;                  /* INSERT, UPDATE, ADD */
	struct str id;              /* DELETE, EXPECT; for the others rec's id */
	int64_t version;            /* UPDATE, DELETE: 0: any version; EXPECT: see above */
	const struct filter *where; /* NONE */
	size_t nwhere;
	struct increment increments[OP_INCREMENTS_MAX];
	size_t nincrements;
	struct assigned_number numbers[OP_NUMBERS_MAX];
	size_t nnumbers;
	struct text_raise raise;
	bool urgent; /* of op 0: may use the disk reserve when the disk is full */
};

/* The most ops of a batch: of a request's, and of an operator's, which is what holds the lock for
 * at most 2 s (doc/decisions/0038-postings-compose.md); and the most rows of a read without pages.
 */
enum { REQUEST_OPS_MAX = 10000, OPERATOR_OPS_MAX = 40000, READ_ROWS_MAX = 10000 };

/* A batch being built. */
struct batch {
	const void *mem;
	struct op *ops;
	size_t n, cap;
	struct batch_index *index, *earlier; /* see batch_index.h */
};

struct batch batch_init(const void *mem);
struct op *batch_add(struct batch *, enum opkind, const struct schema *, void *rec);
/* EXPECT. */
void batch_expect(struct batch *, const struct schema *, struct str id, int64_t version);
/* NONE; copies the filters. */
void batch_none(struct batch *, const struct schema *, const struct filter *, size_t n);
/* The batch keeps a user signed in: a few small rows, see op.urgent. */
void batch_urgent(struct batch *);
void op_increment(struct op *, size_t field, int64_t amount);
void op_assign_number(
    struct op *, size_t field, size_t from_op, size_t from_field, const char *prefix, int digits);

/* One of several batches that are applied together. */
struct grouped_batch {
	struct op *ops;
	size_t n;
	struct why *w;
	enum err result; /* of store_apply_many() */
};

/* A batch too large for memory. next() adds the ops of the next part to an empty batch, or none
 * after the last part; the batch and w are in memory that is freed with the part. What next() reads
 * includes the parts before. */
struct batch_parts {
	enum err (*next)(struct batch_parts *, struct batch *, struct why *w);
};

/* --- the port --- */

struct store_driver {
	const char *name;
	enum err (*open)(struct store **, const void *mem, const char *url, struct why *);
	void (*close)(struct store *);
	enum err (*get)(
	    struct store *, const struct schema *, struct str id, void *rec, struct why *);
	enum err (*find)(struct store *, const struct query *, struct rows *, struct why *);
	enum err (*sum)(struct store *, const struct query *, const size_t *group, size_t ngroup,
	    const size_t *fields, size_t nfields, struct sums *, struct why *);
	enum err (*apply)(struct store *, struct op *, size_t n, struct why *);
	void (*apply_many)(struct store *, struct grouped_batch *, size_t n); /* may be NULL */
	enum err (*apply_parts)(
	    struct store *, struct batch_parts *, struct why *); /* may be NULL */
	void (*reads_begin)(struct store *); /* may be NULL, and then reads_end() is too */
	void (*reads_end)(struct store *);
	enum err (*snapshot_begin)(struct store *, struct why *);
	void (*snapshot_end)(struct store *);
	enum err (*migrate)(
	    struct store *, const char *dir, int64_t to, struct buf *report, struct why *);
	enum err (*ready)(struct store *, struct why *);
	void (*idle)(struct store *, bool awaited);     /* may be NULL */
	bool (*is_locked)(const struct store *); /* may be NULL */
	enum err (*track_sessions)(
	    struct store *, const char *file, struct why *);                /* may be NULL */
	enum err (*advise)(struct store *, struct buf *said, struct why *); /* may be NULL */
};

struct store { /* the first member of each driver's own */
	const struct store_driver *driver;
	struct store_stats stats;
	int64_t patience_us; /* added to the time in which a server must have answered a call; set
				after store_open() by programs that nobody's request waits for */
	bool must_restart; /* this process should exit after its response: the outcome of a batch is
			      unknown, or another migration has run */
};

/* Opens by the scheme of the URL: "sqlite:///path", "memory:". The store is allocated in mem
 * and closed with it. Does not migrate. */
enum err store_open(struct store **, const void *mem, struct str url, struct why *) MUST_CHECK;

/* Registers this process in a file shared by the processes of this machine, in which they
 * record their open transactions, and aborts those of killed processes, which others would
 * wait for. Only needed when the database server does not notice the end of a process. On
 * failure the store is still usable. */
enum err store_track_sessions(struct store *, const char *file, struct why *) MUST_CHECK;

/* NOT_FOUND when there is no such id. Fills all of rec. */
enum err
store_get(struct store *, const struct schema *, struct str id, void *rec, struct why *) MUST_CHECK;
enum err store_find(struct store *, const struct query *, struct rows *, struct why *) MUST_CHECK;
/* Number of rows that match where and search; ignores order, after, skip and limit. */
enum err store_count(struct store *, const struct query *, int64_t *, struct why *) MUST_CHECK;
/* Groups sorted by key; without groups one row, also when nothing matches. Not of a search. */
enum err store_sum(struct store *, const struct query *, const size_t *group, size_t ngroup,
    const size_t *fields, size_t nfields, struct sums *, struct why *) MUST_CHECK;

/* All ops in order, or none. On failure w->op and w->field say which; EXISTS, CLASH and BOUND
 * have only the text of err.def: the rule that built the batch knows a better one. BUSY after
 * 5 s without the lock. UNAVAILABLE: whether it was written is unknown. After a failure the
 * contents of the ops' records are undefined: build a new batch to retry. */
enum err store_apply(struct store *, struct op *, size_t n, struct why *) MUST_CHECK;

/* Applies batches in order, each as store_apply() does: what one is refused for does not affect
 * the others. A driver that can writes all of them in one commit, so that they share its sync; a
 * result, a refusal too, then holds after that commit. When the commit fails, all have failed with
 * its error. */
void store_apply_many(struct store *, struct grouped_batch *, size_t n);

/* Whether another process is writing, so that apply would wait for it; false where writers do
 * not wait for each other. */
bool store_is_locked(const struct store *);

/* The same of any number of ops: for the operator's programs, which may hold the store for as
 * long as that takes; an import keeps to OPERATOR_OPS_MAX. A server of MongoDB ends a transaction
 * that takes too long (transactionLifetimeLimitSeconds): UNAVAILABLE, or BUSY, and nothing was
 * written. */
enum err store_apply_large(struct store *, struct op *, size_t n, struct why *) MUST_CHECK;

/* The same of a batch in parts: all of them are written, or none. It holds the store while the
 * parts are built. Not for every driver: MongoDB limits the size and time of a transaction. */
bool store_takes_parts(const struct store *);
enum err store_apply_parts(struct store *, struct batch_parts *, struct why *) MUST_CHECK;

/* The reads of a request belong together: where each would cost a transaction, those between the
 * two share one, and see the store as it was at the first of them. A write ends it, as does
 * store_reads_end(); begun again, it goes on. It keeps the log from being begun anew, so nothing
 * must be waited for meanwhile. Not every driver has it: no rule may rest on it. */
void store_reads_begin(struct store *);
void store_reads_end(struct store *);

/* All reads between the two see the store at one point in time. Must not enclose apply. */
enum err store_snapshot_begin(struct store *, struct why *) MUST_CHECK;
void store_snapshot_end(struct store *);

enum { MIGRATE_UP = -1, MIGRATE_DOWN = -2, MIGRATE_STATUS = -3 };

/* Migrates to that number (or all the way up; one down; or only reports the state) with the
 * files in this driver's folder of dir; writes a line per step to report. */
enum err store_migrate(
    struct store *, const char *dir, int64_t to, struct buf *report, struct why *) MUST_CHECK;
/* Whether it is reachable and its schema is the one this program expects. */
enum err store_ready(struct store *, struct why *) MUST_CHECK;
/* Server settings that should be changed: a line for each, empty when there are none. */
enum err store_advise(struct store *, struct buf *said, struct why *) MUST_CHECK;
/* A slice of housekeeping between requests. Of these two, the second is for when others follow at
 * once: it does only what cannot be put off. */
void store_idle(struct store *);
void store_keep_up(struct store *);

#endif
