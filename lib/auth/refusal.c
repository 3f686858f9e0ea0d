/* refusal.c - Adds to the counters of refusals. */
#include "auth/refusal.h"

#include "auth/throttle.h"
#include "base/mem.h"
#include "schema/records.h"

void
refusal_add(struct batch *b, const struct change_context *cx, const char *action)
{
	struct refusal *r = MEM_ONE(b->mem, struct refusal);
	struct str address = throttle_address(b->mem, cx->address);
	struct str who = cx->user_id.n > 0 ? cx->user_id : address;
	int64_t minute = cx->now / 60000;

	SET(r, refusal, id,
	    str_printf(b->mem, "%.*s|%s|%lld", STRF(who), action, (long long)minute));
	SET(r, refusal, minute, minute * 60000);
	SET(r, refusal, action, str_of(action));
	if (cx->user_id.n > 0)
		SET(r, refusal, user_id, cx->user_id);
	if (address.n > 0)
		SET(r, refusal, address, address);
	op_increment(batch_add(b, OP_ADD, &refusal_schema, r), FIELD(refusal, count), 1);
}

enum err
refusal_count(struct store *st, const struct change_context *cx, const char *action, struct why *w)
{
	struct batch b = batch_init(cx->mem);

	refusal_add(&b, cx, action);
	return store_apply(st, b.ops, b.n, w);
}
