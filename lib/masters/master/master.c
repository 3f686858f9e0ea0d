/*
 * master.c - Reads, creates, updates, deactivates and restores master records, each as one change.
 */
#include "masters/master/master.h"

#include <assert.h>
#include <ctype.h>
#include <string.h>

#include "base/mem.h"
#include "base/uuid.h"
#include "masters/master/edit_build.h"
#include "masters/master/master_table.h"
#include "masters/reference/refs.h"

enum code_kind
master_code_kind(const struct schema *s)
{
	return master_of(s)->code_kind;
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

/* --- create --- */

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
	    .schema = s,
	    .code_kind = master_code_kind(s),
	    .kind = EDIT_CREATE,
	    .after = rec,
	    .batch = b,
	    .w = w};
	enum err e;

	master_set_created(cx, master_of(s), rec);
	e = edit_normalize(&c);
	return e != OK ? e : edit_build(&c);
}

enum err
master_fill_created(struct store *st, const struct schema *s, void *rec, struct why *w)
{
	edit_rule *const fill = master_of(s)->fill_created;
	struct edit c = {.store = st, .schema = s, .after = rec, .w = w};

	return fill == NULL ? OK : fill(&c);
}

static enum err
master_build_new(struct change *c)
{
	struct master_change *x = (struct master_change *)c;

	x->rec = mem_copy(c->cx->mem, x->in, c->schema->size);
	rec_set_text(x->rec, c->schema, 0, c->record_id);
	return master_add(c->store, c->cx, &c->batch, c->schema, x->rec, c->w);
}

/* The id of the new record; an import may bring its own. */
static struct str
master_new_id(const struct change_context *cx, const struct schema *s, const void *in)
{
	const size_t code = (size_t)s->code;

	if (rec_has(in, 0))
		return rec_text(in, &s->fields[0]);
	return master_of(s)->id_is_code ? rec_text(in, &s->fields[code]) : uuid_v7(cx->mem);
}

/* --- update --- */

/* Sets `after` to the new state. */
static enum err
master_apply_patch(struct edit *e, const void *patch)
{
	const struct schema *s = e->schema;

	if (e->kind == EDIT_UPDATE)
		rec_merge(s, e->after, patch);
	else
		rec_set_number(e->after, s, (size_t)s->is_active, e->kind == EDIT_RESTORE);
	master_mark_lists(s, e->after);
	return edit_normalize(e);
}

static bool
edit_has_changes(const struct edit *e)
{
	for (size_t i = 0; i < e->schema->nfields; i++)
		if (edit_differs(e, i))
			return true;
	return false;
}

/* Writes only if something differs. */
static enum err
master_build_edit(struct change *c)
{
	struct master_change *x = (struct master_change *)c;
	const struct schema *s = c->schema;
	void *before = mem_new(c->cx->mem, s->size);
	struct edit edit = {.store = c->store,
	    .cx = c->cx,
	    .schema = s,
	    .code_kind = master_code_kind(s),
	    .kind = x->kind,
	    .before = before,
	    .batch = &c->batch,
	    .w = c->w};
	enum err e;

	if ((e = master_get(c->store, s, c->record_id, before, c->w)) != OK ||
	    (e = change_match(c, rec_version(s, before))) != OK)
		return e;
	x->rec = edit.after = mem_copy(c->cx->mem, before, s->size);
	if ((e = master_apply_patch(&edit, x->in)) != OK)
		return e;
	if (!edit_has_changes(&edit)) {
		x->rec = before;
		return OK;
	}
	rec_set_number(x->rec, s, (size_t)s->updated_at, c->cx->now);
	return edit_build(&edit);
}

/* --- for the engine --- */

void
master_change_init(struct master_change *x, struct store *st, const struct change_context *cx,
    enum edit_kind kind, const struct schema *s, struct str id, const void *in, struct why *w)
{
	const bool create = kind == EDIT_CREATE;

	assert(create == (id.n == 0) && (in != NULL) == (create || kind == EDIT_UPDATE));
	*x = (struct master_change){
	    .change = {.store = st,
		.cx = cx,
		.w = w,
		.build = create ? master_build_new : master_build_edit,
		.schema = s,
		.record_id = create ? master_new_id(cx, s, in) : id,
		.status = create ? 201 : 200},
	    .kind = kind,
	    .in = in,
	};
}

static enum err
master_change_run(struct store *st, const struct change_context *cx, enum edit_kind kind,
    const struct schema *s, struct str id, const void *in, void *rec, struct why *w)
{
	struct master_change x;
	enum err e;

	master_change_init(&x, st, cx, kind, s, id, in, w);
	if ((e = change_run(&x.change)) == OK)
		memcpy(rec, x.rec, s->size);
	return e;
}

enum err
master_create(struct store *st, const struct change_context *cx, const struct schema *s, void *rec,
    struct why *w)
{
	return master_change_run(st, cx, EDIT_CREATE, s, STR(""), rec, rec, w);
}

enum err
master_update(struct store *st, const struct change_context *cx, const struct schema *s,
    struct str id, const void *patch, void *rec, struct why *w)
{
	return master_change_run(st, cx, EDIT_UPDATE, s, id, patch, rec, w);
}

enum err
master_deactivate(struct store *st, const struct change_context *cx, const struct schema *s,
    struct str id, void *rec, struct why *w)
{
	return master_change_run(st, cx, EDIT_DEACTIVATE, s, id, NULL, rec, w);
}

enum err
master_restore(struct store *st, const struct change_context *cx, const struct schema *s,
    struct str id, void *rec, struct why *w)
{
	return master_change_run(st, cx, EDIT_RESTORE, s, id, NULL, rec, w);
}
