/*
 * bson_schema.h - the collections of records as MongoDB keeps them.
 *
 * A record's collection has the name of schema.plural. Its documents have `_id` and `id`
 * alike, fields by their names, INT and DEC as int64 (DEC in millionths), TIME as a date,
 * LIST and LINES as arrays, and what searches go by (see bson.h); what is absent is absent,
 * never null. What is printed here is what all migrations together must
 * lead to: a list of commands, in extended JSON.
 */
#ifndef BSON_SCHEMA_H
#define BSON_SCHEMA_H

#include "schema/record.h"

/* Whether documents keep the field. */
static inline bool
bson_schema_has_field(const struct field *f)
{
	return !field_is(f, F_VIRTUAL);
}

/* Of each stored record: the collection, its validator, its indexes, and a view v_<name>
 * that shows decimals. */
void bson_schema_put(struct buf *);

/* Takes validators, views and indexes away, but for the unique ones; the documents stay. */
void bson_schema_put_drop(struct buf *);

/* Of one collection: the command that makes its indexes; behind others, those that drop the
 * indexes that are not unique. */
void bson_schema_put_indexes(struct buf *, const struct schema *);
void bson_schema_put_drop_indexes(struct buf *, const struct schema *);

#endif
