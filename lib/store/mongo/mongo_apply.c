/* mongo_apply.c - a batch in one transaction, tried again while that makes sense. */
#include "store/mongo/mongo.h"

#include <assert.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "store/mongo/batch_ops.h"

enum {
	RETRY_PAUSE_FIRST_US = 5000,
	RETRY_PAUSE_MAX_US = 80000, /* longer, and a row that many want is got by who came last */
	SCHEMA_CHECK_US = 1000000,
	POSTING_OPS_MAX = 4000, /* no posting has more */
	EXTRA_OP_US = 500,
};

struct retry_timer { /* until when, and how long to wait before the next one */
	int64_t deadline, pause_us;
};

/* Waits, longer each time and never as long as another who waits; false when it is too late. */
static bool
mongo_retry_wait(struct retry_timer *t)
{
	int64_t pause = t->pause_us / 2 + arc4random_uniform((uint32_t)t->pause_us / 2 + 1);

	if (clock_monotonic() + pause >= t->deadline)
		return false;
	clock_sleep(pause);
	t->pause_us += t->pause_us / 2;
	if (t->pause_us > RETRY_PAUSE_MAX_US)
		t->pause_us = RETRY_PAUSE_MAX_US;
	return true;
}

/* --- one transaction --- */

static mongoc_transaction_opt_t *
mongo_transaction_options(void)
{
	mongoc_transaction_opt_t *t = mongoc_transaction_opts_new();
	mongoc_read_concern_t *read = mongoc_read_concern_new();
	mongoc_write_concern_t *write = mongoc_write_concern_new();

	mongoc_read_concern_set_level(read, MONGOC_READ_CONCERN_LEVEL_SNAPSHOT);
	mongoc_write_concern_set_wmajority(write, MONGO_WRITE_MS);
	mongoc_write_concern_set_journal(write, true);
	mongoc_transaction_opts_set_read_concern(t, read);
	mongoc_transaction_opts_set_write_concern(t, write);
	mongoc_transaction_opts_set_max_commit_time_ms(t, MONGO_WRITE_MS);
	mongoc_read_concern_destroy(read);
	mongoc_write_concern_destroy(write);
	return t;
}

/* The commit itself is tried again while it is unknown whether it happened: the server does
 * it at most once. One that took the server too long is unknown too, and not tried again. */
static enum err
mongo_commit(
    struct mongo *m, mongoc_client_session_t *session, struct retry_timer *t, struct why *w)
{
	for (;;) {
		bson_error_t error;
		bson_t reply;
		bool unknown;
		enum err e = OK;

		m->replied = false;
		if (!mongoc_client_session_commit_transaction(session, &reply, &error))
			e = mongo_set_error(m, &error, &reply, w);
		unknown = e != OK && mongo_commit_unknown(&error, &reply);
		bson_destroy(&reply);
		if (!unknown && (e != ERR_BUSY || m->retryable)) {
			if (m->replied)
				mongo_session_ended(m);
			return e;
		}
		if (!unknown || !mongo_retry_wait(t))
			return err_set(w, ERR_UNAVAILABLE, "%s", err_title(ERR_UNAVAILABLE));
	}
}

/* Else its rows would be kept from others for a minute. There is always a little time for it:
 * what came before may have used up all there was. libmongoc does not say how it went. */
static void
mongo_abort(struct mongo *m, mongoc_client_session_t *session)
{
	int64_t deadline = m->deadline, least = clock_monotonic() + MONGO_ABORT_US;
	bool nothing_sent =
	    mongoc_client_session_get_transaction_state(session) == MONGOC_TRANSACTION_STARTING;

	if (m->deadline < least)
		m->deadline = least;
	m->replied = false;
	mongoc_client_session_abort_transaction(session, NULL);
	if (m->replied || nothing_sent)
		mongo_session_ended(m);
	m->deadline = deadline;
}

static enum err
mongo_run_transaction(struct mongo *m, mongoc_client_session_t *session, struct op *ops, size_t n,
    struct retry_timer *t, struct why *w)
{
	mongoc_transaction_opt_t *how = mongo_transaction_options();
	bson_t options = BSON_INITIALIZER;
	bson_error_t error;
	enum err e;

