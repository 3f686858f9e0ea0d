/* deed.c - the key's row and the audit row of a change. */
#include "auth/deed.h"

#include "base/mem.h"
#include "base/uuid.h"
#include "schema/json.h"

static struct str
idempotency_key_id(const struct change_context *d)
{
	return str_printf(d->mem, "%.*s|%.*s", STRF(d->user_id), STRF(d->key));
}

struct batch
change_batch(const struct change_context *d, const struct schema *s, struct str record_id, int status)
{
	struct batch b = batch_init(d->mem);
	struct idempotency *k;

	if (d->key.s == NULL)
		return b;
	k = MEM_ONE(d->mem, struct idempotency);
	SET(k, idempotency, id, idempotency_key_id(d));
	SET(k, idempotency, fingerprint, d->fingerprint);
	SET(k, idempotency, status, status);
	SET(k, idempotency, schema, str_of(s->name));
	SET(k, idempotency, record_id, record_id);
	SET(k, idempotency, created_at, d->now);
	batch_add(&b, OP_INSERT, &idempotency_schema, k);
	return b;
}

struct op *
change_audit(struct batch *b, const struct change_context *d, const char *action, const struct schema *s,
    struct str record_id, struct str label, const void *before, const void *after)
{
	struct audit *a = MEM_ONE(d->mem, struct audit);

	SET(a, audit, id, uuid_v7(d->mem));
	SET(a, audit, at, d->now);
	if (d->user_id.n > 0)
		SET(a, audit, user_id, d->user_id);
	SET(a, audit, action, str_of(d->action != NULL ? d->action : action));
	SET(a, audit, record, str_of(s->name));
	SET(a, audit, record_id, record_id);
	if (label.n > 0)
		SET(a, audit, label, label);
	if (before != NULL)
		SET(a, audit, before, json_diff(d->mem, s, before, after));
	if (after != NULL)
		SET(a, audit, after, json_diff(d->mem, s, after, before));
	if (d->address.n > 0)
		SET(a, audit, address, d->address);
	if (d->request_id.n > 0)
		SET(a, audit, request_id, d->request_id);
	return batch_add(b, OP_INSERT, &audit_schema, a);
}

enum err
change_replay(struct store *st, const struct change_context *d, struct idempotency *was, struct why *w)
{
	enum err e;

	if (d->key.s == NULL)
		return ERR_NOT_FOUND;
	if ((e = store_get(st, &idempotency_schema, idempotency_key_id(d), was, w)) != OK)
		return e;
	if (str_eq(was->fingerprint, d->fingerprint))
		return OK;
	buf_puts(&w->more, "\"record\":");
	json_put_str(&w->more, was->schema);
	buf_puts(&w->more, ",\"record_id\":");
	json_put_str(&w->more, was->record_id);
	return err_set(w, ERR_KEY_REUSED,
	    "This Idempotency-Key was used for another request; it made the %.*s %.*s",
	    STRF(was->schema), STRF(was->record_id));
}

bool
change_key_clash(const struct change_context *d, enum err e, const struct why *w)
{
	return e == ERR_EXISTS && d->key.s != NULL && w->op == 0;
}
