/*
 * migration_version.c - Reads and updates the migration state and acquires its lease; see
 * migration_version.h.
 *
 * Whoever migrates holds a lease that every update extends; when it has expired, the next
 * update finds another owner.
 */
#include "store/mongo/migration_version.h"

#include "base/clock.h"
#include "base/mem.h"
#include "base/uuid.h"
#include "store/mongo/document.h"

enum {
	LEASE_MS = 30000,
	ACQUIRE_WAIT_US = 60000000, /* how long to wait for another migrator */
	ACQUIRE_PAUSE_US = 100000,
	VERSION_DUPLICATE_KEY = 11000,
};

/* --- state --- */

struct str
mongo_text_at(const bson_t *b, const char *path, const void *mem)
{
	bson_iter_t it, at;
	uint32_t n;
	const char *s;

	if (!bson_iter_init(&it, b) || !bson_iter_find_descendant(&it, path, &at) ||
	    !BSON_ITER_HOLDS_UTF8(&at))
		return STR("");
	s = bson_iter_utf8(&at, &n);
	return str_dup(mem, (struct str){s, n});
}

int64_t
mongo_number_at(const bson_t *b, const char *path)
{
	bson_iter_t it, at;

	if (!bson_iter_init(&it, b) || !bson_iter_find_descendant(&it, path, &at))
		return 0;
	return bson_iter_as_int64(&at);
}

static void
mongo_version_parse(struct mongo_version *v, const bson_t *b, const void *mem)
{
	v->at = mongo_number_at(b, "version");
	v->partial.number = mongo_number_at(b, "half.number");
	v->partial.up = mongo_number_at(b, "half.up") != 0;
	v->partial.done = mongo_number_at(b, "half.done");
	v->partial.sha256 = mongo_text_at(b, "half.sha256", mem);
}

enum err
mongo_version_read(struct mongo_version *v, struct why *w)
{
	struct doc which;
	const bson_t *found;
	mongoc_cursor_t *c;
	bson_error_t error;
	const bson_t *reply;
	enum err e = OK;

	doc_init(&which);
	doc_text(&which, "_id", STR("version"));
	c = mongoc_collection_find_with_opts(v->log, doc_bson(&which), NULL, NULL);
	if (mongoc_cursor_next(c, &found))
		mongo_version_parse(v, found, w->mem);
	if (mongoc_cursor_error_document(c, &error, &reply))
		e = mongo_set_error(v->m, &error, reply, w);
	mongoc_cursor_destroy(c);
	doc_done(&which);
	return e;
}

/* --- updates --- */

/* An update of the version document that also extends the lease (`until`). */
static void
mongo_version_begin_update(struct mongo_version *v, struct doc *which, struct doc *change)
{
	doc_init(which);
	doc_text(which, "_id", STR("version"));
	doc_text(which, "owner", v->owner);
	doc_init(change);
	doc_open(change, "$set");
	doc_number(change, "until", clock_now() + LEASE_MS);
}

static enum err
mongo_version_send_update(
    struct mongo_version *v, struct doc *which, struct doc *change, struct why *w)
{
	bson_error_t error;
	bson_t reply;
	enum err e = OK;

	doc_close_all(change, 0);
	if (!mongoc_collection_update_one(
		v->log, doc_bson(which), doc_bson(change), NULL, &reply, &error))
		e = mongo_set_error(v->m, &error, &reply, w);
	else if (mongo_number_at(&reply, "matchedCount") != 1)
		e = err_set(w, ERR_BUSY, "Another program has taken over the migration");
	bson_destroy(&reply);
	doc_done(which);
	doc_done(change);
	return e;
}

enum err
mongo_version_note_begin(
    struct mongo_version *v, const struct migration *m, bool up, int64_t done, struct why *w)
{
	struct doc which, change;

	mongo_version_begin_update(v, &which, &change);
	doc_number(&change, "version", m->number - 1);
	doc_open(&change, "half");
	doc_number(&change, "number", m->number);
	doc_bool(&change, "up", up);
	doc_number(&change, "done", done);
	doc_text(&change, "sha256", m->sha256);
	return mongo_version_send_update(v, &which, &change, w);
}

enum err
mongo_version_note_progress(struct mongo_version *v, int64_t done, struct why *w)
{
	struct doc which, change;

	mongo_version_begin_update(v, &which, &change);
	doc_number(&change, "half.done", done);
	return mongo_version_send_update(v, &which, &change, w);
}

enum err
mongo_version_note_end(struct mongo_version *v, int64_t version, struct why *w)
{
	struct doc which, change;
	enum err e;

	mongo_version_begin_update(v, &which, &change);
	doc_number(&change, "version", version);
	doc_close(&change);
	doc_open(&change, "$unset");
	doc_bool(&change, "half", true);
	if ((e = mongo_version_send_update(v, &which, &change, w)) == OK) {
		v->at = version;
		v->partial.number = 0;
	}
	return e;
}

