/* sqlite_read.c - find, sum, and reading at one moment. */
#include "store/sqlite.h"

#include <assert.h>
#include <string.h>

#include "base/mem.h"
#include "schema/json.h"
#include "schema/sql.h"
#include "schema/terms.h"
#include "store/drivers.h"

static const char *const operators[] = {
    [CMP_EQ] = " = ",
    [CMP_NE] = " <> ",
    [CMP_LT] = " < ",
    [CMP_LE] = " <= ",
    [CMP_GT] = " > ",
    [CMP_GE] = " >= ",
    [CMP_IN] = " IN ",
    [CMP_ABSENT] = " IS NULL",
    [CMP_PRESENT] = " IS NOT NULL",
};

enum err
sqlite_get(struct store *store, const struct schema *of, struct str id, void *rec, struct why *w)
{
	bool found;
	enum err e = sqlite_row(sqlite_of(store), of, id, rec, &found, w);

	if (e == OK && !found)
		return err_set(w, ERR_NOT_FOUND, "%s", err_title(ERR_NOT_FOUND));
	return e;
}

/* --- conditions --- */

static void
put_filter(struct sql *q, const struct schema *of, const struct filter *x)
{
	const struct field *f = &of->fields[x->field];
	struct buf in = buf_init(q->text.mem);

	sql_put_name(&q->text, f->name);
	sql_put(q, operators[x->cmp]);
	if (x->cmp == CMP_IN) {
		json_put_list(&in, x->in);
		sql_put(q, "(SELECT value FROM json_each(");
		sql_put_text(q, buf_str(&in));
		sql_put(q, "))");
	} else if (x->cmp != CMP_ABSENT && x->cmp != CMP_PRESENT) {
		if (field_is_text(f))
			sql_put_text(q, x->text);
		else
			sql_put_number(q, x->number);
	}
}

/* Some term begins with the word: a range, whose end no UTF-8 text can pass. */
static void
put_word(struct sql *q, const struct schema *of, struct str word)
{
	sql_put(q, "id IN (SELECT id FROM ");
	sql_put_terms(&q->text, of);
	sql_put(q, " WHERE term >= ");
	sql_put_text(q, word);
	sql_put(q, " AND term < ");
	sql_put_text(q, str_printf(q->text.mem, "%.*s\xff", STRF(word)));
	sql_put(q, ")");
}

/* All conditions but that of the page; what stands before the next one is given back. */
static const char *
put_where(struct sql *q, const struct query *query)
{
	const char *before = " WHERE ";

	for (size_t i = 0; i < query->nwhere; i++) {
		sql_put(q, before);
		before = " AND ";
		put_filter(q, query->schema, &query->where[i]);
	}
	for (size_t i = 0; i < query->words.n; i++) {
		sql_put(q, before);
		before = " AND ";
		put_word(q, query->schema, query->words.v[i]);
	}
	return before;
}

/* --- find --- */

/* fold() of a field, or the empty text where there is none. */
static void
put_folded(struct sql *q, const struct schema *of, int field)
{
	if (field < 0) {
		sql_put(q, "''");
		return;
	}
	sql_put(q, "coalesce(fold(");
	sql_put_name(&q->text, of->fields[field].name);
	sql_put(q, "), '')");
}

static void
put_rank(struct sql *q, const struct query *query)
{
	int code = terms_code_field(query->schema);
	struct str word = query->words.v[0];

	if (query->words.n != 1 || code < 0) {
		sql_put(q, "2");
		return;
	}
	sql_put(q, "CASE WHEN ");
	put_folded(q, query->schema, code);
	sql_put(q, " = ");
	sql_put_text(q, word);
	sql_put(q, " THEN 0 WHEN substr(");
	put_folded(q, query->schema, code);
	sql_put(q, ", 1, ");
	sql_put_number(q, (int64_t)str_chars(word));
	sql_put(q, ") = ");
	sql_put_text(q, word);
	sql_put(q, " THEN 1 ELSE 2 END");
}

static void
put_search_columns(struct sql *q, const struct query *query)
{
	sql_put(q, ", ");
	put_rank(q, query);
	sql_put(q, " AS search_rank, ");
	put_folded(q, query->schema, terms_name_field(query->schema));
	sql_put(q, " AS search_name");
}

static void
put_after_search(struct sql *q, const struct after *a)
{
	sql_put(q, "(search_rank, search_name, id) > (");
	sql_put_number(q, a->rank);
	sql_put(q, ", ");
	sql_put_text(q, a->text);
	sql_put(q, ", ");
	sql_put_text(q, a->id);
	sql_put(q, ")");
}

static void
put_after(struct sql *q, const struct query *query)
{
	const struct field *f = &query->schema->fields[query->order.field];
	const struct after *a = &query->after;

	sql_put(q, "(");
	sql_put_name(&q->text, f->name);
	sql_put(q, query->order.desc ? ", id) < (" : ", id) > (");
	if (query->order.field == 0)
		sql_put_text(q, a->id);
	else if (field_is_text(f))
		sql_put_text(q, a->text);
	else
		sql_put_number(q, a->number);
	sql_put(q, ", ");
	sql_put_text(q, a->id);
	sql_put(q, ")");
}

static void
put_order(struct sql *q, const struct query *query)
{
	const char *way = query->order.desc ? " DESC" : "";

	sql_put(q, " ORDER BY ");
	if (query->words.n > 0) {
		sql_put(q, "search_rank, search_name, id");
		return;
	}
	if (query->order.field != 0) {
		sql_put_name(&q->text, query->schema->fields[query->order.field].name);
		sql_put(q, way);
		sql_put(q, ", ");
	}
	sql_put(q, "id");
	sql_put(q, way);
}

