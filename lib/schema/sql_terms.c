/*
 * sql_terms.c - Generates SQLite tables and columns for search; see terms.h. The driver keeps
 * their contents up to date.
 */
#include "schema/sql.h"
#include "schema/terms.h"

const char *const sql_search_columns[SQL_SEARCH_COLUMNS] = {FOLDED_CODE, FOLDED_NAME, TERMS};

void
sql_put_terms_name(struct buf *b, const struct schema *s)
{
	buf_puts(b, s->plural);
	buf_puts(b, "_terms");
}

void
sql_put_terms_table(struct buf *b, const struct schema *s)
{
	buf_puts(b, "CREATE TABLE ");
	sql_put_terms_name(b, s);
	buf_puts(b, " (\n\tterm TEXT NOT NULL,\n\tid TEXT NOT NULL,\n"
		    "\tPRIMARY KEY (term, id)\n) STRICT, WITHOUT ROWID;\n");
}

void
sql_put_terms_columns(struct buf *b)
{
	for (size_t i = 0; i < SQL_SEARCH_COLUMNS; i++)
		buf_printf(b, ",\n\t%s TEXT NOT NULL", sql_search_columns[i]);
}

void
sql_put_terms_indexes(struct buf *b, const struct schema *s)
{
	for (size_t i = 0; terms_order(s, i) != NULL; i++)
		buf_printf(b, "CREATE INDEX %s_%s ON %s (%s);\n", s->plural, terms_order(s, i),
		    s->plural, terms_order(s, i));
}
