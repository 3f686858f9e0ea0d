/* sqlite_write.c - a record to its row, its lines and its search terms. */
#include "store/sqlite.h"

#include "schema/json.h"
#include "schema/sql.h"
#include "schema/terms.h"
#include "store/drivers.h"

static void
put_value(struct sql *q, const struct field *f, const void *rec, size_t i)
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
put_names(struct sql *q, const struct schema *s, const char *before)
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
put_values(struct sql *q, const struct schema *s, const void *rec, const char *before)
{
	for (size_t i = 0; i < s->nfields; i++) {
		if (!sql_has_column(&s->fields[i]))
			continue;
		sql_put(q, before);
		before = ", ";
		put_value(q, &s->fields[i], rec, i);
	}
}

/* --- lines --- */

static enum err
insert_line(struct sqlite *s, const struct schema *of, const struct field *f, struct str id,
    size_t line, const void *rec, struct why *w)
{
	struct sql q = sql_init(w->mem);

	sql_put(&q, "INSERT INTO ");
	sql_put_child(&q.text, of, f);
	sql_put(&q, " (parent_id, line_no");
	put_names(&q, f->ref, ", ");
	sql_put(&q, ") VALUES (");
	sql_put_text(&q, id);
	sql_put(&q, ", ");
	sql_put_number(&q, (int64_t)line + 1);
	put_values(&q, f->ref, rec, ", ");
	sql_put(&q, ")");
	return sqlite_run(s, &q, w);
}

static enum err
insert_lines(struct sqlite *s, const struct schema *of, const void *rec, struct why *w)
{
	enum err e = OK;

	for (size_t i = 0; i < of->nfields; i++) {
		const struct field *f = &of->fields[i];
		const struct lines *lines = rec_at(rec, f);

		if (!sql_has_table(f) || !rec_has(rec, i))
			continue;
		for (size_t n = 0; n < lines->n && e == OK; n++)
			e = insert_line(
			    s, of, f, rec_text(rec, &of->fields[0]), n, line_at(f, lines, n), w);
	}
	return e;
}

static enum err
delete_lines(struct sqlite *s, const struct schema *of, struct str id, struct why *w)
{
	enum err e = OK;

	for (size_t i = 0; i < of->nfields && e == OK; i++) {
		struct sql q;

		if (!sql_has_table(&of->fields[i]))
			continue;
		q = sql_init(w->mem);
		sql_put(&q, "DELETE FROM ");
		sql_put_child(&q.text, of, &of->fields[i]);
		sql_put(&q, " WHERE parent_id = ");
		sql_put_text(&q, id);
		e = sqlite_run(s, &q, w);
	}
	return e;
}

/* --- terms --- */

static enum err
put_term(struct sqlite *s, const struct schema *of, struct str id, struct str term, struct why *w)
{
	struct sql q = sqlite_shaped(s, (struct shape){SHAPE_TERM, of, 0}, w->mem);

	sql_put(&q, "INSERT INTO ");
	if (q.known == NULL)
		sql_put_terms(&q.text, of);
	sql_put(&q, " (term, id) VALUES (");
	sql_put_text(&q, term);
	sql_put(&q, ", ");
	sql_put_text(&q, id);
	sql_put(&q, ")");
	return sqlite_run(s, &q, w);
}

static enum err
delete_term(
    struct sqlite *s, const struct schema *of, struct str id, struct str term, struct why *w)
{
	struct sql q = sql_init(w->mem);

	sql_put(&q, "DELETE FROM ");
	sql_put_terms(&q.text, of);
	sql_put(&q, " WHERE term = ");
	sql_put_text(&q, term);
	sql_put(&q, " AND id = ");
	sql_put_text(&q, id);
	return sqlite_run(s, &q, w);
}

/* Both lists are sorted: what is in one of them only is written. old or rec may be NULL. */
static enum err
change_terms(
    struct sqlite *s, const struct schema *of, const void *old, const void *rec, struct why *w)
{
	struct list was = {0}, is = {0};
	struct str id = rec_text(old != NULL ? old : rec, &of->fields[0]);
	size_t i = 0, j = 0;
	enum err e = OK;

	if (!terms_any(of))
		return OK;
	if (old != NULL)
		was = terms_of(w->mem, of, old);
	if (rec != NULL)
		is = terms_of(w->mem, of, rec);
	while (e == OK && (i < was.n || j < is.n)) {
		int c = i == was.n ? 1 : j == is.n ? -1 : str_cmp(was.v[i], is.v[j]);

		if (c < 0)
			e = delete_term(s, of, id, was.v[i], w);
		else if (c > 0)
			e = put_term(s, of, id, is.v[j], w);
		i += c <= 0;
		j += c >= 0;
	}
	return e;
}

/* --- rows --- */

enum err
sqlite_insert(struct sqlite *s, const struct schema *of, const void *rec, struct why *w)
{
	struct sql q = sqlite_shaped(s, (struct shape){SHAPE_INSERT, of, 0}, w->mem);
	enum err e;

	sql_put(&q, "INSERT INTO ");
	sql_put(&q, of->plural);
	put_names(&q, of, " (");
	sql_put(&q, ") VALUES (");
	put_values(&q, of, rec, "");
	sql_put(&q, ")");
	if ((e = sqlite_run(s, &q, w)) != OK)
		return e;
	if ((e = insert_lines(s, of, rec, w)) != OK)
		return e;
	return change_terms(s, of, NULL, rec, w);
}

enum err
sqlite_set(
    struct sqlite *s, const struct schema *of, const void *rec, uint64_t fields, struct why *w)
{
	struct sql q = sqlite_shaped(s, (struct shape){SHAPE_SET, of, fields}, w->mem);
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
		put_value(&q, &of->fields[i], rec, i);
	}
	sql_put(&q, " WHERE id = ");
	sql_put_text(&q, rec_text(rec, &of->fields[0]));
	return sqlite_run(s, &q, w);
}

enum err
sqlite_update(
    struct sqlite *s, const struct schema *of, const void *rec, const void *old, struct why *w)
{
	enum err e;

	if ((e = sqlite_set(s, of, rec, UINT64_MAX, w)) != OK)
		return e;
	if ((e = delete_lines(s, of, rec_text(rec, &of->fields[0]), w)) != OK)
		return e;
	if ((e = insert_lines(s, of, rec, w)) != OK)
		return e;
	return change_terms(s, of, old, rec, w);
}

enum err
sqlite_delete(struct sqlite *s, const struct schema *of, const void *old, struct why *w)
{
	struct sql q = sql_init(w->mem);
	enum err e;

	buf_printf(&q.text, "DELETE FROM %s WHERE id = ", of->plural);
	sql_put_text(&q, rec_text(old, &of->fields[0]));
	if ((e = sqlite_run(s, &q, w)) != OK)
		return e;
	return change_terms(s, of, old, NULL, w);
}
