/*
 * bson_schema.h - Generates MongoDB validators, indexes and views from the schemas.
 *
 * The collection of a record is named schema.plural. Its documents have the same value in
 * `_id` and `id`, fields by name, INT and DEC as int64 (DEC in millionths), TIME as a date,
 * LIST and LINES as arrays, and the search fields (see bson.h); absent fields are omitted,
 * never null. The output is a list of commands in extended JSON, the state that all migrations
 * together must produce.
 */
#ifndef BSON_SCHEMA_H
#define BSON_SCHEMA_H

#include "base/buf.h"

/* For each stored record: the collection, its validator, its indexes, and a view v_<name> that
 * shows decimals. */
void bson_schema_put(struct buf *);

/* Drops validators, views and non-unique indexes; documents stay. */
void bson_schema_put_drop(struct buf *);

#endif
