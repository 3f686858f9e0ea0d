/* master.c - Table of the masters with their rules, and the defaults of a new record. */
#include "masters/master/master.h"

#include <assert.h>
#include <ctype.h>
#include <string.h>

#include "base/mem.h"
#include "base/uuid.h"
#include "masters/edit/edit.h"
#include "masters/reference/refs.h"

static const struct master master_table[] = {
    {.schema = &item_schema,
	.code_kind = CODE_SCAN,
	.check = item_check,
	.write = item_write,
	.fill_created = item_fill_created},
    {.schema = &item_category_schema,
	.code_kind = CODE_CATEGORY,
	.normalize = category_normalize,
	.check = category_check},
    {.schema = &uom_schema,
	.code_kind = CODE_UOM,
	.id_is_code = true,
	.normalize = uom_normalize,
	.check = uom_check},
    {.schema = &supplier_schema, .code_kind = CODE_SUPPLIER},
    {.schema = &location_schema,
	.code_kind = CODE_LOCATION,
	.check = location_check,
	.write = location_move_write},
    {.schema = &recipient_schema, .code_kind = CODE_RECIPIENT},
    {.schema = &reason_schema, .code_kind = CODE_REASON},
};

const struct master *
master_of(const struct schema *s)
{
	for (size_t i = 0; i < sizeof master_table / sizeof *master_table; i++)
		if (master_table[i].schema == s)
			return &master_table[i];
	assert(!"a master");
	return NULL;
}

enum code_kind
master_code_kind(const struct schema *s)
{
	return master_of(s)->code_kind;
}

const struct master *
master_at(size_t i)
{
	return i < sizeof master_table / sizeof *master_table ? &master_table[i] : NULL;
}

static void
master_set_text(void *rec, const struct schema *s, const char *field, struct str v)
{
	rec_set_text(rec, s, schema_known_field(s, field), v);
}

static void
master_set_number(void *rec, const struct schema *s, const char *field, int64_t v)
{
	rec_set_number(rec, s, schema_known_field(s, field), v);
}

void
master_mark_lists(const struct schema *s, void *rec)
{
	for (size_t i = 0; i < s->nfields; i++)
		if ((s->fields[i].type == T_LIST || s->fields[i].type == T_LINES) &&
		    !(s->fields[i].flags & F_VIRTUAL) && !rec_has(rec, i))
			rec_mark(rec, i);
}

enum err
master_get(struct store *st, const struct schema *s, struct str id, void *rec, struct why *w)
{
	char *name = mem_copy(w->mem, s->name, strlen(s->name));
	enum err e = refs_get(st, s, id, rec, w);

	master_mark_lists(s, rec);
	if (e != ERR_NOT_FOUND)
		return e;
	name[0] = (char)toupper((unsigned char)name[0]);
	for (char *p = name; *p != '\0'; p++)
		*p = *p == '_' ? ' ' : *p;
	return err_set(w, e, "%s not found", name);
}

static void
master_set_created(const struct change_context *cx, const struct master *m, void *rec)
{
	const struct schema *s = m->schema;
	struct str code = rec_text(rec, &s->fields[s->code]);

	if (!rec_has(rec, 0)) /* an import may bring its own */
		master_set_text(rec, s, "id", m->id_is_code ? code : uuid_v7(cx->mem));
	master_mark_lists(s, rec);
	master_set_number(rec, s, "is_active", true);
	master_set_number(rec, s, "created_at", cx->now);
	master_set_number(rec, s, "updated_at", cx->now);
	master_set_number(rec, s, "version", 1);
	if (cx->user_id.n > 0)
		master_set_text(rec, s, "created_by", cx->user_id);
}

enum err
master_add(struct store *st, const struct change_context *cx, struct batch *b,
    const struct schema *s, void *rec, struct why *w)
{
	struct edit c = {.store = st,
	    .cx = cx,
	    .master = master_of(s),
	    .kind = EDIT_CREATE,
	    .after = rec,
	    .batch = b,
	    .w = w};
	enum err e;

	master_set_created(cx, c.master, rec);
	e = edit_normalize(&c);
	return e != OK ? e : edit_build(&c);
}

enum err
master_fill_created(struct store *st, const struct schema *s, void *rec, struct why *w)
{
	struct edit c = {.store = st, .master = master_of(s), .after = rec, .w = w};

	return c.master->fill_created == NULL ? OK : c.master->fill_created(&c);
}
