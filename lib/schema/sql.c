/* sql.c - Generates DDL for SQLite. */
#include "schema/sql.h"

#include <sqlite3.h>
#include <string.h>

#include "schema/terms.h"

bool
sql_has_column(const struct field *f)
{
	return !(f->flags & F_VIRTUAL) && f->type != T_LINES;
}

bool
sql_has_table(const struct field *f)
{
	return !(f->flags & F_VIRTUAL) && f->type == T_LINES;
}

void
sql_put_name(struct buf *b, const char *name)
{
	bool word = sqlite3_keyword_check(name, (int)strlen(name)) != 0;

	if (word)
		buf_putc(b, '"');
	buf_puts(b, name);
	if (word)
		buf_putc(b, '"');
}

void
sql_put_child_name(struct buf *b, const struct schema *s, const struct field *f)
{
	buf_puts(b, s->plural);
	buf_putc(b, '_');
	buf_puts(b, f->name);
}

static const char *
sql_column_type(const struct field *f)
{
	switch (f->type) {
	case T_INT:
	case T_DEC:
	case T_BOOL:
	case T_TIME:
		return "INTEGER";
	default:
		return "TEXT";
	}
}

/* name op bound, joined by AND to the previous condition. */
static void
sql_put_bound(struct buf *b, const struct field *f, const char *op, int64_t bound, bool *first)
{
	buf_puts(b, *first ? " CHECK (" : " AND ");
	*first = false;
	sql_put_name(b, f->name);
	buf_puts(b, op);
	buf_put_int(b, bound);
}

static void
sql_put_number_check(struct buf *b, const struct field *f)
{
	bool first = true;

	if (field_is(f, F_MIN))
		sql_put_bound(b, f, field_is(f, F_ABOVE) ? " > " : " >= ", f->min, &first);
	if (field_is(f, F_MAX))
		sql_put_bound(b, f, " <= ", f->max, &first);
	if (field_is(f, F_NOT_ZERO))
		sql_put_bound(b, f, " <> ", 0, &first);
	if (!first)
		buf_putc(b, ')');
}

/* Avoids IN: SQLite builds a table of its values for each row written. */
static void
sql_put_enum_check(struct buf *b, const struct field *f)
{
	for (size_t i = 0; f->one_of[i] != NULL; i++) {
		buf_puts(b, i == 0 ? " CHECK (" : " OR ");
		sql_put_name(b, f->name);
		buf_printf(b, " = '%s'", f->one_of[i]);
	}
	buf_putc(b, ')');
}

/* Lengths of texts are validated on input; these are the bounds that sums rely on. */
static void
sql_put_check(struct buf *b, const struct field *f)
{
	switch (f->type) {
	case T_INT:
	case T_DEC:
		sql_put_number_check(b, f);
		break;
	case T_BOOL:
		buf_printf(b, " CHECK (%s IN (0, 1))", f->name);
		break;
	case T_ENUM:
		sql_put_enum_check(b, f);
		break;
	case T_LIST:
	case T_JSON: /* json_valid() is not allowed when schemas are untrusted */
		buf_puts(b, " CHECK (");
		sql_put_name(b, f->name);
		buf_puts(b, f->type == T_LIST ? " GLOB '[[]*]')" : " GLOB '{*}')");
		break;
	default:
		break;
	}
}

static void
sql_put_columns(struct buf *b, const struct schema *s, const char *before_first)
{
	const char *before = before_first;

	for (size_t i = 0; i < s->nfields; i++) {
		const struct field *f = &s->fields[i];

		if (!sql_has_column(f))
			continue;
		buf_puts(b, before);
		before = ",\n\t";
		sql_put_name(b, f->name);
		buf_printf(
		    b, " %s%s", sql_column_type(f), f->flags & F_REQUIRED ? " NOT NULL" : "");
		if (f->type == T_KEY)
			buf_puts(b, " PRIMARY KEY");
		sql_put_check(b, f);
	}
}

static void
sql_put_child_table(struct buf *b, const struct schema *s, const struct field *f)
{
	buf_puts(b, "CREATE TABLE ");
	sql_put_child_name(b, s, f);
	buf_printf(b,
	    " (\n\tparent_id TEXT NOT NULL REFERENCES %s (id) ON DELETE CASCADE,\n"
	    "\tline_no INTEGER NOT NULL",
	    s->plural);
	sql_put_columns(b, f->ref, ",\n\t");
	buf_puts(b, ",\n\tPRIMARY KEY (parent_id, line_no)\n) STRICT, WITHOUT ROWID;\n");
}

static void
sql_put_index_condition(struct buf *b, const struct field *f)
{
	const char *only = field_is(f, F_BELOW_ZERO) ? " < 0"
			   : field_is(f, F_REQUIRED) ? NULL
						     : " IS NOT NULL";

	if (only == NULL)
		return;
	buf_puts(b, " WHERE ");
	sql_put_name(b, f->name);
	buf_puts(b, only);
}

