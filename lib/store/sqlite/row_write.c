/* row_write.c - Inserts, updates and deletes the row and lines of a record. */
#include "store/sqlite/sqlite.h"

#include "schema/json.h"
#include "schema/sql.h"
#include "schema/terms.h"
#include "store/drivers.h"

static void
sqlite_put_value(struct sql *q, const struct field *f, const void *rec, size_t i)
{
	struct buf list = buf_init(q->text.mem);

	if (!rec_has(rec, i))
		sql_put_null(q);
	else if (f->type == T_LIST) {
		json_put_list(&list, *(const struct list *)rec_at(rec, f));
		sql_put_text(q, buf_str(&list));
	} else if (field_is_text(f))
		sql_put_text(q, rec_text(rec, f));
	else
		sql_put_number(q, rec_number(rec, f));
}

static void
sqlite_put_names(struct sql *q, const struct schema *s, const char *before)
{
	for (size_t i = 0; i < s->nfields; i++) {
		if (!sql_has_column(&s->fields[i]))
			continue;
		sql_put(q, before);
		before = ", ";
		sql_put_column(q, s->fields[i].name);
	}
}

static void
sqlite_put_values(struct sql *q, const struct schema *s, const void *rec, const char *before)
{
	for (size_t i = 0; i < s->nfields; i++) {
		if (!sql_has_column(&s->fields[i]))
			continue;
		sql_put(q, before);
		before = ", ";
		sqlite_put_value(q, &s->fields[i], rec, i);
	}
}

/* --- lines --- */

static enum err
sqlite_insert_line(struct sqlite *s, const struct schema *of, const struct field *f, struct str id,
    size_t line, const void *rec, struct why *w)
{
	struct sql q = sql_init(w->mem);

	sql_put(&q, "INSERT INTO ");
	sql_put_child_name(&q.text, of, f);
	sql_put(&q, " (parent_id, line_no");
	sqlite_put_names(&q, f->ref, ", ");
	sql_put(&q, ") VALUES (");
	sql_put_text(&q, id);
	sql_put(&q, ", ");
	sql_put_number(&q, (int64_t)line + 1);
	sqlite_put_values(&q, f->ref, rec, ", ");
	sql_put(&q, ")");
	return sqlite_run(s, &q, w);
}

static enum err
sqlite_insert_lines(struct sqlite *s, const struct schema *of, const void *rec, struct why *w)
{
	enum err e = OK;

	for (size_t i = 0; i < of->nfields; i++) {
		const struct field *f = &of->fields[i];
		const struct lines *lines = rec_at(rec, f);

		if (!sql_has_table(f) || !rec_has(rec, i))
			continue;
		for (size_t n = 0; n < lines->n && e == OK; n++)
			e = sqlite_insert_line(
			    s, of, f, rec_text(rec, &of->fields[0]), n, line_at(f, lines, n), w);
	}
	return e;
}

static enum err
sqlite_delete_lines(struct sqlite *s, const struct schema *of, struct str id, struct why *w)
{
	enum err e = OK;

	for (size_t i = 0; i < of->nfields && e == OK; i++) {
		struct sql q;

		if (!sql_has_table(&of->fields[i]))
			continue;
		q = sql_init(w->mem);
		sql_put(&q, "DELETE FROM ");
		sql_put_child_name(&q.text, of, &of->fields[i]);
		sql_put(&q, " WHERE parent_id = ");
		sql_put_text(&q, id);
		e = sqlite_run(s, &q, w);
	}
	return e;
}

/* --- rows --- */

static enum err
sqlite_insert_row(
    struct sqlite *s, const struct schema *of, const void *rec, struct list terms, struct why *w)
{
	struct sql q = sql_init_keyed(s, (struct statement_key){STATEMENT_INSERT, of, 0}, w->mem);
	bool found_by = terms_searchable(of);

