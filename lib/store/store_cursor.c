/* store_cursor.c - Reads a schema chunk by chunk, each in memory of its own. */
#include "store/store_cursor.h"

#include "base/mem.h"

struct store_cursor
store_cursor_open(struct store *st, const struct schema *of, struct str behind, size_t chunk_rows)
{
	struct store_cursor k = {
	    .store = st, .of = of, .chunk_rows = chunk_rows, .mem = mem_root("slice")};

	k.last = str_dup(k.mem, behind);
	return k;
}

void
store_cursor_close(struct store_cursor *k)
{
	mem_free(k->mem);
	*k = (struct store_cursor){0};
}

/* Moves the id the chunk starts after into the chunk's new memory. */
static void
store_cursor_renew_memory(struct store_cursor *k)
{
	void *mem = mem_root("slice");

	k->last = str_dup(mem, k->last);
	mem_free(k->mem);
	k->mem = mem;
}

enum err
store_cursor_fetch(struct store_cursor *k, struct why *w)
{
	struct query q = {.schema = k->of, .limit = k->chunk_rows};
	struct why inner;
	enum err e;

	store_cursor_renew_memory(k);
	why_init(&inner, k->mem);
	q.after = (struct query_position){.given = k->last.n > 0, .id = k->last};
	k->at = 0;
	if ((e = store_find(k->store, &q, &k->rows, &inner)) != OK)
		return err_set(w, e, "%.*s", STRF(inner.text));
	if (k->rows.n > 0)
		k->last =
		    rec_text((char *)k->rows.v + (k->rows.n - 1) * k->of->size, &k->of->fields[0]);
	return OK;
}

enum err
store_cursor_next(struct store_cursor *k, const void **rec, struct why *w)
{
	enum err e;

	*rec = NULL;
	if (k->at == k->rows.n && (e = store_cursor_fetch(k, w)) != OK)
		return e;
	if (k->at < k->rows.n)
		*rec = (char *)k->rows.v + k->at++ * k->of->size;
	return OK;
}
