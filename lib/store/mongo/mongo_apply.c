/* mongo_apply.c - Applies a batch in one transaction and retries transient failures. */
#include "store/mongo/mongo.h"

#include <assert.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "store/mongo/batch_ops.h"

enum {
	RETRY_PAUSE_FIRST_US = 5000,
	RETRY_PAUSE_MAX_US = 80000, /* with longer pauses, newcomers win a contended row */
	SCHEMA_CHECK_US = 1000000,
	POSTING_OPS_MAX = 4000, /* no posting has more */
	EXTRA_OP_US = 3000,
	EXTRA_US = 18000000,     /* at most for an import ... */
	EXTRA_LARGE_OP_US = 500, /* ... and per op where that would be more */
};

struct retry_timer { /* the deadline, and the pause before the next try */
	int64_t deadline, pause_us;
};

/* Sleeps, longer each time and by a random part; false when the deadline has passed. */
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

/* Repeats the commit while its outcome is unknown: the server executes it at most once. A
 * commit that timed out on the server is unknown too, but not repeated. */
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

/* Otherwise its rows would stay locked for a minute. Has a time of its own, as the call may
 * have used up its deadline. libmongoc does not report the outcome. */
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

/* --- apply --- */

/* A worker of the previous version would write documents without the changes of a newer
 * migration, so it must exit. There is no lock as in SQLite; the migration number is checked,
 * but only once per second, as operators stop the workers before they migrate. */
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

/* A change of a single row is atomic without a transaction: its write matches the version that
 * was read, so the row must have one. */
static bool
mongo_needs_transaction(const struct op *ops, size_t n)
{
	return n > 1 || (ops[0].kind == OP_ADD && ops[0].schema->version < 0);
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

/* Batches larger than any posting, such as imports, get more time in proportion. */
int64_t
mongo_batch_limit_us(size_t n)
{
	const int64_t extra = n > POSTING_OPS_MAX ? (int64_t)(n - POSTING_OPS_MAX) : 0;
	int64_t us = extra * EXTRA_OP_US;

	if (us > EXTRA_US)
		us = extra * EXTRA_LARGE_OP_US > EXTRA_US ? extra * EXTRA_LARGE_OP_US : EXTRA_US;
	return MONGO_BATCH_US + us;
}

/* Saves the records, as a failed try has modified them. */
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
		if ((e = mongo_wait_for_primary(m, w)) == OK) /* even a session begins with one */
			e = mongo_apply_once(m, ops, n, &t, w);
	}
	if (e == ERR_EXISTS || e == ERR_CLASH || e == ERR_BOUND || e == ERR_INTERNAL)
		e = mongo_batch_first_clash(m, ops, w->op, e, w);
	return e;
}
