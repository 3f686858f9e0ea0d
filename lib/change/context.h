/*
 * context.h - Context of a change: who makes it, in which request, with which Idempotency-Key.
 *
 * The batch of a change begins with the row of its Idempotency-Key and ends with its audit
 * row, so all three are written together or not at all. change.h builds and applies such
 * batches.
 */
#ifndef CHANGE_CONTEXT_H
#define CHANGE_CONTEXT_H

#include "store/store.h"

struct idempotency;

struct change_context {
	void *mem;
	struct str user_id; /* empty: not signed in, or an operator's command */
	uint64_t perms;     /* the user's permissions, see auth/permission.h */
	const char
	    *action; /* the action in audit rows, instead of create, post, ...; NULL: default */
	struct str address, request_id;
	struct str key;         /* the Idempotency-Key; .s NULL: none */
	struct str fingerprint; /* of the request: method, path and SHA-256 of the body */
	struct str if_match;    /* the header as sent; .s NULL: none. See change_match() */
	int64_t now;
	bool series_by_location; /* see NUMBER_SERIES */
};

/* A batch that begins with the key's row, if there is a key. */
struct batch change_batch(
    const struct change_context *, const struct schema *, struct str record_id, int status);

/* Adds an audit row. before, after: records of the schema, or NULL; with both, stores only the
 * fields that differ; never secrets. Returns the op, so that its label can be assigned a
 * number (assigned_number). label may be empty. */
struct op *change_audit(struct batch *, const struct change_context *, const char *action,
    const struct schema *, struct str record_id, struct str label, const void *before,
    const void *after);

/* Looks the key up. NOT_FOUND: no key, or not used yet. KEY_REUSED: used for another request;
 * the error text names the record that it created. OK: *was is the stored response. */
enum err change_replay(struct store *, const struct change_context *, struct idempotency *was,
    struct why *) MUST_CHECK;

/* Whether apply failed because the key was used meanwhile: look it up again. */
bool change_key_clash(const struct change_context *, enum err, const struct why *);

#endif
