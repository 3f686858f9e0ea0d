/*
 * master.c - the table of masters, and the one way in which all of them change:
 * judge, write codes, write along, write the record, audit.
 */
#include "masters/master.h"

#include <assert.h>
#include <ctype.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/uuid.h"
#include "masters/change.h"
#include "schema/terms.h"

enum { DEADLINE_US = 5000000, DUPLICATES_MAX = 20 };

static const struct master masters[] = {
    {.schema = &item_schema,
	.codes = CODE_ITEM,
	.judge = item_judge,
	.write = item_write,
	.show = item_show},
    {.schema = &item_category_schema, .codes = CODE_CATEGORY, .judge = category_judge},
    {.schema = &uom_schema, .codes = CODE_UOM, .id_is_code = true, .judge = uom_judge},
    {.schema = &supplier_schema, .codes = CODE_SUPPLIER},
    {.schema = &location_schema, .codes = CODE_LOCATION, .judge = location_judge},
    {.schema = &recipient_schema, .codes = CODE_RECIPIENT},
    {.schema = &reason_schema, .codes = CODE_REASON},
};

static const struct master *
master_of(const struct schema *s)
{
	size_t i = 0;

	while (masters[i].schema != s)
		assert(++i < sizeof masters / sizeof *masters);
	return &masters[i];
}

/* --- one batch --- */

static enum err
judge(struct change *c)
{
	rule *const rules[] = {refs_judge, parent_judge, c->master->judge};
	enum err e;

	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
		if (rules[i] != NULL && (e = rules[i](c)) != OK)
			return e;
	return c->w->nfaults > 0 ? ERR_INVALID : OK;
}

static const char *const actions[] = {"create", "update", "deactivate", "restore"};

static void
write_record(struct change *c)
{
	const struct schema *s = c->master->schema;
	size_t code = (size_t)terms_code_field(s);
	size_t version = (size_t)schema_field(s, STR("version"));
	struct op *op;

	op = batch_add(c->batch, c->before == NULL ? OP_INSERT : OP_UPDATE, s, c->after);
	if (c->before == NULL)
		code_take(c, op, code, c->made.prefix);
	else
		op->version = rec_number(c->before, &s->fields[version]);
	op = deed_audit(c->batch, c->deed, actions[c->kind], s, change_id(c),
	    rec_text(c->after, &s->fields[code]), c->before, c->after);
	code_take(c, op, FIELD(audit, label), c->made.prefix);
}

static enum err
build(struct change *c)
{
	enum err e;

	if ((e = judge(c)) != OK || (e = code_write(c)) != OK)
		return e;
	if (c->master->write != NULL && (e = c->master->write(c)) != OK)
		return e;
	write_record(c);
	return OK;
}

/* --- making --- */

static void
set_text(void *rec, const struct schema *s, const char *field, struct str v)
{
	rec_set_text(rec, s, (size_t)schema_field(s, str_of(field)), v);
}

static void
set_number(void *rec, const struct schema *s, const char *field, int64_t v)
{
	rec_set_number(rec, s, (size_t)schema_field(s, str_of(field)), v);
}

static void
stamp(const struct deed *d, const struct master *m, void *rec)
{
	const struct schema *s = m->schema;
	struct str code = rec_text(rec, &s->fields[terms_code_field(s)]);

	if (!rec_has(rec, 0)) /* as of a request; what begins with the system has its own */
		set_text(rec, s, "id", m->id_is_code ? code : uuid_v7(d->mem));
	set_number(rec, s, "is_active", true);
	set_number(rec, s, "created_at", d->now);
	set_number(rec, s, "updated_at", d->now);
	set_number(rec, s, "version", 1);
	if (d->user_id.n > 0)
		set_text(rec, s, "created_by", d->user_id);
}

enum err
master_add(struct store *st, const struct deed *d, struct batch *b, const struct schema *s,
    void *rec, struct why *w)
{
	struct change c = {.store = st,
	    .deed = d,
	    .master = master_of(s),
	    .kind = CHANGE_CREATE,
	    .after = rec,
	    .batch = b,
	    .w = w};

	stamp(d, c.master, rec);
	return build(&c);
}

/* Whether to try again: another request was quicker, and there is time left. */
static bool
again(enum err e, int64_t deadline, int *duplicates, struct why *w)
{
	if (e == ERR_EXISTS && ++*duplicates > DUPLICATES_MAX)
		return false;
	if ((e != ERR_CLASH && e != ERR_EXISTS) || clock_monotonic() > deadline)
		return false;
	why_clear(w);
	return true;
}

/* What is left when trying again did not help. */
static enum err
give_up(enum err e, struct why *w)
{
	if (e == ERR_CLASH)
		return err_set(w, ERR_BUSY, "Too many changes at once");
	return e == ERR_EXISTS ? err_set(w, ERR_DUPLICATE, "%s", err_title(ERR_DUPLICATE)) : e;
}

