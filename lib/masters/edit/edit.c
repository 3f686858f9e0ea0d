/*
 * edit.c - What rules ask of an edit: which fields differ, which records exist, which the
 * batch already creates.
 */
#include "masters/edit/edit.h"

#include <assert.h>
#include <string.h>

#include "base/mem.h"
#include "schema/json.h"

static const struct loc edit_body_loc = {.name = {"body", 4}};

const struct loc *
edit_loc(struct edit *c, size_t field)
{
	assert(field < c->master->schema->nfields);
	return loc_name(c->w, &edit_body_loc, c->master->schema->fields[field].name);
}

/* --- differences --- */

static bool field_equal(const struct schema *, size_t field, const void *a, const void *b);

static bool
record_equal(const struct schema *s, const void *a, const void *b)
{
	for (size_t i = 0; i < s->nfields; i++)
		if (!field_equal(s, i, a, b))
			return false;
	return true;
}

static bool
field_list_equal(const struct list *a, const struct list *b)
{
	for (size_t i = 0; i < a->n && a->n == b->n; i++)
		if (!str_eq(a->v[i], b->v[i]))
			return false;
	return a->n == b->n;
}

static bool
field_lines_equal(const struct field *f, const struct lines *a, const struct lines *b)
{
	for (size_t i = 0; i < a->n && a->n == b->n; i++)
		if (!record_equal(f->ref, line_at(f, a, i), line_at(f, b, i)))
			return false;
	return a->n == b->n;
}

static bool
field_equal(const struct schema *s, size_t field, const void *a, const void *b)
{
	const struct field *f = &s->fields[field];

	if (!rec_has(a, field) || !rec_has(b, field))
		return rec_has(a, field) == rec_has(b, field);
	switch (f->type) {
	case T_KEY:
	case T_TEXT:
	case T_REF:
	case T_JSON:
		return str_eq(rec_text(a, f), rec_text(b, f));
	case T_LIST:
		return field_list_equal(rec_at(a, f), rec_at(b, f));
	case T_LINES:
		return field_lines_equal(f, rec_at(a, f), rec_at(b, f));
	default:
		return rec_number(a, f) == rec_number(b, f);
	}
}

bool
edit_differs(const struct edit *c, size_t field)
{
	assert(field < c->master->schema->nfields);
	if (c->before == NULL)
		return rec_has(c->after, field);
	return !field_equal(c->master->schema, field, c->before, c->after);
}

/* --- identity --- */

struct str
edit_id(const struct edit *c)
{
	return rec_text(c->after, &c->master->schema->fields[0]);
}

/* The code people know the record by. */
static struct str
edit_label(const struct edit *c)
{
	return rec_label(c->master->schema, c->after);
}

/* --- other records --- */

/* Whether its id is only known when it is applied, as it is assigned a number. */
static bool
op_takes_id(const struct op *op)
{
	return op->nnumbers > 0 && op->numbers[0].field == 0;
}

static const void *
edit_find_pending(const struct batch *b, const struct schema *s, struct str id)
{
	for (size_t i = b->n; i-- > 0;)
		if (b->ops[i].kind == OP_INSERT && b->ops[i].schema == s &&
		    !op_takes_id(&b->ops[i]) && str_eq(rec_text(b->ops[i].rec, &s->fields[0]), id))
			return b->ops[i].rec;
	return NULL;
}

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
	const void *known = edit_find_pending(c->batch, s, id);
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

static bool
batch_expects(const struct batch *b, const struct schema *s, struct str id)
{
	for (size_t i = b->n; i-- > 0;)
		if (b->ops[i].kind == OP_EXPECT && b->ops[i].schema == s &&
		    str_eq(b->ops[i].id, id))
			return true;
	return false;
}

void
edit_expect(struct edit *c, const struct schema *s, const void *rec)
{
	struct str id = rec_text(rec, &s->fields[0]);

	assert(s->stored && s->version >= 0);
	if (edit_find_pending(c->batch, s, id) == NULL && !batch_expects(c->batch, s, id))
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
