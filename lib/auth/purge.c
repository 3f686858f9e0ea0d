/* purge.c - Table of retention times, and the deletion of what is older. */
#include "auth/purge.h"

#include "schema/records.h"

#define DAYS_MS(n) ((n)*INT64_C(86400000))

/* A row is deleted when this time field is more than `keep_ms` in the past. */
static const struct {
	const struct schema *of;
	size_t field;
	int64_t keep_ms;
} purge_lifetimes[] = {
    {&idempotency_schema, FIELD(idempotency, created_at), DAYS_MS(30)},
    {&session_schema, FIELD(session, idle_until), DAYS_MS(30)},
    {&throttle_schema, FIELD(throttle, until), 0},
    {&refusal_schema, FIELD(refusal, minute), DAYS_MS(90)},
};

static enum err
purge_find_expired(
    struct store *st, size_t life, int64_t now, size_t most, struct rows *rows, struct why *w)
{
	const struct filter old = {.field = purge_lifetimes[life].field,
	    .cmp = CMP_LT,
	    .number = now - purge_lifetimes[life].keep_ms};
	const struct query q = {.schema = purge_lifetimes[life].of,
	    .where = &old,
	    .nwhere = 1,
	    .order = {.field = old.field},
	    .limit = most};

	return store_find(st, &q, rows, w);
}

enum err
purge_expired(struct store *st, int64_t now, size_t most, size_t *gone, struct why *w)
{
	struct batch b = batch_init(w->mem);
	enum err e;

	for (size_t i = 0; i < sizeof purge_lifetimes / sizeof *purge_lifetimes && b.n < most;
	     i++) {
		const struct schema *of = purge_lifetimes[i].of;
		struct rows rows;

		if ((e = purge_find_expired(st, i, now, most - b.n, &rows, w)) != OK)
			return e;
		for (size_t n = 0; n < rows.n; n++)
			batch_add(&b, OP_DELETE, of, NULL)->id =
			    rec_text((char *)rows.v + n * of->size, &of->fields[0]);
	}
	*gone = b.n;
	return b.n == 0 ? OK : store_apply(st, b.ops, b.n, w);
}