enum err
master_create(
    struct store *st, const struct deed *d, const struct schema *s, void *rec, struct why *w)
{
	const int64_t deadline = clock_monotonic() + DEADLINE_US;
	void *made = mem_new(d->mem, s->size);
	int duplicates = 0;
	enum err e;

	do {
		struct str id;
		struct batch b;

		memcpy(made, rec, s->size);
		stamp(d, master_of(s), made);
		id = str_dup(d->mem, rec_text(made, &s->fields[0]));
		b = deed_batch(d, s, id, 201);
		set_text(rec, s, "id", id);
		if ((e = master_add(st, d, &b, s, made, w)) == OK)
			e = store_apply(st, b.ops, b.n, w);
		if (deed_key_clash(d, e, w))
			return e;
	} while (again(e, deadline, &duplicates, w));
	memcpy(rec, made, s->size);
	return give_up(e, w);
}

enum err
master_show(struct store *st, const struct schema *s, void *rec, struct why *w)
{
	struct change c = {.store = st, .master = master_of(s), .after = rec, .w = w};

	return c.master->show == NULL ? OK : c.master->show(&c);
}

/* --- changing --- */

enum err
master_get(struct store *st, const struct schema *s, struct str id, void *rec, struct why *w)
{
	char *name = mem_copy(w->mem, s->name, strlen(s->name));
	enum err e = store_get(st, s, id, rec, w);

	if (e != ERR_NOT_FOUND)
		return e;
	name[0] = (char)toupper((unsigned char)name[0]);
	for (char *p = name; *p != '\0'; p++)
		*p = *p == '_' ? ' ' : *p;
	return err_set(w, e, "%s not found", name);
}

static int64_t
version_of(const struct schema *s, const void *rec)
{
	return rec_number(rec, &s->fields[schema_field(s, STR("version"))]);
}

/* Makes `after` what it shall be; false when it is that already. */
static bool
change(struct change *c, const void *patch)
{
	const struct schema *s = c->master->schema;
	size_t active = (size_t)schema_field(s, STR("is_active"));
	bool differs = false;

	if (c->kind == CHANGE_UPDATE)
		rec_merge(s, c->after, patch);
	else
		rec_set_number(c->after, s, active, c->kind == CHANGE_RESTORE);
	for (size_t i = 0; i < s->nfields; i++)
		differs |= change_of(c, i);
	set_number(c->after, s, "updated_at", c->deed->now);
	return differs;
}

static enum err
attempt(struct change *c, struct str id, int64_t version, const void *patch)
{
	const struct schema *s = c->master->schema;
	void *before = mem_new(c->w->mem, s->size);
	struct batch b = batch_init(c->w->mem);
	enum err e;

	if ((e = master_get(c->store, s, id, before, c->w)) != OK)
		return e;
	if (version != 0 && version != version_of(s, before))
		return err_set(c->w, ERR_STALE, "%s", err_title(ERR_STALE));
	memcpy(c->after, before, s->size);
	c->before = before;
	c->batch = &b;
	if (!change(c, patch)) {
		memcpy(c->after, before, s->size);
		return OK;
	}
	if ((e = build(c)) != OK)
		return e;
	return store_apply(c->store, b.ops, b.n, c->w);
}

static enum err
attempts(
    struct change *c, const struct schema *s, struct str id, int64_t version, const void *patch)
{
	const int64_t deadline = clock_monotonic() + DEADLINE_US;
	int duplicates = 0;
	enum err e;

	c->master = master_of(s);
	do
		e = attempt(c, id, version, patch);
	while (again(e, deadline, &duplicates, c->w));
	return give_up(e, c->w);
}

enum err
master_update(struct store *st, const struct deed *d, const struct schema *s, struct str id,
    int64_t version, const void *patch, void *rec, struct why *w)
{
	struct change c = {.store = st, .deed = d, .kind = CHANGE_UPDATE, .after = rec, .w = w};

	return attempts(&c, s, id, version, patch);
}

enum err
master_deactivate(struct store *st, const struct deed *d, const struct schema *s, struct str id,
    int64_t version, void *rec, struct why *w)
{
	struct change c = {.store = st, .deed = d, .kind = CHANGE_DEACTIVATE, .after = rec, .w = w};

	return attempts(&c, s, id, version, NULL);
}

enum err
master_restore(struct store *st, const struct deed *d, const struct schema *s, struct str id,
    int64_t version, void *rec, struct why *w)
{
	struct change c = {.store = st, .deed = d, .kind = CHANGE_RESTORE, .after = rec, .w = w};

	return attempts(&c, s, id, version, NULL);
}
