/*
 * context.h - who changes something, in which request: what every change carries along.
 *
 * The batch of a change begins with the row of its Idempotency-Key and ends with its audit row,
 * so that all three happen wholly or not at all. change.h builds and applies such batches.
 */
#ifndef CHANGE_CONTEXT_H
#define CHANGE_CONTEXT_H

#include "store/store.h"

struct idempotency;

struct change_context {
	void *mem;
	struct str user_id; /* empty: nobody is signed in, or the operator's program */
	uint64_t perms;     /* what the user may do, see auth/permission.h */
	const char *action; /* what audit rows say instead of create, post, ...; NULL: that */
	struct str address, request_id;
	struct str key;         /* the Idempotency-Key; .s NULL: none */
	struct str fingerprint; /* of the request: method, path and SHA-256 of the body */
	struct str if_match;    /* the header as sent; .s NULL: none. See change_match() */
	int64_t now;
	bool series_by_location; /* how postings are numbered, see NUMBER_SERIES */
};

/* A batch that begins with the key's row, when there is a key. */
struct batch change_batch(
    const struct change_context *, const struct schema *, struct str record_id, int status);

/* Adds an audit row. before, after: records of the schema, or NULL; with both, only the
 * fields that differ are kept; secret fields never. Returns the op, so that its label can
 * take a number (op_take). label may be empty. */
struct op *change_audit(struct batch *, const struct change_context *, const char *action,
    const struct schema *, struct str record_id, struct str label, const void *before,
    const void *after);

/* Looks the key up. NOT_FOUND: no key, or not used yet. KEY_REUSED: used for another
 * request; the answer says what it did. OK: *was says what to answer again. */
enum err change_replay(struct store *, const struct change_context *, struct idempotency *was,
    struct why *) MUST_CHECK;

/* Whether apply failed because the key was used in the meantime: look it up again. */
bool change_key_clash(const struct change_context *, enum err, const struct why *);

#endif
