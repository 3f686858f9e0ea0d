/* adopt.c - Adds code and stock rows to existing master records, as if they were created now. */
#include "masters/setup/adopt.h"

#include <string.h>

#include "auth/user_guard.h"
#include "base/clock.h"
#include "base/mem.h"
#include "masters/code/code.h"
#include "masters/code/code_row.h"
#include "masters/item/item.h"
#include "masters/master/master_table.h"
#include "store/store_cursor.h"

enum { ADOPT_BATCH = 200 };

static enum err
adopt_has_code(const struct edit *c, struct str code, bool *yes)
{
	struct code row;
	enum err e = code_find(c->store, c->code_kind, code, &row, c->w);

	*yes = e == OK && str_eq(row.record_id, edit_id(c));
	if (e == ERR_NOT_FOUND)
		why_clear(c->w);
	return e == ERR_NOT_FOUND ? OK : e;
}

/* Also rewrites the item, as it has fields that earlier programs do not know. */
static void
adopt_write_item(struct edit *c)
{
	struct item *item = c->after;

	if (c->schema == &item_schema)
		batch_add(c->batch, OP_UPDATE, &item_schema, item)->version = item->version;
}

static enum err
adopt_write(struct edit *c, const struct master *m)
{
	const struct schema *s = m->schema;
	struct str code = rec_text(c->after, &s->fields[s->code]);
	bool done;
	enum err e;

	if ((e = adopt_has_code(c, code, &done)) != OK || done)
		return e;
	if (m->id_is_code && !str_eq(code, edit_id(c)))
		return err_set(c->w, ERR_CONFLICT,
		    "%s: others refer to %.*s by its code, and its id is %.*s", s->plural,
		    STRF(code), STRF(edit_id(c)));
	if (s == &item_schema)
		item_derive_fields(c);
	if ((e = code_write(c)) != OK)
		return e;
	if (m->write != NULL && (e = m->write(c)) != OK)
		return e;
	adopt_write_item(c);
	return store_apply(c->store, c->batch->ops, c->batch->n, c->w);
}

static enum err
adopt_record(struct store *st, const struct master *m, const void *rec, struct why *w)
{
	void *mem = mem_root("adopt");
	struct change_context cx = {.mem = mem, .now = clock_now()};
	struct batch b = batch_init(mem);
	struct why why;
	struct edit c = {.store = st,
	    .cx = &cx,
	    .schema = m->schema,
	    .code_kind = m->code_kind,
	    .kind = EDIT_CREATE,
	    .after = mem_copy(mem, rec, m->schema->size),
	    .batch = &b,
	    .w = &why};
	enum err e;

	why_init(&why, mem);
	master_mark_lists(m->schema, c.after);
	if ((e = adopt_write(&c, m)) != OK)
		e = err_set(w, e, "%s: %.*s", m->schema->plural,
		    STRF(why.text.n > 0 ? why.text : str_of(err_title(e))));
	mem_free(mem);
	return e;
}

static enum err
adopt_schema(struct store *st, const struct master *m, int64_t *found, struct why *w)
{
	struct store_cursor k = store_cursor_open(st, m->schema, STR(""), ADOPT_BATCH);
	const void *rec;
	enum err e;

	while ((e = store_cursor_next(&k, &rec, w)) == OK && rec != NULL) {
		++*found;
		if ((e = adopt_record(st, m, rec, w)) != OK)
			break;
	}
	store_cursor_close(&k);
	return e;
}

enum err
adopt_records(struct store *st, int64_t *found, struct why *w)
{
	int64_t users = 0;
	enum err e = OK;

	*found = 0;
	for (size_t i = 0; e == OK && master_at(i) != NULL; i++)
		e = adopt_schema(st, master_at(i), found, w);
	if (e == OK)
		e = user_adopt(st, &users, w);
	*found += users;
	return e;
}
