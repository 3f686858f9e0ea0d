/* mongo_error.c - Maps MongoDB's error codes to errors of ours. */
#include "store/mongo/mongo.h"

#include "base/log.h"

enum { ERROR_DUPLICATE_KEY = 11000, ERROR_MAX_TIME_EXPIRED = 50 };

/* The first matching row. Rows with a domain are errors of libmongoc itself, whose codes say
 * little; the others are server errors by name. Errors not listed are INTERNAL: a fault in our
 * request. */
static const struct {
	uint32_t domain, code; /* 0: any */
	enum err e;
	const char *name;
} mongo_error_table[] = {
    {MONGOC_ERROR_SERVER_SELECTION, 0, ERR_UNAVAILABLE, "server selection"},
    {MONGOC_ERROR_STREAM, 0, ERR_UNAVAILABLE, "connection"},
    {MONGOC_ERROR_CLIENT, MONGOC_ERROR_CLIENT_AUTHENTICATE, ERR_UNAVAILABLE, "authentication"},
    {MONGOC_ERROR_CLIENT, 0, ERR_UNAVAILABLE, "client"},
    {MONGOC_ERROR_SCRAM, 0, ERR_UNAVAILABLE, "authentication"},
    {MONGOC_ERROR_SASL, 0, ERR_UNAVAILABLE, "authentication"},
    {MONGOC_ERROR_PROTOCOL, 0, ERR_UNAVAILABLE, "protocol"},
    {0, ERROR_DUPLICATE_KEY, ERR_EXISTS, "DuplicateKey"},
    {0, ERROR_MAX_TIME_EXPIRED, ERR_BUSY, "MaxTimeMSExpired"},
    {0, 24, ERR_BUSY, "LockTimeout"},
    {0, 112, ERR_BUSY, "WriteConflict"},
    {0, 239, ERR_BUSY, "SnapshotTooOld"},
    {0, 246, ERR_BUSY, "SnapshotUnavailable"},
    {0, 251, ERR_BUSY, "NoSuchTransaction"},
    {0, 262, ERR_BUSY, "ExceededTimeLimit"},
    {0, 290, ERR_BUSY, "TransactionExceededLifetimeLimitSeconds"},
    {0, 11601, ERR_UNAVAILABLE, "Interrupted"},
    {0, 14031, ERR_STORAGE_FULL, "OutOfDiskSpace"},
    {0, 10334, ERR_TOO_LARGE, "BSONObjectTooLarge"},
    {0, 11, ERR_UNAVAILABLE, "UserNotFound"},
    {0, 13, ERR_UNAVAILABLE, "Unauthorized"},
    {0, 18, ERR_UNAVAILABLE, "AuthenticationFailed"},
    {0, 214, ERR_UNAVAILABLE, "AuthenticationRestrictionUnmet"},
    {0, 334, ERR_UNAVAILABLE, "MechanismUnavailable"},
    {0, 391, ERR_UNAVAILABLE, "ReauthenticationRequired"},
    {0, 8000, ERR_UNAVAILABLE, "AtlasError"}, /* from Atlas's proxy: access denied */
    {0, 6, ERR_UNAVAILABLE, "HostUnreachable"},
    {0, 7, ERR_UNAVAILABLE, "HostNotFound"},
    {0, 64, ERR_UNAVAILABLE, "WriteConcernTimeout"}, /* no majority in time */
    {0, 79, ERR_UNAVAILABLE, "UnknownReplWriteConcern"},
    {0, 89, ERR_UNAVAILABLE, "NetworkTimeout"},
    {0, 91, ERR_UNAVAILABLE, "ShutdownInProgress"},
    {0, 100, ERR_UNAVAILABLE, "UnsatisfiableWriteConcern"},
    {0, 133, ERR_UNAVAILABLE, "FailedToSatisfyReadPreference"},
    {0, 189, ERR_UNAVAILABLE, "PrimarySteppedDown"},
    {0, 202, ERR_UNAVAILABLE, "NetworkInterfaceExceededTimeLimit"},
    {0, 9001, ERR_UNAVAILABLE, "SocketException"},
    {0, 10058, ERR_UNAVAILABLE, "LegacyNotPrimary"},
    {0, 10107, ERR_UNAVAILABLE, "NotWritablePrimary"},
    {0, 11600, ERR_UNAVAILABLE, "InterruptedAtShutdown"},
    {0, 11602, ERR_UNAVAILABLE, "InterruptedDueToReplStateChange"},
    {0, 13435, ERR_UNAVAILABLE, "NotPrimaryNoSecondaryOk"},
    {0, 13436, ERR_UNAVAILABLE, "NotPrimaryOrSecondary"},
    {0, 0, ERR_INTERNAL, "unknown"},
};

static size_t
mongo_error_find(const bson_error_t *error)
{
	size_t i = 0;

	while ((mongo_error_table[i].domain != 0 && mongo_error_table[i].domain != error->domain) ||
	       (mongo_error_table[i].code != 0 && mongo_error_table[i].code != error->code))
		i++;
	return i;
}

/* Not one that timed out on the server, as it would time out again. */
bool
mongo_commit_unknown(const bson_error_t *error, const bson_t *reply)
{
	return error->code != ERROR_MAX_TIME_EXPIRED &&
	       mongoc_error_has_label(reply, "UnknownTransactionCommitResult");
}

enum err
mongo_set_error(struct mongo *m, const bson_error_t *error, const bson_t *reply, struct why *w)
{
	size_t which = mongo_error_find(error);
	enum err e = mongo_error_table[which].e;

	m->retryable = reply != NULL && mongoc_error_has_label(reply, "TransientTransactionError");
	if (e != ERR_EXISTS && !m->retryable)
		LOG(LOG_LEVEL_ERROR, "mongo", LOG_NUMBER("code", (int64_t)error->code),
		    LOG_TEXT("error", str_of(mongo_error_table[which].name)),
		    LOG_TEXT("message", str_of(error->message)));
	if (e == ERR_INTERNAL)
		return err_set(w, e, "%s", error->message);
	return err_set(w, e, "%s", err_title(e));
}

enum err
mongo_set_conflict(struct mongo *m, struct why *w)
{
	m->retryable = true;
	return err_set(w, ERR_BUSY, "%s", err_title(ERR_BUSY));
}