static struct sql
find_text(const struct query *query, void *mem)
{
	struct sql q = sql_init(mem);
	const char *before;

	sql_put(&q, "SELECT ");
	sqlite_put_columns(&q, query->schema);
	if (query->words.n > 0)
		put_search_columns(&q, query);
	buf_printf(&q.text, " FROM %s", query->schema->plural);
	before = put_where(&q, query);
	if (query->after.given) {
		sql_put(&q, before);
		if (query->words.n > 0)
			put_after_search(&q, &query->after);
		else
			put_after(&q, query);
	}
	put_order(&q, query);
	sql_put(&q, " LIMIT ");
	sql_put_number(&q, (int64_t)query->limit);
	sql_put(&q, " OFFSET ");
	sql_put_number(&q, (int64_t)query->skip);
	return q;
}

enum { ROWS_FIRST = 16 };

static void *
next_row(struct rows *rows, size_t *cap, size_t size, const void *mem)
{
	if (rows->n == *cap) {
		*cap = *cap == 0 ? ROWS_FIRST : 2 * *cap;
		rows->v = mem_grow(mem, rows->v, *cap * size);
	}
	return (char *)rows->v + rows->n++ * size;
}

enum err
sqlite_find(struct store *store, const struct query *query, struct rows *rows, struct why *w)
{
	struct sqlite *s = sqlite_of(store);
	struct sql q = find_text(query, w->mem);
	const struct schema *of = query->schema;
	sqlite3_stmt *stmt;
	size_t cap = 0;
	bool more;
	enum err e;

	*rows = (struct rows){0};
	if ((e = sqlite_start(s, &q, &stmt, w)) != OK)
		return e;
	while ((e = sqlite_step(s, stmt, &more, w)) == OK && more)
		if ((e = sqlite_read(s, of, stmt, 0, next_row(rows, &cap, of->size, w->mem), w)) !=
		    OK)
			break;
	sqlite_stop(stmt);
	return e;
}

/* --- sum --- */

static struct sql
sum_text(const struct query *query, const size_t *group, size_t ngroup, const size_t *fields,
    size_t nfields, void *mem)
{
	const struct schema *of = query->schema;
	struct sql q = sql_init(mem);

	sql_put(&q, "SELECT ");
	for (size_t i = 0; i < ngroup; i++) {
		bool always = of->fields[group[i]].flags & F_REQUIRED;

		assert(field_is_text(&of->fields[group[i]]));
		sql_put(&q, always ? "" : "coalesce(");
		sql_put_name(&q.text, of->fields[group[i]].name);
		sql_put(&q, always ? ", " : ", ''), ");
	}
	for (size_t i = 0; i < nfields; i++) {
		sql_put(&q, "coalesce(sum(");
		sql_put_name(&q.text, of->fields[fields[i]].name);
		sql_put(&q, "), 0), ");
	}
	buf_printf(&q.text, "count(*) FROM %s", of->plural);
	put_where(&q, query);
	for (size_t i = 0; i < ngroup; i++)
		buf_printf(&q.text, "%s%zu", i == 0 ? " GROUP BY " : ", ", i + 1);
	for (size_t i = 0; i < ngroup; i++)
		buf_printf(&q.text, "%s%zu", i == 0 ? " ORDER BY " : ", ", i + 1);
	return q;
}

static void
read_sum(sqlite3_stmt *stmt, size_t ngroup, size_t nfields, struct sum_row *row, const void *mem)
{
	int at = 0;

	*row = (struct sum_row){0};
	for (size_t i = 0; i < ngroup; i++, at++)
		row->key[i] = str_dup(mem, (struct str){(const char *)sqlite3_column_text(stmt, at),
					       (size_t)sqlite3_column_bytes(stmt, at)});
	for (size_t i = 0; i < nfields; i++, at++)
		row->total[i] = sqlite3_column_int64(stmt, at);
	row->count = sqlite3_column_int64(stmt, at);
}

enum err
sqlite_sum(struct store *store, const struct query *query, const size_t *group, size_t ngroup,
    const size_t *fields, size_t nfields, struct sums *sums, struct why *w)
{
	struct sqlite *s = sqlite_of(store);
	struct sql q = sum_text(query, group, ngroup, fields, nfields, w->mem);
	struct rows rows = {0};
	sqlite3_stmt *stmt;
	size_t cap = 0;
	bool more;
	enum err e;

	if ((e = sqlite_start(s, &q, &stmt, w)) != OK)
		return e;
	while ((e = sqlite_step(s, stmt, &more, w)) == OK && more)
		read_sum(stmt, ngroup, nfields,
		    next_row(&rows, &cap, sizeof(struct sum_row), w->mem), w->mem);
	sqlite_stop(stmt);
	*sums = (struct sums){rows.v, rows.n};
	return e;
}

/* --- one moment --- */

/* The moment is that of the first read: made here, so that it is not a later one. */
enum err
sqlite_hold(struct store *store, struct why *w)
{
	struct sqlite *s = sqlite_of(store);
	int64_t ignored;
	enum err e;

	assert(!s->held);
	if ((e = sqlite_exec(s, "BEGIN", w)) != OK)
		return e;
	s->held = true;
	return sqlite_number(s, "SELECT count(*) FROM sqlite_schema WHERE name = ''", &ignored, w);
}

void
sqlite_release(struct store *store)
{
	struct sqlite *s = sqlite_of(store);

	if (s->held)
		sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
	s->held = false;
}