static void
sql_put_index(struct buf *b, const struct schema *s, const struct field *f)
{
	buf_printf(b, "CREATE %sINDEX %s_%s ON %s (", f->flags & F_UNIQUE ? "UNIQUE " : "",
	    s->plural, f->name, s->plural);
	sql_put_name(b, f->name);
	buf_putc(b, ')');
	sql_put_index_condition(b, f);
	buf_puts(b, ";\n");
}

static bool
sql_index_leads(const struct schema *s, size_t field)
{
	const struct index *x = s->indexes;

	while (x->first >= 0 && (size_t)x->first != field)
		x++;
	return x->first >= 0;
}

/* A field of few values gets no index: the planner would use it and then sort half the table.
 * An index over two fields serves the first of them too. */
static bool
sql_index_wanted(const struct schema *s, size_t i)
{
	const struct field *f = &s->fields[i];

	if (f->flags & F_UNIQUE)
		return true;
	return (f->flags & F_INDEXED) && !(f->flags & F_FEW) && f->type != T_BOOL &&
	       f->type != T_ENUM && !sql_index_leads(s, i);
}

static void
sql_put_indexes(struct buf *b, const struct schema *s)
{
	for (size_t i = 1; i < s->nfields; i++)
		if (sql_has_column(&s->fields[i]) && sql_index_wanted(s, i))
			sql_put_index(b, s, &s->fields[i]);
	for (const struct index *x = s->indexes; x->first >= 0; x++) {
		const char *first = s->fields[x->first].name, *second = s->fields[x->second].name;

		buf_printf(b, "CREATE INDEX %s_%s_%s ON %s (", s->plural, first, second, s->plural);
		sql_put_name(b, first);
		buf_puts(b, ", ");
		sql_put_name(b, second);
		buf_puts(b, ");\n");
	}
}

static void
sql_put_view_column(struct buf *b, const struct field *f)
{
	if (f->type == T_TIME)
		buf_puts(b, "strftime('%Y-%m-%dT%H:%M:%fZ', ");
	sql_put_name(b, f->name);
	if (f->type == T_TIME)
		buf_puts(b, " / 1000.0, 'unixepoch')");
	if (f->type == T_DEC)
		buf_puts(b, " / 1000000.0");
	if (f->type == T_TIME || f->type == T_DEC) {
		buf_puts(b, " AS ");
		sql_put_name(b, f->name);
	}
}

static void
sql_put_view(struct buf *b, const struct schema *s)
{
	buf_printf(b, "CREATE VIEW v_%s AS SELECT", s->name);
	for (size_t i = 0; i < s->nfields; i++) {
		const struct field *f = &s->fields[i];

		if (!sql_has_column(f) || (f->flags & F_SECRET))
			continue;
		buf_puts(b, i == 0 ? "\n\t" : ",\n\t");
		sql_put_view_column(b, f);
	}
	buf_printf(b, "\nFROM %s;\n", s->plural);
}

static void
sql_put_table(struct buf *b, const struct schema *s)
{
	buf_printf(b, "\n-- %s\nCREATE TABLE %s (", s->doc, s->plural);
	sql_put_columns(b, s, "\n\t");
	if (terms_searchable(s))
		sql_put_terms_columns(b);
	buf_puts(b, "\n) STRICT, WITHOUT ROWID;\n");
	for (size_t i = 0; i < s->nfields; i++)
		if (sql_has_table(&s->fields[i]))
			sql_put_child_table(b, s, &s->fields[i]);
	if (terms_searchable(s))
		sql_put_terms_table(b, s);
	sql_put_indexes(b, s);
	if (terms_searchable(s))
		sql_put_terms_indexes(b, s);
	sql_put_view(b, s);
}

void
sql_put_create(struct buf *b)
{
	buf_puts(b, "-- Printed by `ccpl schema sql`. Quantities and money are millionths, times\n"
		    "-- milliseconds; the views v_... show them in a form for people.\n");
	for (size_t i = 0; schemas[i] != NULL; i++)
		if (schemas[i]->stored)
			sql_put_table(b, schemas[i]);
}

static void
sql_put_drop_table(struct buf *b, const struct schema *s)
{
	buf_printf(b, "DROP VIEW v_%s;\n", s->name);
	for (size_t i = 0; i < s->nfields; i++)
		if (sql_has_table(&s->fields[i]))
			buf_printf(b, "DROP TABLE %s_%s;\n", s->plural, s->fields[i].name);
	if (terms_searchable(s))
		buf_printf(b, "DROP TABLE %s_terms;\n", s->plural);
	buf_printf(b, "DROP TABLE %s;\n", s->plural);
}

void
sql_put_drop(struct buf *b)
{
	for (size_t i = 0; schemas[i] != NULL; i++)
		if (schemas[i]->stored)
			sql_put_drop_table(b, schemas[i]);
}
