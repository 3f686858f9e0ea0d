/*
 * sql.h - Generates SQLite tables, indexes and views from the schemas.
 *
 * The table of a record is named schema.plural; each LINES field has a child table
 * <plural>_<field>, and a searchable record has <plural>_terms. The output is the state that
 * all migrations together must produce.
 */
#ifndef SQL_H
#define SQL_H

#include "schema/record.h"

/* Whether the field has a column in the record's own table (otherwise a child table, or none). */
bool sql_has_column(const struct field *);
bool sql_has_table(const struct field *);

/* Names of tables and columns, quoted when they are SQL keywords. */
void sql_put_name(struct buf *, const char *);
void sql_put_child_name(struct buf *, const struct schema *, const struct field *);
void sql_put_terms_name(struct buf *, const struct schema *);

/* Columns that searchable records have after their fields: folded code, folded name, and the
 * terms separated by line feeds. */
enum { SQL_SEARCH_COLUMNS = 3 };
extern const char *const sql_search_columns[SQL_SEARCH_COLUMNS];

/* The search part of a record's tables: the table of terms, the columns above, and the indexes
 * for searches. */
void sql_put_terms_table(struct buf *, const struct schema *);
void sql_put_terms_columns(struct buf *);
void sql_put_terms_indexes(struct buf *, const struct schema *);
/* Whether records without a code are left out of the index of codes. */
bool sql_code_is_optional(const struct schema *);
/* Whether there is the index <table>_search, with all that most searches read of a record. */
bool sql_has_search_index(const struct schema *);

/* CREATE for all stored records: tables, indexes, and a view v_<name> each that shows decimals
 * and times in readable form. DROP for the same. */
void sql_put_create(struct buf *);
void sql_put_drop(struct buf *);

#endif
