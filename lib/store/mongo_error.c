/* mongo_error.c - what a failure means: one table. */
#include "store/mongo.h"

#include "base/log.h"

enum { DUPLICATE_KEY = 11000, MAX_TIME_EXPIRED = 50 };

/* Errors of the server by their code; one that is not here is INTERNAL: we asked for what
 * cannot be. */
static const struct {
	uint32_t code;
	enum err e;
} meanings[] = {
    {DUPLICATE_KEY, ERR_EXISTS}, {MAX_TIME_EXPIRED, ERR_BUSY}, {24, ERR_BUSY}, /* LockTimeout */
    {112, ERR_BUSY},                                                           /* WriteConflict */
    {239, ERR_BUSY},                                                           /* SnapshotTooOld */
    {246, ERR_BUSY},           /* SnapshotUnavailable */
    {251, ERR_BUSY},           /* NoSuchTransaction */
    {262, ERR_BUSY},           /* ExceededTimeLimit */
    {14031, ERR_STORAGE_FULL}, /* OutOfDiskSpace */
    {10334, ERR_TOO_LARGE},    /* BSONObjectTooLarge */
    {6, ERR_UNAVAILABLE},      /* HostUnreachable */
    {7, ERR_UNAVAILABLE},      /* HostNotFound */
    {13, ERR_UNAVAILABLE},     /* Unauthorized */
    {18, ERR_UNAVAILABLE},     /* AuthenticationFailed */
    {64, ERR_UNAVAILABLE},     /* WriteConcernFailed: not by a majority, in time */
    {79, ERR_UNAVAILABLE},     /* UnknownReplWriteConcern */
    {89, ERR_UNAVAILABLE},     /* NetworkTimeout */
    {91, ERR_UNAVAILABLE},     /* ShutdownInProgress */
    {100, ERR_UNAVAILABLE},    /* UnsatisfiableWriteConcern */
    {133, ERR_UNAVAILABLE},    /* FailedToSatisfyReadPreference */
    {189, ERR_UNAVAILABLE},    /* PrimarySteppedDown */
    {9001, ERR_UNAVAILABLE},   /* SocketException */
    {10058, ERR_UNAVAILABLE},  /* LegacyNotPrimary */
    {10107, ERR_UNAVAILABLE},  /* NotWritablePrimary */
    {11600, ERR_UNAVAILABLE},  /* InterruptedAtShutdown */
    {11602, ERR_UNAVAILABLE},  /* InterruptedDueToReplStateChange */
    {13435, ERR_UNAVAILABLE},  /* NotPrimaryNoSecondaryOk */
    {13436, ERR_UNAVAILABLE},  /* NotPrimaryOrSecondary */
};

static enum err
meaning(const bson_error_t *error)
{
	if (error->domain == MONGOC_ERROR_SERVER_SELECTION ||
	    error->domain == MONGOC_ERROR_STREAM || error->domain == MONGOC_ERROR_CLIENT)
		return ERR_UNAVAILABLE;
	for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++)
		if (meanings[i].code == error->code)
			return meanings[i].e;
	return ERR_INTERNAL;
}

/* One that ran out of its time on the server would do so again. */
bool
mongo_commit_unknown(const bson_error_t *error, const bson_t *reply)
{
	return error->code != MAX_TIME_EXPIRED &&
	       mongoc_error_has_label(reply, "UnknownTransactionCommitResult");
}

enum err
mongo_failed(struct mongo *m, const bson_error_t *error, const bson_t *reply, struct why *w)
{
	enum err e = meaning(error);

	m->again = reply != NULL && mongoc_error_has_label(reply, "TransientTransactionError");
	if (e != ERR_EXISTS && !m->again)
		LOG(LOG_LEVEL_ERROR, "mongo", LOG_NUMBER("code", (int64_t)error->code),
		    LOG_TEXT("message", str_of(error->message)));
	if (e == ERR_INTERNAL)
		return err_set(w, e, "%s", error->message);
	return err_set(w, e, "%s", err_title(e));
}

enum err
mongo_overtaken(struct mongo *m, struct why *w)
{
	m->again = true;
	return err_set(w, ERR_BUSY, "%s", err_title(ERR_BUSY));
}
