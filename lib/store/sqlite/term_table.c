/* term_table.c - Maintains the search terms of a record. */
#include "base/mem.h"
#include "schema/sql.h"
#include "schema/terms.h"
#include "store/sqlite/sqlite.h"

struct list
sqlite_terms_of(const void *mem, const struct schema *of, const void *rec)
{
	return terms_searchable(of) ? terms_of(mem, of, rec) : (struct list){0};
}

/* The inverse of the joined lines. Those of an earlier program have no line feed at the end. */
static struct list
sqlite_terms_split(const void *mem, struct str lines)
{
	struct list l = {MEM_MANY(mem, struct str, lines.n + 1), 0};
	struct str term;

	while (lines.s != NULL) {
		lines = str_cut(lines, '\n', &term);
		if (term.n > 0)
			l.v[l.n++] = term;
	}
	return l;
}

enum err
sqlite_terms_stored(
    struct sqlite *s, const struct schema *of, struct str id, struct list *terms, struct why *w)
{
	struct sql q = sql_init(w->mem);
	sqlite3_stmt *stmt;
	bool more;
	enum err e;

	*terms = (struct list){0};
	if (!terms_searchable(of))
		return OK;
	buf_printf(&q.text, "SELECT terms FROM %s WHERE id = ", of->plural);
	sql_put_text(&q, id);
	if ((e = sqlite_statement_start(s, &q, &stmt, w)) != OK)
		return e;
	if ((e = sqlite_statement_step(s, stmt, &more, w)) == OK && more)
		*terms = sqlite_terms_split(
		    w->mem, str_dup(w->mem, str_of((const char *)sqlite3_column_text(stmt, 0))));
	sqlite_statement_stop(stmt);
	return e;
}

static enum err
sqlite_insert_term(
    struct sqlite *s, const struct schema *of, struct str id, struct str term, struct why *w)
{
	struct sql q = sql_init_keyed(s, (struct statement_key){STATEMENT_TERM, of, 0}, w->mem);

	sql_put(&q, "INSERT INTO ");
	if (q.cached == NULL)
		sql_put_terms_name(&q.text, of);
	sql_put(&q, " (term, id) VALUES (");
	sql_put_text(&q, term);
	sql_put(&q, ", ");
	sql_put_text(&q, id);
	sql_put(&q, ")");
	return sqlite_run(s, &q, w);
}

static enum err
sqlite_delete_term(
    struct sqlite *s, const struct schema *of, struct str id, struct str term, struct why *w)
{
	struct sql q = sql_init(w->mem);

	sql_put(&q, "DELETE FROM ");
	sql_put_terms_name(&q.text, of);
	sql_put(&q, " WHERE term = ");
	sql_put_text(&q, term);
	sql_put(&q, " AND id = ");
	sql_put_text(&q, id);
	return sqlite_run(s, &q, w);
}

/* Both lists are sorted; writes only the differences. */
enum err
sqlite_terms_change(struct sqlite *s, const struct schema *of, struct str id, struct list was,
    struct list is, struct why *w)
{
	size_t i = 0, j = 0;
	enum err e = OK;

	while (e == OK && (i < was.n || j < is.n)) {
		int c = i == was.n ? 1 : j == is.n ? -1 : str_cmp(was.v[i], is.v[j]);

		if (c < 0)
			e = sqlite_delete_term(s, of, id, was.v[i], w);
		else if (c > 0)
			e = sqlite_insert_term(s, of, id, is.v[j], w);
		i += c <= 0;
		j += c >= 0;
	}
	return e;
}

/* A line feed before each term and after the last: for its beginning, or all of it, to be found in
 * the row. */
static struct str
sqlite_terms_join(const void *mem, struct list terms)
{
	struct buf b = buf_init(mem);

	buf_putc(&b, '\n');
	for (size_t i = 0; i < terms.n; i++) {
		buf_put(&b, terms.v[i]);
		buf_putc(&b, '\n');
	}
	return buf_str(&b);
}

void
sqlite_put_search_columns(
    struct sql *q, const struct schema *of, const void *rec, struct list terms, bool named)
{
	const void *mem = q->text.mem;
	const struct str v[SQL_SEARCH_COLUMNS] = {terms_folded_code(mem, of, rec),
	    terms_folded_name(mem, of, rec), sqlite_terms_join(mem, terms)};

	for (size_t i = 0; i < SQL_SEARCH_COLUMNS; i++) {
		sql_put(q, ", ");
		if (named) {
			sql_put(q, sql_search_columns[i]);
			sql_put(q, " = ");
		}
		sql_put_text(q, v[i]);
	}
}
