/* recount_rows.c - Reads an item's stored rows, and lists and names those that differ. */
#include "inventory/recount/recount_parts.h"

#include <assert.h>
#include <string.h>

#include "base/mem.h"
#include "schema/records.h"
#include "store/rows.h"

enum { ROWS_PAGE = 5000 };

struct recount_diff *
recount_add(struct recount_run *r, const struct schema *s, const void *kept, void *due)
{
	struct recount *out = r->out;
	struct recount_diff *a;

	assert(kept != NULL || due != NULL);
	assert(kept == NULL || due == NULL ||
	       str_eq(rec_text(kept, &s->fields[0]), rec_text(due, &s->fields[0])));
	MEM_RESERVE(r->w->mem, out->v, out->n + 1, r->cap);
	a = &out->v[out->n++];
	*a = (struct recount_diff){.schema = s,
	    .id = rec_text(kept != NULL ? kept : due, &s->fields[0]),
	    .version = kept == NULL ? 0 : rec_version(s, kept),
	    .kept = kept != NULL,
	    .due = due,
	    .is = STR("nothing"),
	    .should = STR("nothing")};
	return a;
}

/* A range of ids, which is their storage order: ids begin with the item's id. */
enum err
recount_kept(struct recount_run *r, const struct schema *s, struct rows *all)
{
	const void *mem = r->w->mem;
	const struct filter where[] = {
	    {.cmp = CMP_GE, .text = str_printf(mem, "%.*s|", STRF(r->item->id))},
	    {.cmp = CMP_LT, .text = str_printf(mem, "%.*s}", STRF(r->item->id))}};
	struct query q = {.schema = s, .where = where, .nwhere = 2, .limit = ROWS_PAGE};
	struct rows page;
	char *v = NULL;
	enum err e;

	*all = (struct rows){0};
	do {
		if ((e = store_find(r->store, &q, &page, r->w)) != OK)
			return e;
		v = mem_grow(mem, v, all->n + page.n + 1, s->size);
		if (page.n > 0)
			memcpy(v + all->n * s->size, page.v, page.n * s->size);
		*all = (struct rows){v, all->n + page.n};
		if (page.n > 0)
			q.after = query_position_of(mem, &q, v + (all->n - 1) * s->size);
	} while (page.n == ROWS_PAGE);
	return OK;
}

struct str
recount_name(struct recount_run *r, const char *what, const struct sum_row *at)
{
	const struct str id = at->key[RECOUNT_LOCATION], lot = at->key[RECOUNT_LOT],
			 when = at->key[RECOUNT_WHEN];
	const struct location *place =
	    rows_lookup(&r->places, &location_schema, FIELD(location, id), id);
	struct buf b = buf_init(r->w->mem);

	buf_printf(&b, "the %s of %.*s at %.*s", what, STRF(r->item->item_code),
	    STRF(place == NULL ? id : place->code));
	if (lot.n > 0)
		buf_printf(&b, ", lot %.*s", STRF(lot));
	if (when.n > 0)
		buf_printf(&b, ", %.*s", STRF(when));
	return buf_str(&b);
}