/* --- the lease --- */

static void
mongo_version_put_takeover(struct mongo_version *v, struct doc *which, struct doc *change)
{
	doc_init(which);
	doc_text(which, "_id", STR("version"));
	doc_list(which, "$or");
	doc_open(which, NULL);
	doc_open(which, "owner");
	doc_bool(which, "$exists", false);
	doc_close_all(which, 1);
	doc_open(which, NULL);
	doc_open(which, "until");
	doc_number(which, "$lt", clock_now());
	doc_close_all(which, 0);
	doc_init(change);
	doc_open(change, "$set");
	doc_text(change, "owner", v->owner);
	doc_number(change, "until", clock_now() + LEASE_MS);
	doc_close(change);
	doc_open(change, "$setOnInsert");
	doc_number(change, "version", 0);
	doc_close(change);
}

/* A leased version document does not match, and its _id cannot be inserted twice. */
static enum err
mongo_version_try_acquire(struct mongo_version *v, bool *owned, struct why *w)
{
	struct doc which, change, options;
	bson_error_t error;
	bson_t reply;
	enum err e = OK;

	mongo_version_put_takeover(v, &which, &change);
	doc_init(&options);
	doc_bool(&options, "upsert", true);
	*owned = mongoc_collection_update_one(
	    v->log, doc_bson(&which), doc_bson(&change), doc_bson(&options), &reply, &error);
	if (!*owned && error.code != VERSION_DUPLICATE_KEY)
		e = mongo_set_error(v->m, &error, &reply, w);
	bson_destroy(&reply);
	doc_done(&which);
	doc_done(&change);
	doc_done(&options);
	return e;
}

enum err
mongo_version_acquire(struct mongo_version *v, struct why *w)
{
	int64_t until = clock_monotonic() + ACQUIRE_WAIT_US;
	bool owned = false;
	enum err e;

	while ((e = mongo_version_try_acquire(v, &owned, w)) == OK && !owned) {
		if (clock_monotonic() > until)
			return err_set(w, ERR_BUSY, "Another program is migrating");
		clock_sleep(ACQUIRE_PAUSE_US);
	}
	return e;
}

void
mongo_version_release(struct mongo_version *v, struct why *w)
{
	struct doc which, change;
	struct why unheard;

	why_init(&unheard, w->mem);
	mongo_version_begin_update(v, &which, &change);
	doc_close(&change);
	doc_open(&change, "$unset");
	doc_bool(&change, "owner", true);
	/* if this fails, the lease expires */
	if (mongo_version_send_update(v, &which, &change, &unheard) != OK)
		return;
}

/* --- log of migrations --- */

enum err
mongo_version_put_log(struct mongo_version *v, const struct migration *m, struct why *w)
{
	struct doc which, row, options;
	bson_error_t error;
	bson_t reply;
	enum err e = OK;

	doc_init(&which);
	doc_number(&which, "_id", m->number);
	doc_init(&row);
	doc_number(&row, "_id", m->number);
	doc_text(&row, "title", m->title);
	doc_text(&row, "sha256", m->sha256);
	doc_number(&row, "applied_at", clock_now());
	doc_init(&options);
	doc_bool(&options, "upsert", true);
	if (!mongoc_collection_replace_one(
		v->log, doc_bson(&which), doc_bson(&row), doc_bson(&options), &reply, &error))
		e = mongo_set_error(v->m, &error, &reply, w);
	bson_destroy(&reply);
	doc_done(&which);
	doc_done(&row);
	doc_done(&options);
	return e;
}

enum err
mongo_version_drop_log(struct mongo_version *v, const struct migration *m, struct why *w)
{
	struct doc which;
	bson_error_t error;
	bson_t reply;
	enum err e = OK;

	doc_init(&which);
	doc_number(&which, "_id", m->number);
	if (!mongoc_collection_delete_one(v->log, doc_bson(&which), NULL, &reply, &error))
		e = mongo_set_error(v->m, &error, &reply, w);
	bson_destroy(&reply);
	doc_done(&which);
	return e;
}

/* --- acquire and release --- */

void
mongo_version_open(struct mongo_version *v, struct mongo *m, const void *mem)
{
	*v = (struct mongo_version){.m = m, .owner = uuid_v7(mem)};
	v->log = mongoc_database_get_collection(m->db, MONGO_MIGRATIONS);
}

void
mongo_version_close(struct mongo_version *v)
{
	mongoc_collection_destroy(v->log);
}
