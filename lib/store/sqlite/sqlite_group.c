/* sqlite_group.c - Applies several batches in one transaction, so that they share its sync. */
#include <assert.h>

#include "store/sqlite/sqlite.h"

/* What a batch alone is to blame for; after any other error the transaction cannot go on. */
static bool
sqlite_is_refusal(enum err e)
{
	return e == ERR_EXISTS || e == ERR_CLASH || e == ERR_BOUND || e == ERR_INTERNAL;
}

/* A savepoint each, unless the batch is alone: then the transaction is its own. */
static enum err
sqlite_write_batch(struct sqlite *s, struct grouped_batch *b, bool alone)
{
	enum err e = alone ? OK : sqlite_run_text(s, "SAVEPOINT batch", b->w), undone;

	if (e != OK)
		return e;
	e = sqlite_write_ops(s, b->ops, b->n, b->w);
	if (alone || (e != OK && !sqlite_is_refusal(e)))
		return e;
	if (e == OK)
		return sqlite_run_text(s, "RELEASE batch", b->w);
	undone = sqlite_run_text(s, "ROLLBACK TO batch", b->w);
	if (undone == OK)
		undone = sqlite_run_text(s, "RELEASE batch", b->w);
	return undone == OK ? e : undone;
}

static bool
sqlite_batch_has_room(struct sqlite *s, struct grouped_batch *b)
{
	if (sqlite_has_room(s, b->n > 0 && b->ops[0].urgent))
		return true;
	b->result = err_set(b->w, ERR_STORAGE_FULL, "%s", err_title(ERR_STORAGE_FULL));
	return false;
}

/* SQLite itself rolls back the whole transaction after some errors, among them a full disk:
 * what would be written then, would be written alone. */
static enum err
sqlite_write_group(struct sqlite *s, const struct sqlite_work *x, bool *any, struct why *w)
{
	(void)w; /* each batch has its own */
	for (size_t i = 0; i < x->n; i++) {
		struct grouped_batch *b = &x->group[i];

		if (!sqlite_batch_has_room(s, b))
			continue;
		b->result = sqlite_write_batch(s, b, x->n == 1);
		*any = *any || b->result == OK;
		if (b->result != OK &&
		    (!sqlite_is_refusal(b->result) || sqlite3_get_autocommit(s->db)))
			return b->result;
	}
	return OK;
}

/* What a batch was refused for may rest on a neighbour's rows, which are gone with it. */
static void
sqlite_fail_group(struct grouped_batch *v, size_t n, enum err e)
{
	for (size_t i = 0; i < n; i++)
		v[i].result = n == 1 ? e : err_set(v[i].w, e, "%s", err_title(e));
}

void
sqlite_apply_many(struct store *store, struct grouped_batch *v, size_t n)
{
	struct sqlite *s = sqlite_of(store);
	const struct sqlite_work work = {.write = sqlite_write_group, .group = v, .n = n};
	enum err e;

	assert(n > 0);
	if ((e = sqlite_transact(s, &work, v[0].w)) != OK)
		sqlite_fail_group(v, n, e);
	for (size_t i = 0; i < n; i++)
		if (v[i].result == ERR_STORAGE_FULL)
			sqlite_after_disk_full(s, v[i].n > 0 && v[i].ops[0].urgent);
}

enum err
sqlite_apply(struct store *store, struct op *ops, size_t n, struct why *w)
{
	struct grouped_batch alone = {.ops = ops, .n = n, .w = w};

	sqlite_apply_many(store, &alone, 1);
	return alone.result;
}