	sql_put(&q, "INSERT INTO ");
	sql_put(&q, of->plural);
	sqlite_put_names(&q, of, " (");
	for (size_t i = 0; found_by && i < SQL_SEARCH_COLUMNS; i++) {
		sql_put(&q, ", ");
		sql_put(&q, sql_search_columns[i]);
	}
	sql_put(&q, ") VALUES (");
	sqlite_put_values(&q, of, rec, "");
	if (found_by)
		sqlite_put_search_columns(&q, of, rec, terms, false);
	sql_put(&q, ")");
	return sqlite_run(s, &q, w);
}

enum err
sqlite_insert(struct sqlite *s, const struct schema *of, const void *rec, struct why *w)
{
	struct list terms = sqlite_terms_of(w->mem, of, rec);
	enum err e;

	if ((e = sqlite_insert_row(s, of, rec, terms, w)) != OK)
		return e;
	if ((e = sqlite_insert_lines(s, of, rec, w)) != OK)
		return e;
	return sqlite_terms_change(
	    s, of, rec_text(rec, &of->fields[0]), (struct list){0}, terms, w);
}

/* UPDATE of these fields, up to its WHERE. */
static struct sql
sqlite_update_text(
    struct sqlite *s, const struct schema *of, const void *rec, uint64_t fields, const void *mem)
{
	struct sql q = sql_init_keyed(s, (struct statement_key){STATEMENT_SET, of, fields}, mem);
	const char *before = " SET ";

	sql_put(&q, "UPDATE ");
	sql_put(&q, of->plural);
	for (size_t i = 1; i < of->nfields; i++) {
		if (!(fields >> i & 1) || !sql_has_column(&of->fields[i]))
			continue;
		sql_put(&q, before);
		before = ", ";
		sql_put_column(&q, of->fields[i].name);
		sql_put(&q, " = ");
		sqlite_put_value(&q, &of->fields[i], rec, i);
	}
	return q;
}

static enum err
sqlite_run_for_id(struct sqlite *s, struct sql *q, struct str id, struct why *w)
{
	sql_put(q, " WHERE id = ");
	sql_put_text(q, id);
	return sqlite_run(s, q, w);
}

enum err
sqlite_update_fields(
    struct sqlite *s, const struct schema *of, const void *rec, uint64_t fields, struct why *w)
{
	struct sql q = sqlite_update_text(s, of, rec, fields, w->mem);

	return sqlite_run_for_id(s, &q, rec_text(rec, &of->fields[0]), w);
}

enum err
sqlite_update(struct sqlite *s, const struct schema *of, const void *rec, struct why *w)
{
	struct str id = rec_text(rec, &of->fields[0]);
	struct list was, terms = sqlite_terms_of(w->mem, of, rec);
	struct sql q;
	enum err e;

	if ((e = sqlite_terms_stored(s, of, id, &was, w)) != OK)
		return e;
	q = sqlite_update_text(s, of, rec, UINT64_MAX, w->mem);
	if (terms_searchable(of))
		sqlite_put_search_columns(&q, of, rec, terms, true);
	if ((e = sqlite_run_for_id(s, &q, id, w)) != OK)
		return e;
	if ((e = sqlite_delete_lines(s, of, id, w)) != OK)
		return e;
	if ((e = sqlite_insert_lines(s, of, rec, w)) != OK)
		return e;
	return sqlite_terms_change(s, of, id, was, terms, w);
}

enum err
sqlite_delete(struct sqlite *s, const struct schema *of, struct str id, struct why *w)
{
	struct sql q = sql_init(w->mem);
	struct list was;
	enum err e;

	if ((e = sqlite_terms_stored(s, of, id, &was, w)) != OK)
		return e;
	buf_printf(&q.text, "DELETE FROM %s", of->plural);
	if ((e = sqlite_run_for_id(s, &q, id, w)) != OK)
		return e;
	return sqlite_terms_change(s, of, id, was, (struct list){0}, w);
}