	if (!mongoc_client_session_start_transaction(session, how, &error) ||
	    !mongoc_client_session_append(session, &options, &error)) {
		e = mongo_set_error(m, &error, NULL, w);
	} else if ((e = mongo_batch_write(m, &options, ops, n, w)) == OK) {
		e = mongo_commit(m, session, t, w);
	} else {
		mongo_abort(m, session);
	}
	mongoc_transaction_opts_destroy(how);
	bson_destroy(&options);
	return e;
}

static enum err
mongo_transact(struct mongo *m, struct op *ops, size_t n, struct retry_timer *t, struct why *w)
{
	bson_error_t error;
	mongoc_client_session_t *session = mongoc_client_start_session(m->client, NULL, &error);
	enum err e;

	if (session == NULL)
		return mongo_set_error(m, &error, NULL, w);
	if ((e = mongo_session_kill_own(m, session, w)) == OK) {
		mongo_session_note(m, session);
		e = mongo_run_transaction(m, session, ops, n, t, w);
	}
	mongoc_client_session_destroy(session);
	return e;
}

/* --- all of it --- */

/* A worker of the program before would write documents without what a migration has brought:
 * it leaves. No lock keeps it out as in SQLite, so it looks, and once a second, not each time:
 * who migrates stops the programs first. */
static enum err
mongo_recheck_schema(struct mongo *m, struct why *w)
{
	int64_t now = clock_monotonic();
	bool off;
	enum err e;

	if (now < m->schema_check_at)
		return OK;
	if ((e = mongo_check_schema(m, &off, w)) == OK)
		m->schema_check_at = now + SCHEMA_CHECK_US;
	m->base.must_restart |= off;
	return e;
}

/* One change of one row is atomic by itself: it finds the row by the version it was read at,
 * which needs one. */
static bool
mongo_needs_transaction(const struct op *ops, size_t n)
{
	return n > 1 || (ops[0].kind == OP_ADD && schema_version_field(ops[0].schema) < 0);
}

static enum err
mongo_apply_once(struct mongo *m, struct op *ops, size_t n, struct retry_timer *t, struct why *w)
{
	const bson_t none = BSON_INITIALIZER;

	m->retryable = false;
	if (mongo_needs_transaction(ops, n))
		return mongo_transact(m, ops, n, t, w);
	return mongo_batch_write(m, &none, ops, n, w);
}

/* What is larger than any posting, an import, has more time for what it has more. */
int64_t
mongo_batch_limit_us(size_t n)
{
	return MONGO_BATCH_US +
	       (n > POSTING_OPS_MAX ? (int64_t)(n - POSTING_OPS_MAX) * EXTRA_OP_US : 0);
}

/* What a try makes of the records is undone before the next. */
static void **
mongo_save_records(const struct op *ops, size_t n, const void *mem)
{
	void **copies = MEM_MANY(mem, void *, n);

	for (size_t i = 0; i < n; i++)
		if (ops[i].rec != NULL)
			copies[i] = mem_copy(mem, ops[i].rec, ops[i].schema->size);
	return copies;
}

static void
mongo_restore_records(struct op *ops, size_t n, void *const *copies)
{
	for (size_t i = 0; i < n; i++)
		if (ops[i].rec != NULL)
			memcpy(ops[i].rec, copies[i], ops[i].schema->size);
}

enum err
mongo_apply(struct store *store, struct op *ops, size_t n, struct why *w)
{
	struct mongo *m = mongo_of(store);
	struct retry_timer t = {.pause_us = RETRY_PAUSE_FIRST_US};
	void **records = mongo_save_records(ops, n, w->mem);
	enum err e;

	assert(m->snapshot == NULL);
	if (n == 0)
		return OK;
	if ((e = mongo_call_begin(m, mongo_batch_limit_us(n), w)) != OK ||
	    (e = mongo_recheck_schema(m, w)) != OK)
		return e;
	t.deadline = m->deadline;
	e = mongo_apply_once(m, ops, n, &t, w);
	while (e != OK && m->retryable && mongo_retry_wait(&t)) {
		mongo_restore_records(ops, n, records);
		e = mongo_apply_once(m, ops, n, &t, w);
	}
	if (e == ERR_EXISTS || e == ERR_CLASH || e == ERR_BOUND || e == ERR_INTERNAL)
		e = mongo_batch_first_clash(m, ops, w->op, e, w);
	return e;
}
