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

/* Both lists are sorted: what is in one of them only is written. */
static enum err
change_terms(struct sqlite *s, const struct schema *of, struct str id, struct list was,
    struct list is, struct why *w)
{
	size_t i = 0, j = 0;
	enum err e = OK;

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

/* What stands in a record's row for searches. */
enum { DERIVED = 3 };
static const char *const derived[DERIVED] = {FOLDED_CODE, FOLDED_NAME, TERMS};

static void
derive(const void *mem, const struct schema *of, const void *rec, struct list terms,
    struct str v[static DERIVED])
{
	struct buf lines = buf_init(mem);

	for (size_t i = 0; i < terms.n; i++) {
		buf_putc(&lines, '\n');
		buf_put(&lines, terms.v[i]);
	}
	v[0] = terms_folded(mem, of, terms_code_field(of), rec);
	v[1] = terms_folded(mem, of, terms_name_field(of), rec);
	v[2] = buf_str(&lines);
}

static void
put_derived_values(struct sql *q, const struct schema *of, const void *rec, struct list terms)
{
	struct str v[DERIVED];

	derive(q->text.mem, of, rec, terms, v);
	for (size_t i = 0; i < DERIVED; i++) {
		sql_put(q, ", ");
		sql_put_text(q, v[i]);
	}
}

static void
put_derived_sets(struct sql *q, const struct schema *of, const void *rec, struct list terms)
{
	struct str v[DERIVED];

	derive(q->text.mem, of, rec, terms, v);
	for (size_t i = 0; i < DERIVED; i++) {
		sql_put(q, ", ");
		sql_put(q, derived[i]);
		sql_put(q, " = ");
		sql_put_text(q, v[i]);
	}
}

static enum err
insert_row(
    struct sqlite *s, const struct schema *of, const void *rec, struct list terms, struct why *w)
{
	struct sql q = sqlite_shaped(s, (struct shape){SHAPE_INSERT, of, 0}, w->mem);
	bool found_by = terms_any(of);

	sql_put(&q, "INSERT INTO ");
	sql_put(&q, of->plural);
	put_names(&q, of, " (");
	for (size_t i = 0; found_by && i < DERIVED; i++) {
		sql_put(&q, ", ");
		sql_put(&q, derived[i]);
	}
	sql_put(&q, ") VALUES (");
	put_values(&q, of, rec, "");
	if (found_by)
		put_derived_values(&q, of, rec, terms);
	sql_put(&q, ")");
	return sqlite_run(s, &q, w);
}

static struct list
terms_if_any(const void *mem, const struct schema *of, const void *rec)
{
	return terms_any(of) ? terms_of(mem, of, rec) : (struct list){0};
}

enum err
sqlite_insert(struct sqlite *s, const struct schema *of, const void *rec, struct why *w)
{
	struct list terms = terms_if_any(w->mem, of, rec);
	enum err e;

	if ((e = insert_row(s, of, rec, terms, w)) != OK)
		return e;
	if ((e = insert_lines(s, of, rec, w)) != OK)
		return e;
	return change_terms(s, of, rec_text(rec, &of->fields[0]), (struct list){0}, terms, w);
}

/* UPDATE of these fields, up to its WHERE. */
static struct sql
set_text(
    struct sqlite *s, const struct schema *of, const void *rec, uint64_t fields, const void *mem)
{
	struct sql q = sqlite_shaped(s, (struct shape){SHAPE_SET, of, fields}, mem);
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
	return q;
}

static enum err
run_of_id(struct sqlite *s, struct sql *q, struct str id, struct why *w)
{
	sql_put(q, " WHERE id = ");
	sql_put_text(q, id);
	return sqlite_run(s, q, w);
}

enum err
sqlite_set(
    struct sqlite *s, const struct schema *of, const void *rec, uint64_t fields, struct why *w)
{
	struct sql q = set_text(s, of, rec, fields, w->mem);

	return run_of_id(s, &q, rec_text(rec, &of->fields[0]), w);
}

enum err
sqlite_update(
    struct sqlite *s, const struct schema *of, const void *rec, const void *old, struct why *w)
{
	struct str id = rec_text(rec, &of->fields[0]);
	struct list terms = terms_if_any(w->mem, of, rec);
	struct sql q = set_text(s, of, rec, UINT64_MAX, w->mem);
	enum err e;

	if (terms_any(of))
		put_derived_sets(&q, of, rec, terms);
	if ((e = run_of_id(s, &q, id, w)) != OK)
		return e;
	if ((e = delete_lines(s, of, id, w)) != OK)
		return e;
	if ((e = insert_lines(s, of, rec, w)) != OK)
		return e;
	return change_terms(s, of, id, terms_if_any(w->mem, of, old), terms, w);
}

enum err
sqlite_delete(struct sqlite *s, const struct schema *of, const void *old, struct why *w)
{
	struct str id = rec_text(old, &of->fields[0]);
	struct sql q = sql_init(w->mem);
	enum err e;

	buf_printf(&q.text, "DELETE FROM %s", of->plural);
	if ((e = run_of_id(s, &q, id, w)) != OK)
		return e;
	return change_terms(s, of, id, terms_if_any(w->mem, of, old), (struct list){0}, w);
}
