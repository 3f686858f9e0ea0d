/* sqlite_parts.c - Applies a batch that is too large for memory, part by part, in one transaction. */
#include "base/mem.h"
#include "store/sqlite/sqlite.h"

/* Each part in memory of its own; w gets the reason of the one that failed. */
static enum err
sqlite_write_part(struct sqlite *s, struct batch_parts *parts, bool *more, struct why *w)
{
	void *mem = mem_root("part");
	struct batch b = batch_init(mem);
	struct why mine;
	enum err e;

	why_init(&mine, mem);
	if ((e = parts->next(parts, &b, &mine)) == OK)
		e = sqlite_write_ops(s, b.ops, b.n, &mine);
	*more = b.n > 0;
	if (e != OK)
		err_set(w, e, "%.*s", STRF(mine.text));
	mem_free(mem);
	return e;
}

static enum err
sqlite_write_parts(struct sqlite *s, const struct sqlite_work *x, bool *any, struct why *w)
{
	bool more = true;
	enum err e = OK;

	if (!sqlite_has_room(s, false))
		return err_set(w, ERR_STORAGE_FULL, "%s", err_title(ERR_STORAGE_FULL));
	while (more && e == OK)
		e = sqlite_write_part(s, x->parts, &more, w);
	*any = true;
	return e;
}

/* The pages of a large transaction that do not fit into the cache are written to the WAL, and read
 * back from there, again and again. */
enum err
sqlite_apply_parts(struct store *store, struct batch_parts *parts, struct why *w)
{
	struct sqlite *s = sqlite_of(store);
	const struct sqlite_work work = {.write = sqlite_write_parts, .parts = parts};
	enum err e;

	sqlite3_exec(s->db, "PRAGMA cache_size = -49152", NULL, NULL, NULL); /* KiB */
	e = sqlite_transact(s, &work, w);
	sqlite3_exec(s->db, "PRAGMA cache_size = -2000", NULL, NULL, NULL); /* the default */
	return e;
}
