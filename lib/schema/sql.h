/*
 * sql.h - the tables of records as SQLite keeps them.
 *
 * A record's table has the name of schema.plural; each LINES field has a child table
 * <plural>_<field>, and a record that can be searched for has <plural>_terms. What is
 * printed here is what all migrations together must lead to.
 */
#ifndef SQL_H
#define SQL_H

#include "schema/record.h"

/* Whether the field has a column in the record's own table, or a child table. */
bool sql_has_column(const struct field *);
bool sql_has_table(const struct field *);

/* The names of tables and columns, quoted when they are words of SQL. */
void sql_put_name(struct buf *, const char *);
void sql_put_child_name(struct buf *, const struct schema *, const struct field *);
void sql_put_terms_name(struct buf *, const struct schema *);

/* Columns that a record which can be searched for has behind its fields: the folded code and
 * name, and the terms, each behind a line's end. */
enum { SQL_SEARCH_COLUMNS = 3 };
extern const char *const sql_search_columns[SQL_SEARCH_COLUMNS];

/* What a searched record's tables are made of: the terms by record, those columns, and the
 * indexes that searches are walked by. */
void sql_put_terms_table(struct buf *, const struct schema *);
void sql_put_terms_columns(struct buf *);
void sql_put_terms_indexes(struct buf *, const struct schema *);

/* CREATE for all stored records: tables, indexes, and a view v_<name> for each that shows
 * decimals and times in a form for people. DROP for the same. */
void sql_put_create(struct buf *);
void sql_put_drop(struct buf *);

#endif
