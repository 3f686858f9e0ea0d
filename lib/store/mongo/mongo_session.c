/*
 * mongo_session.c - Tracks sessions with open transactions and kills abandoned ones.
 *
 * The server locks the rows of a transaction until it is committed, aborted or too old (a
 * minute), and does not notice that a process was killed. So a session is recorded before the
 * first command of its transaction, until the server has confirmed the end. A recorded session
 * of a dead process, or of an own attempt that got no reply, is ended with killSessions.
 */
#include "store/mongo/mongo.h"

#include "base/log.h"
#include "store/mongo/document.h"

/* --- recording --- */

static void
mongo_session_id(const mongoc_client_session_t *session, unsigned char id[SLOT_SESSION])
{
	bson_iter_t it;
	const uint8_t *bytes;
	bson_subtype_t type;
	uint32_t n = 0;

	memset(id, 0, SLOT_SESSION);
	if (bson_iter_init_find(&it, mongoc_client_session_get_lsid(session), "id") &&
	    BSON_ITER_HOLDS_BINARY(&it))
		bson_iter_binary(&it, &type, &n, &bytes);
	if (n == SLOT_SESSION)
		memcpy(id, bytes, n);
}

void
mongo_session_note(struct mongo *m, const mongoc_client_session_t *session)
{
	unsigned char id[SLOT_SESSION];

	mongo_session_id(session, id);
	slot_set(m->slot, id);
}

void
mongo_session_ended(struct mongo *m)
{
	slot_clear(m->slot);
}

/* --- killing --- */

static void
mongo_put_kill_sessions(bson_t *command, const unsigned char id[SLOT_SESSION])
{
	bson_t list, one;

	BSON_APPEND_ARRAY_BEGIN(command, "killSessions", &list);
	BSON_APPEND_DOCUMENT_BEGIN(&list, "0", &one);
	BSON_APPEND_BINARY(&one, "id", BSON_SUBTYPE_UUID, id, SLOT_SESSION);
	bson_append_document_end(&list, &one);
	bson_append_array_end(command, &list);
}

/* Kills the session of a slot. Any reply clears the slot, as the next one would be the same.
 * options may name the session that sends the command, which must be another one. */
static enum err
mongo_session_kill(struct mongo *m, struct session_slot *slot, const bson_t *options, struct why *w)
{
	bson_t command = BSON_INITIALIZER, reply;
	bson_error_t error;
	enum err e = OK;

	mongo_put_kill_sessions(&command, slot->session);
	m->replied = false;
	if (!mongoc_database_command_with_opts(m->db, &command, NULL, options, &reply, &error))
		e = mongo_set_error(m, &error, &reply, w);
	if (m->replied)
		slot_clear(slot);
	bson_destroy(&reply);
	bson_destroy(&command);
	return m->replied ? OK : e;
}

enum err
mongo_session_kill_own(struct mongo *m, const mongoc_client_session_t *session, struct why *w)
{
	unsigned char id[SLOT_SESSION];
	bson_t options = BSON_INITIALIZER;
	bson_error_t error;
	enum err e;

	if (!slot_is_open(m->slot))
		return OK;
	mongo_session_id(session, id);
	if (memcmp(id, m->slot->session, SLOT_SESSION) == 0)
		return OK; /* its next transaction aborts the previous one */
	if ((e = mongo_wait_for_primary(m, w)) != OK)
		return e;
	if (!mongoc_client_session_append(session, &options, &error))
		return mongo_set_error(m, &error, NULL, w);
	e = mongo_session_kill(m, m->slot, &options, w);
	m->retryable = e != OK;
	bson_destroy(&options);
	return e;
}

static enum err
mongo_kill_abandoned(struct mongo *m, struct session_slots *slots, struct why *w)
{
	struct session_slot *left;
	size_t at = 0;
	enum err e = OK;

	while (e == OK && (left = slots_next_abandoned(slots, &at)) != NULL) {
		const int32_t pid = left->pid;

		if ((e = mongo_call_begin(m, MONGO_BATCH_US, w)) == OK)
			e = mongo_session_kill(m, left, NULL, w);
		slots_unlock(slots, left);
		if (e == OK)
			LOG(LOG_LEVEL_WARNING, "mongo_session_ended", LOG_NUMBER("pid", pid));
	}
	return e;
}

enum err
mongo_track_sessions(struct store *store, const char *file, struct why *w)
{
	struct mongo *m = mongo_of(store);
	struct session_slots *slots;
	enum err e, ended;

	if ((e = slots_open(&slots, m, file, w)) != OK)
		return e;
	ended = mongo_kill_abandoned(m, slots, w);
	e = slots_take(slots, &m->slot, w);
	return ended != OK ? ended : e;
}
