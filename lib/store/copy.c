/* copy.c - Copies all records of a store, schema by schema, settings last. */
#include "store/copy.h"

#include "base/mem.h"
#include "store/copy_compare.h"

enum { COPY_CHUNK_ROWS = 200 };

static enum err
copy_get_setting(struct store *st, const char *name, struct setting *s, bool *there, struct why *w)
{
	enum err e = store_get(st, &setting_schema, str_of(name), s, w);

	*there = e == OK;
	if (e != ERR_NOT_FOUND)
		return e;
	why_clear(w);
	return OK;
}

/* --- begin --- */

static enum err
copy_read_source(struct copy *c, struct why *w)
{
	struct setting mark, instance;
	bool marked, known;
	enum err e;

	if ((e = copy_get_setting(c->from, COPY_MARK, &mark, &marked, w)) != OK ||
	    (e = copy_get_setting(c->from, "instance", &instance, &known, w)) != OK)
		return e;
	if (marked || !known)
		return err_set(w, ERR_CONFLICT, "The source holds %s",
		    marked ? "an incomplete copy of a system: its own move was not finished"
			   : "no system");
	c->instance = instance.value;
	return OK;
}

static enum err
copy_check_empty(struct copy *c, struct why *w)
{
	struct setting instance;
	bool known;
	enum err e = copy_get_setting(c->to, "instance", &instance, &known, w);

	if (e != OK)
		return e;
	if (known && str_eq(instance.value, c->instance))
		return err_set(w, ERR_CONFLICT, "The target already holds this system");
	for (size_t i = 0; schemas[i] != NULL; i++) {
		const struct query q = {.schema = schemas[i], .limit = 1};
		struct rows rows;

		if (!schemas[i]->stored)
			continue;
		if ((e = store_find(c->to, &q, &rows, w)) != OK)
			return e;
		if (rows.n > 0)
			return err_set(w, ERR_CONFLICT,
			    "The target is not empty: it has %s. Use an empty database, without "
			    "even a `ccpl migrate up`",
			    schemas[i]->plural);
	}
	return OK;
}

static void
copy_put_mark(struct batch *b, enum opkind kind, struct str instance)
{
	struct setting *mark = MEM_ONE(b->mem, struct setting);

	SET(mark, setting, id, STR(COPY_MARK));
	SET(mark, setting, value, instance);
	batch_add(b, kind, &setting_schema, mark)->id = mark->id;
}

static enum err
copy_mark_target(struct copy *c, struct why *w)
{
	struct batch b = batch_init(w->mem);
	struct setting mark;
	bool marked;
	enum err e;

	if ((e = copy_get_setting(c->to, COPY_MARK, &mark, &marked, w)) != OK)
		return e;
	if (marked && str_eq(mark.value, c->instance))
		return OK;
	if (marked)
		return err_set(
		    w, ERR_CONFLICT, "The target holds an incomplete copy of another system");
	if ((e = copy_check_empty(c, w)) != OK)
		return e;
	copy_put_mark(&b, OP_INSERT, c->instance);
	return store_apply(c->to, b.ops, b.n, w);
}

static enum err
copy_count_records(struct copy *c, struct why *w)
{
	int64_t there, to_go;
	enum err e;

	for (size_t i = 0; schemas[i] != NULL; i++) {
		const struct query all = {.schema = schemas[i]};

		if (!copy_in_chunks(schemas[i]))
			continue;
		if ((e = store_count(c->from, &all, &to_go, w)) != OK ||
		    (e = store_count(c->to, &all, &there, w)) != OK)
			return e;
		c->total += to_go;
		c->done += there;
	}
	return OK;
}

/* --- records --- */

/* Positions the cursor at the next schema to copy, after the greatest id already in the target. */
static enum err
copy_next_schema(struct copy *c, struct why *w)
{
	struct query last = {.order = {.desc = true}, .limit = 1};
	struct str behind = STR("");
	struct rows rows;
	enum err e;

	while (schemas[c->kind] != NULL && !copy_in_chunks(schemas[c->kind]))
		c->kind++;
	if ((last.schema = schemas[c->kind]) == NULL)
		return OK;
	if ((e = store_find(c->to, &last, &rows, w)) != OK)
		return e;
	if (rows.n > 0)
		behind = rec_text(rows.v, &last.schema->fields[0]);
	c->cursor = store_cursor_open(c->from, last.schema, behind, c->chunk_rows);
	return OK;
}

enum err
copy_begin(struct copy *c, struct store *from, struct store *to, struct why *w)
{
	enum err e;

	c->from = from;
	c->to = to;
	if (c->chunk_rows == 0)
		c->chunk_rows = COPY_CHUNK_ROWS;
	if ((e = copy_read_source(c, w)) != OK || (e = copy_mark_target(c, w)) != OK ||
	    (e = copy_count_records(c, w)) != OK)
		return e;
	return copy_next_schema(c, w);
}

static void
copy_report_progress(struct copy *c, size_t n)
{
	c->done += (int64_t)n;
	if (c->progress != NULL)
		c->progress(c);
}

static enum err
copy_write_chunk(struct copy *c, struct why *w)
{
	const struct rows *rows = &c->cursor.rows;
	struct batch b = batch_init(c->cursor.mem);
	struct why inner;
	enum err e;

	why_init(&inner, c->cursor.mem);
	for (size_t i = 0; i < rows->n; i++)
		batch_add(&b, OP_PUT, c->cursor.of, (char *)rows->v + i * c->cursor.of->size);
	e = store_apply(c->to, b.ops, b.n, &inner);
	if (e == ERR_EXISTS)
		return err_set(w, ERR_CONFLICT,
		    "Another program writes to the target: it already has this record of %s",
		    c->cursor.of->plural);
	if (e != OK)
		return err_set(w, e, "%.*s", STRF(inner.text));
	store_keep_up(c->to);
	copy_report_progress(c, rows->n);
	return OK;
}

enum err
copy_chunk(struct copy *c, bool *more, struct why *w)
{
	enum err e;

	while ((*more = schemas[c->kind] != NULL)) {
		if ((e = store_cursor_fetch(&c->cursor, w)) != OK)
			return e;
		if (c->cursor.rows.n > 0)
			return copy_write_chunk(c, w);
		store_cursor_close(&c->cursor);
		c->kind++;
		if ((e = copy_next_schema(c, w)) != OK)
			return e;
	}
	return OK;
}

/* --- finish --- */

enum err
copy_finish(struct copy *c, struct buf *report, struct why *w)
{
	const struct query all = {.schema = &setting_schema, .limit = REQUEST_OPS_MAX - 1};
	struct batch b = batch_init(w->mem);
	struct rows rows;
	enum err e;

	if ((e = store_find(c->from, &all, &rows, w)) != OK)
		return e;
	copy_put_mark(&b, OP_DELETE, c->instance);
	for (size_t i = 0; i < rows.n; i++)
		batch_add(&b, OP_PUT, &setting_schema, (struct setting *)rows.v + i);
	if ((e = store_apply(c->to, b.ops, b.n, w)) != OK)
		return e;
	return copy_compare_kind(c, &setting_schema, report, w);
}

void
copy_end(struct copy *c)
{
	store_cursor_close(&c->cursor);
}
