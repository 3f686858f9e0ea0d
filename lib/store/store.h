/*
 * store.h - the port behind which a database stands.
 *
 * A driver knows schemas, not records: it is written once and serves every record
 * there is or will be. All memory that it gives back lives in w->mem.
 *
 * Reads: get, find, count, sum. Writes: apply, a batch that happens wholly or not at
 * all; there is no begin or commit to misuse. What must hold while a batch is written
 * is said in the batch (versions, bounds, uniqueness), never read before it.
 * README.md lists which row guards which rule.
 */
#ifndef STORE_H
#define STORE_H

#include "store/query.h"
#include "store/stats.h"

struct store;

/* --- writing --- */

enum opkind {
	OP_INSERT, /* rec; an id or a unique field that is there: EXISTS. Sets version 1. */
	OP_PUT,    /* as INSERT, but rec is written as it is, its version too: a record of
		      another store. Takes no numbers. */
	OP_UPDATE, /* rec whole, by its id; version as expected, else CLASH (absent: CLASH).
		      Sets version + 1. EXISTS as for INSERT. */
	OP_DELETE, /* id, version as for UPDATE; absent without a version: nothing happens */
	OP_ADD,    /* adds by[] to fields of the row rec->id; makes the row from rec (its own
		      numbers are what is added to; absent: 0) when there is none. A field
		      that leaves its schema's bounds: BOUND with op and field. Gives the new
		      row back in rec. Sets version + 1 (1 when made), and updated_at, if the
		      schema has it, to rec's. */
	OP_EXPECT, /* the row id has this version, else CLASH; version 0: there is no such row */
	OP_NONE,   /* no row fulfils all of where, else CLASH. Comes before the ops of the batch
		      that write rows of that schema. In MongoDB it holds against a batch at
		      the same time only where both write some row: see README.md */
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
	struct str id;              /* DELETE, EXPECT; else rec's */
	int64_t version;            /* UPDATE, DELETE: 0 expects nothing; EXPECT: see there */
	const struct filter *where; /* NONE */
	size_t nwhere;
	struct increment increments[OP_INCREMENTS_MAX];
	size_t nincrements;
	struct assigned_number numbers[OP_NUMBERS_MAX];
	size_t nnumbers;
	struct text_raise raise;
	bool urgent; /* of op 0: the batch is written also out of what is kept for a full disk */
};

/* The most ops of a batch: of a request's, and of an operator's, which is what holds the lock for
 * at most 2 s (doc/decisions/0038-postings-compose.md); and the most rows of a read without pages.
 */
enum { REQUEST_OPS_MAX = 10000, OPERATOR_OPS_MAX = 40000, READ_ROWS_MAX = 10000 };

/* A batch under construction. */
struct batch {
	const void *mem;
	struct op *ops;
	size_t n, cap;
};

struct batch batch_init(const void *mem);
struct op *batch_add(struct batch *, enum opkind, const struct schema *, void *rec);
/* EXPECT. */
void batch_expect(struct batch *, const struct schema *, struct str id, int64_t version);
/* NONE; the filters are copied. */
void batch_none(struct batch *, const struct schema *, const struct filter *, size_t n);
/* It keeps somebody signed in: a few small rows, see op.urgent. */
void batch_urgent(struct batch *);
void op_increment(struct op *, size_t field, int64_t amount);
void op_assign_number(
    struct op *, size_t field, size_t from_op, size_t from_field, const char *prefix, int digits);

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
	enum err (*snapshot_begin)(struct store *, struct why *);
	void (*snapshot_end)(struct store *);
	enum err (*migrate)(
	    struct store *, const char *dir, int64_t to, struct buf *report, struct why *);
	enum err (*ready)(struct store *, struct why *);
	void (*idle)(struct store *);
	enum err (*track_sessions)(
	    struct store *, const char *file, struct why *);                /* may be NULL */
	enum err (*advise)(struct store *, struct buf *said, struct why *); /* may be NULL */
};

struct store { /* the first member of each driver's own */
	const struct store_driver *driver;
	struct store_stats stats;
	bool must_restart; /* this process should end after its answer: whether a batch was written
		       is unknown, or another migration was run meanwhile */
};

/* Where a search or an order stands at rec: what query.after says of the last row. */
struct query_position query_position_of(const void *mem, const struct query *, const void *rec);

/* By the URL's scheme: "sqlite:///path", "memory:". The store lives in mem and is closed
 * with it. Does not migrate. */
enum err store_open(struct store **, const void *mem, struct str url, struct why *) MUST_CHECK;

/* Joins the processes of this machine that note in the file what they hold in the database while
 * they write, and ends what those hold that were killed: others would wait for it. Only a store
 * whose server does not learn of a process's end needs it. On failure it can be used all the same.
 */
enum err store_track_sessions(struct store *, const char *file, struct why *) MUST_CHECK;

/* NOT_FOUND when there is none of that id. rec is filled wholly. */
enum err
store_get(struct store *, const struct schema *, struct str id, void *rec, struct why *) MUST_CHECK;
enum err store_find(struct store *, const struct query *, struct rows *, struct why *) MUST_CHECK;
/* How many rows fulfil where and words; order, after, skip and limit are not looked at. */
enum err store_count(struct store *, const struct query *, int64_t *, struct why *) MUST_CHECK;
/* Groups in the order of their keys; without a group one row, also when nothing matches. */
enum err store_sum(struct store *, const struct query *, const size_t *group, size_t ngroup,
    const size_t *fields, size_t nfields, struct sums *, struct why *) MUST_CHECK;

/* All ops in order, or none. On failure w->op and w->field say which; EXISTS, CLASH and
 * BOUND have the text of err.def only: the rule that made the batch knows the words.
 * BUSY after 5 s without the lock. UNAVAILABLE: whether it happened is unknown. After a
 * failure the records of the ops hold whatever: a second try builds its batch anew. */
enum err store_apply(struct store *, struct op *, size_t n, struct why *) MUST_CHECK;

/* The same of any number of ops: for the operator's programs, which may hold the store for as
 * long as that takes; an import keeps to OPERATOR_OPS_MAX. A server of MongoDB ends a transaction
 * that takes too long (transactionLifetimeLimitSeconds): UNAVAILABLE, or BUSY, and nothing was
 * written. */
enum err store_apply_large(struct store *, struct op *, size_t n, struct why *) MUST_CHECK;

/* All reads between the two see the store at one moment. Not around apply. */
enum err store_snapshot_begin(struct store *, struct why *) MUST_CHECK;
void store_snapshot_end(struct store *);

enum { MIGRATE_UP = -1, MIGRATE_DOWN = -2, MIGRATE_STATUS = -3 };

/* Migrates to that number (or all the way up; one down; or only says how things stand) by
 * the files in dir's folder for this driver, writing a line a step to report. */
enum err store_migrate(
    struct store *, const char *dir, int64_t to, struct buf *report, struct why *) MUST_CHECK;
/* Whether it can be reached and its schema is the one this program was made for. */
enum err store_ready(struct store *, struct why *) MUST_CHECK;
/* What of its server's settings could be better: a line for each, none when all is well. */
enum err store_advise(struct store *, struct buf *said, struct why *) MUST_CHECK;
/* A slice of housekeeping, called when no request is waiting for an answer. */
void store_idle(struct store *);

#endif
