/* advise.c - Reports server settings that should be changed. */
#include "store/mongo/mongo.h"

#include "store/mongo/migration_version.h"

#define LIFETIME_LIMIT "transactionLifetimeLimitSeconds"

enum {
	SECOND_US = 1000000,
	LIFETIME_MAX_S = 60, /* the server's default */
};

/* 0 when the user may not ask, or for mongos, which does not know it. */
static enum err
mongo_read_lifetime_limit(struct mongo *m, int64_t *seconds, struct why *w)
{
	bson_t command = BSON_INITIALIZER, reply;
	bson_error_t error;
	enum err e = OK;

	BSON_APPEND_INT32(&command, "getParameter", 1);
	BSON_APPEND_BOOL(&command, LIFETIME_LIMIT, true);
	m->replied = false;
	if (!mongoc_client_command_simple(m->client, "admin", &command, NULL, &reply, &error) &&
	    !m->replied)
		e = mongo_set_error(m, &error, &reply, w);
	*seconds = mongo_number_at(&reply, LIFETIME_LIMIT);
	bson_destroy(&reply);
	bson_destroy(&command);
	return e;
}

static void
mongo_put_lifetime_advice(struct buf *said, int64_t seconds)
{
	const int64_t batch_us = mongo_batch_limit_us(OPERATOR_OPS_MAX) + MONGO_ABORT_US;

	if (seconds == 0)
		buf_puts(said,
		    "the server does not let its " LIFETIME_LIMIT " be read, which the role "
		    "clusterMonitor allows; it should be 30\n");
	else if (seconds * SECOND_US < batch_us)
		buf_printf(said,
		    "the server ends a transaction after %lld s (" LIFETIME_LIMIT
		    "), and an import may "
		    "take %lld s: it should be 30\n",
		    (long long)seconds, (long long)((batch_us + SECOND_US - 1) / SECOND_US));
	else if (seconds > LIFETIME_MAX_S)
		buf_printf(said,
		    "the server ends a transaction after %lld s (" LIFETIME_LIMIT
		    "), and when a machine is lost the others wait for its locks: it should be "
		    "30\n",
		    (long long)seconds);
}

enum err
mongo_advise(struct store *store, struct buf *said, struct why *w)
{
	struct mongo *m = mongo_of(store);
	int64_t seconds;
	enum err e;

	if ((e = mongo_call_begin(m, INT64_C(1000) * MONGO_GET_MS, w)) != OK || m->standalone)
		return e;
	if ((e = mongo_read_lifetime_limit(m, &seconds, w)) == OK)
		mongo_put_lifetime_advice(said, seconds);
	return e;
}
