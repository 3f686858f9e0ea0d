/*
 * migration_version.h - State of the migrations of a MongoDB database, and its lease, in the
 * collection `migrations`.
 *
 *   {_id: "version", version: N}              the last migration run completely
 *       half: {number, up, done, sha256}      one that was begun, and how many of its
 *                                             commands were run
 *       owner, until                          the current migrator
 *   {_id: N, title, sha256, applied_at}       log of migrations
 */
#ifndef STORE_MONGO_VERSION_H
#define STORE_MONGO_VERSION_H

#include "store/migration.h"
#include "store/mongo/mongo.h"

struct mongo_partial {
	int64_t number; /* 0: none */
	bool up;
	int64_t done;
	struct str sha256;
};

struct mongo_version {
	struct mongo *m;
	mongoc_collection_t *log;
	struct str owner; /* this process */
	int64_t at;
	struct mongo_partial partial;
};

void mongo_version_open(struct mongo_version *, struct mongo *, const void *mem);
void mongo_version_close(struct mongo_version *);
enum err mongo_version_read(struct mongo_version *, struct why *) MUST_CHECK; /* version and half */

/* BUSY when another process holds the lease for a minute. The lease expires after 30 s without
 * an update. */
enum err mongo_version_acquire(struct mongo_version *, struct why *) MUST_CHECK;
void mongo_version_release(struct mongo_version *, struct why *);

/* Updates by the owner; BUSY when another has become the owner. */
enum err mongo_version_note_begin(struct mongo_version *, const struct migration *, bool up,
    int64_t done, struct why *) MUST_CHECK;
enum err mongo_version_note_progress(struct mongo_version *, int64_t done, struct why *) MUST_CHECK;
enum err mongo_version_note_end(struct mongo_version *, int64_t at, struct why *) MUST_CHECK;

/* The log of migrations. */
enum err
mongo_version_put_log(struct mongo_version *, const struct migration *, struct why *) MUST_CHECK;
enum err
mongo_version_drop_log(struct mongo_version *, const struct migration *, struct why *) MUST_CHECK;

/* The value at a path of a document; 0 or empty when there is none. */
int64_t mongo_number_at(const bson_t *, const char *path);
struct str mongo_text_at(const bson_t *, const char *path, const void *mem);

#endif
