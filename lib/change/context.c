/* context.c - Writes the audit row and the Idempotency-Key row of a change. */
#include "change/context.h"

#include "base/mem.h"
#include "base/uuid.h"
#include "schema/json.h"
#include "schema/records.h"

static struct str
idempotency_key_id(const struct change_context *cx)
{
	return str_printf(cx->mem, "%.*s|%.*s", STRF(cx->user_id), STRF(cx->key));
}

struct batch
change_batch(
    const struct change_context *cx, const struct schema *s, struct str record_id, int status)
{
	struct batch b = batch_init(cx->mem);
	struct idempotency *k;

	if (cx->key.s == NULL)
		return b;
	k = MEM_ONE(cx->mem, struct idempotency);
	SET(k, idempotency, id, idempotency_key_id(cx));
	SET(k, idempotency, fingerprint, cx->fingerprint);
	SET(k, idempotency, status, status);
	SET(k, idempotency, schema, str_of(s->name));
	SET(k, idempotency, record_id, record_id);
	SET(k, idempotency, created_at, cx->now);
	batch_add(&b, OP_INSERT, &idempotency_schema, k);
	return b;
}

struct op *
change_audit(struct batch *b, const struct change_context *cx, const char *action,
    const struct schema *s, struct str record_id, struct str label, const void *before,
    const void *after)
{
	struct audit *a = MEM_ONE(cx->mem, struct audit);

	SET(a, audit, id, uuid_v7(cx->mem));
	SET(a, audit, at, cx->now);
	if (cx->user_id.n > 0)
		SET(a, audit, user_id, cx->user_id);
	SET(a, audit, action, str_of(cx->action != NULL ? cx->action : action));
	SET(a, audit, record, str_of(s->name));
	SET(a, audit, record_id, record_id);
	if (label.n > 0)
		SET(a, audit, label, label);
	if (before != NULL)
		SET(a, audit, before, json_diff(cx->mem, s, before, after));
	if (after != NULL)
		SET(a, audit, after, json_diff(cx->mem, s, after, before));
	if (cx->address.n > 0)
		SET(a, audit, address, cx->address);
	if (cx->request_id.n > 0)
		SET(a, audit, request_id, cx->request_id);
	return batch_add(b, OP_INSERT, &audit_schema, a);
}

enum err
change_replay(
    struct store *st, const struct change_context *cx, struct idempotency *was, struct why *w)
{
	enum err e;

	if (cx->key.s == NULL)
		return ERR_NOT_FOUND;
	if ((e = store_get(st, &idempotency_schema, idempotency_key_id(cx), was, w)) != OK)
		return e;
	if (str_eq(was->fingerprint, cx->fingerprint))
		return OK;
	buf_puts(&w->more, "\"record\":");
	json_put_str(&w->more, was->schema);
	buf_puts(&w->more, ",\"record_id\":");
	json_put_str(&w->more, was->record_id);
	return err_set(w, ERR_KEY_REUSED,
	    "This Idempotency-Key was used for another request; it created the %.*s %.*s",
	    STRF(was->schema), STRF(was->record_id));
}

bool
change_key_clash(const struct change_context *cx, enum err e, const struct why *w)
{
	return e == ERR_EXISTS && cx->key.s != NULL && w->op == 0;
}
