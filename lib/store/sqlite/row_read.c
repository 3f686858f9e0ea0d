/* row_read.c - Reads a record from a row and its lines. */
#include "store/sqlite/sqlite.h"

#include <json-c/json.h>
#include <string.h>

#include "base/mem.h"
#include "schema/json.h"
#include "schema/sql.h"
#include "schema/terms.h"
#include "store/drivers.h"

/* --- reading --- */

/* In the order of the fields. For lines selects their number, to skip the child query when
 * there are none. */
void
sqlite_put_columns(struct sql *q, const struct schema *s, uint64_t fields)
{
	const char *before = "";

	for (size_t i = 0; i < s->nfields; i++) {
		const struct field *f = &s->fields[i];

		if ((f->flags & F_VIRTUAL) || !(fields >> i & 1))
			continue;
		sql_put(q, before);
		before = ", ";
		if (sql_has_table(f)) {
			sql_put(q, "(SELECT count(*) FROM ");
			sql_put_child_name(&q->text, s, f);
			sql_put(q, " WHERE parent_id = ");
			sql_put(q, s->plural);
			sql_put(q, ".id)");
		} else {
			sql_put_column(q, f->name);
		}
	}
}

static struct str
sqlite_value_put(struct block *b, sqlite3_value *value)
{
	const char *s = (const char *)sqlite3_value_text(value);

	return block_put(b, (struct str){s, (size_t)sqlite3_value_bytes(value)});
}

static struct list
sqlite_read_list(const void *mem, struct str text)
{
	struct json_object *array;
	struct list l = {0};

	if (str_is(text, "[]") || (array = json_tokener_parse(text.s)) == NULL)
		return l;
	l.n = json_object_array_length(array);
	l.v = MEM_MANY(mem, struct str, l.n);
	for (size_t i = 0; i < l.n; i++) {
		struct json_object *one = json_object_array_get_idx(array, i);

		l.v[i] = str_dup(mem, (struct str){json_object_get_string(one),
					  (size_t)json_object_get_string_len(one)});
	}
	json_object_put(array);
	return l;
}

static void
sqlite_read_text(
    const struct schema *s, size_t i, sqlite3_value *value, void *rec, struct block *block)
{
	const struct field *f = &s->fields[i];

	if (f->type == T_ENUM)
		rec_set_text(rec, s, i, str_of((const char *)sqlite3_value_text(value)));
	else if (f->type != T_LIST)
		rec_set_text(rec, s, i, sqlite_value_put(block, value));
	else {
		*(struct list *)rec_at(rec, f) =
		    sqlite_read_list(block->mem, sqlite_value_put(block, value));
		rec_mark(rec, i);
	}
}

static enum err
sqlite_read_lines(struct sqlite *s, const struct schema *of, size_t i, struct str id, size_t n,
    void *rec, struct why *w)
{
	const struct field *f = &of->fields[i];
	struct lines *lines = rec_at(rec, f);
	struct block block = {.mem = w->mem};
	struct sql q = sql_init(w->mem);
	sqlite3_stmt *stmt;
	bool more = true;
	enum err e;

	rec_mark(rec, i);
	if (n == 0)
		return OK;
	lines->v = mem_array(w->mem, n, f->ref->size);
	sql_put(&q, "SELECT ");
	sqlite_put_columns(&q, f->ref, SQLITE_ALL_FIELDS);
	sql_put(&q, " FROM ");
	sql_put_child_name(&q.text, of, f);
	sql_put(&q, " WHERE parent_id = ");
	sql_put_text(&q, id);
	sql_put(&q, " ORDER BY line_no");
	if ((e = sqlite_statement_start(s, &q, &stmt, w)) != OK)
		return e;
	while ((e = sqlite_statement_step(s, stmt, &more, w)) == OK && more && lines->n < n)
		if ((e = sqlite_read_record(s, f->ref, SQLITE_ALL_FIELDS, stmt, &block,
			 line_at(f, lines, lines->n++), w)) != OK)
			break;
	sqlite_statement_stop(stmt);
	return e;
}

enum err
sqlite_read_record(struct sqlite *s, const struct schema *of, uint64_t fields, sqlite3_stmt *stmt,
    struct block *block, void *rec, struct why *w)
{
	int column = 0;
	enum err e = OK;

	memset(rec, 0, of->size);
	for (size_t i = 0; i < of->nfields && e == OK; i++) {
		sqlite3_value *value;
		int type;

		if ((of->fields[i].flags & F_VIRTUAL) || !(fields >> i & 1))
			continue;
		value = sqlite3_column_value(stmt, column++);
		type = sqlite3_value_type(value);
		if (type == SQLITE_TEXT)
			sqlite_read_text(of, i, value, rec, block);
		else if (of->fields[i].type == T_LINES)
			e = sqlite_read_lines(s, of, i, rec_text(rec, &of->fields[0]),
			    (size_t)sqlite3_value_int64(value), rec, w);
		else if (type == SQLITE_INTEGER)
			rec_set_number(rec, of, i, sqlite3_value_int64(value));
	}
	return e;
}

enum err
sqlite_find_row(
    struct sqlite *s, const struct schema *of, struct str id, void *rec, bool *found, struct why *w)
{
	struct sql q = sql_init_keyed(s, (struct statement_key){STATEMENT_ROW, of, 0}, w->mem);
	sqlite3_stmt *stmt;
	enum err e;

	sql_put(&q, "SELECT ");
	if (q.cached == NULL)
		sqlite_put_columns(&q, of, SQLITE_ALL_FIELDS);
	sql_put(&q, " FROM ");
	sql_put(&q, of->plural);
	sql_put(&q, " WHERE id = ");
	sql_put_text(&q, id);
	if ((e = sqlite_statement_start(s, &q, &stmt, w)) != OK)
		return e;
	if ((e = sqlite_statement_step(s, stmt, found, w)) == OK && *found)
		e = sqlite_read_record(
		    s, of, SQLITE_ALL_FIELDS, stmt, &(struct block){.mem = w->mem}, rec, w);
	sqlite_statement_stop(stmt);
	return e;
}
