/* sqlite_row.c - a row to a record and back, with its lines and its search terms. */
#include "store/sqlite.h"

#include <json-c/json.h>
#include <string.h>

#include "base/mem.h"
#include "schema/json.h"
#include "schema/sql.h"
#include "schema/terms.h"
#include "store/drivers.h"

/* --- reading --- */

/* In the order of the fields; of lines their number, so that none are looked for where
 * there are none. */
void
sqlite_put_columns(struct sql *q, const struct schema *s)
{
	const char *before = "";

	for (size_t i = 0; i < s->nfields; i++) {
		const struct field *f = &s->fields[i];

		if (f->flags & F_VIRTUAL)
			continue;
		sql_put(q, before);
		before = ", ";
		if (sql_has_table(f)) {
			sql_put(q, "(SELECT count(*) FROM ");
			sql_put_child(&q->text, s, f);
			buf_printf(&q->text, " WHERE parent_id = %s.id)", s->plural);
		} else {
			sql_put_name(&q->text, f->name);
		}
	}
}

/* All texts of a row share one block. */
struct room {
	char *at;
};

static struct room
room_for(const void *mem, sqlite3_stmt *stmt)
{
	size_t bytes = 0;

	for (int i = 0, n = sqlite3_column_count(stmt); i < n; i++)
		if (sqlite3_column_type(stmt, i) == SQLITE_TEXT)
			bytes += (size_t)sqlite3_column_bytes(stmt, i) + 1;
	return (struct room){mem_new(mem, bytes + 1)};
}

static struct str
room_put(struct room *r, const void *s, size_t n)
{
	struct str v = {r->at, n};

	memcpy(r->at, s, n);
	r->at[n] = '\0';
	r->at += n + 1;
	return v;
}

static struct list
read_list(const void *mem, struct str text)
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
read_text(const struct schema *s, size_t i, struct str text, void *rec, const void *mem)
{
	const struct field *f = &s->fields[i];

	if (f->type == T_LIST)
		*(struct list *)rec_at(rec, f) = read_list(mem, text);
	else if (f->type == T_ENUM)
		for (int e = 0; f->one_of[e] != NULL; e++)
			if (str_is(text, f->one_of[e]))
				*(int *)rec_at(rec, f) = e;
	if (f->type == T_LIST || f->type == T_ENUM)
		rec_mark(rec, i);
	else
		rec_set_text(rec, s, i, text);
}

static enum err
read_lines(struct sqlite *s, const struct schema *of, size_t i, struct str id, size_t n, void *rec,
    struct why *w)
{
	const struct field *f = &of->fields[i];
	struct lines *lines = rec_at(rec, f);
	struct sql q = sql_init(w->mem);
	sqlite3_stmt *stmt;
	bool more = true;
	enum err e;

	lines->v = mem_array(w->mem, n, f->ref->size);
	sql_put(&q, "SELECT ");
	sqlite_put_columns(&q, f->ref);
	sql_put(&q, " FROM ");
	sql_put_child(&q.text, of, f);
	sql_put(&q, " WHERE parent_id = ");
	sql_put_text(&q, id);
	sql_put(&q, " ORDER BY line_no");
	if ((e = sqlite_start(s, &q, &stmt, w)) != OK)
		return e;
	while ((e = sqlite_step(s, stmt, &more, w)) == OK && more && lines->n < n)
		if ((e = sqlite_read(s, f->ref, stmt, 0, line_at(f, lines, lines->n++), w)) != OK)
			break;
	sqlite_stop(stmt);
	return e;
}

enum err
sqlite_read(struct sqlite *s, const struct schema *of, sqlite3_stmt *stmt, int first, void *rec,
    struct why *w)
{
	struct room room = room_for(w->mem, stmt);
	int column = first;
	enum err e = OK;

	memset(rec, 0, of->size);
	for (size_t i = 0; i < of->nfields && e == OK; i++) {
		const struct field *f = &of->fields[i];
		int at = column;

		if (f->flags & F_VIRTUAL)
			continue;
		column++;
		if (f->type == T_LINES)
			rec_mark(rec, i);
		if (sqlite3_column_type(stmt, at) == SQLITE_TEXT)
			read_text(of, i,
			    room_put(&room, sqlite3_column_text(stmt, at),
				(size_t)sqlite3_column_bytes(stmt, at)),
			    rec, w->mem);
		else if (f->type != T_LINES && sqlite3_column_type(stmt, at) == SQLITE_INTEGER)
			rec_set_number(rec, of, i, sqlite3_column_int64(stmt, at));
		else if (f->type == T_LINES && sqlite3_column_int64(stmt, at) > 0)
			e = read_lines(s, of, i, rec_text(rec, &of->fields[0]),
			    (size_t)sqlite3_column_int64(stmt, at), rec, w);
	}
	return e;
}

enum err
sqlite_row(
    struct sqlite *s, const struct schema *of, struct str id, void *rec, bool *found, struct why *w)
{
	struct sql q = sql_init(w->mem);
	sqlite3_stmt *stmt;
	enum err e;

	sql_put(&q, "SELECT ");
	sqlite_put_columns(&q, of);
	buf_printf(&q.text, " FROM %s WHERE id = ", of->plural);
	sql_put_text(&q, id);
	if ((e = sqlite_start(s, &q, &stmt, w)) != OK)
		return e;
	if ((e = sqlite_step(s, stmt, found, w)) == OK && *found)
		e = sqlite_read(s, of, stmt, 0, rec, w);
	sqlite_stop(stmt);
	return e;
}
