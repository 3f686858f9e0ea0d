/*
 * edit.c - What rules ask of an edit: which records exist, which the batch already creates, what
 * uses a record.
 */
#include "masters/edit/edit.h"

#include <assert.h>
#include <string.h>

#include "base/mem.h"
#include "schema/json.h"
#include "store/batch_index.h"

static const struct loc edit_body_loc = {.name = {"body", 4}};

const struct loc *
edit_loc(struct edit *c, size_t field)
{
	assert(field < c->schema->nfields);
	return loc_name(c->w, &edit_body_loc, c->schema->fields[field].name);
}

/* --- identity --- */

struct str
edit_id(const struct edit *c)
{
	return rec_text(c->after, &c->schema->fields[0]);
}

/* The code people know the record by. */
static struct str
edit_label(const struct edit *c)
{
	return rec_label(c->schema, c->after);
}

/* --- other records --- */

static const void *
edit_find_read(const struct edit *c, const struct schema *s, struct str id)
{
	for (size_t i = 0; i < c->nreads; i++)
		if (c->reads[i].schema == s && str_eq(rec_text(c->reads[i].rec, &s->fields[0]), id))
			return c->reads[i].rec;
	return NULL;
}

static void
edit_keep_read(struct edit *c, const struct schema *s, const void *rec)
{
	MEM_RESERVE(c->w->mem, c->reads, c->nreads + 1, c->reads_cap);
	c->reads[c->nreads++] = (struct edit_read){s, mem_copy(c->w->mem, rec, s->size)};
}

enum err
edit_get(struct edit *c, const struct schema *s, struct str id, void *rec)
{
	const void *known = batch_inserted(c->batch, s, id);
	enum err e;

	if (known == NULL)
		known = edit_find_read(c, s, id);
	if (known != NULL) {
		memcpy(rec, known, s->size);
		return OK;
	}
	if ((e = store_get(c->store, s, id, rec, c->w)) == OK)
		edit_keep_read(c, s, rec);
	return e;
}

void
edit_expect(struct edit *c, const struct schema *s, const void *rec)
{
	struct str id = rec_text(rec, &s->fields[0]);

	assert(s->stored && s->version >= 0);
	if (batch_inserted(c->batch, s, id) == NULL && !batch_has_op(c->batch, OP_EXPECT, s, id))
		batch_expect(c->batch, s, id, rec_version(s, rec));
}

enum err
edit_find_any(struct edit *c, const struct schema *s, const struct filter *where, size_t n,
    void *rec, bool *any)
{
	const struct query q = {.schema = s, .where = where, .nwhere = n, .limit = 1};
	struct rows rows;
	enum err e;

	if ((e = store_find(c->store, &q, &rows, c->w)) != OK)
		return e;
	if ((*any = rows.n > 0))
		memcpy(rec, rows.v, s->size);
	return OK;
}

enum err
edit_in_use(struct edit *c, const struct schema *by, const void *rec, const char *how)
{
	struct str label = rec_label(by, rec);
	struct buf *more = &c->w->more;

	assert(by->stored);
	buf_printf(more, "\"record\":\"%s\",\"record_id\":", by->name);
	json_put_str(more, rec_text(rec, &by->fields[0]));
	buf_puts(more, ",\"label\":");
	json_put_str(more, label);
	return err_set(c->w, ERR_IN_USE, "%.*s is in use: %s %.*s %s", STRF(edit_label(c)),
	    by->name, STRF(label), how);
}
