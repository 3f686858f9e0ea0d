/*
 * bson.h - Converts records to MongoDB documents and back.
 *
 * Fields keep their names and the schema's order; absent fields are omitted, never null. KEY
 * TEXT REF ENUM JSON are strings, INT and DEC (in millionths) int64, BOOL a boolean, TIME a
 * date, LIST an array of strings, LINES an array of documents (F_ONE: a document). Documents
 * also hold the search fields TERMS, FOLDED_CODE and FOLDED_NAME, see terms.h.
 */
#ifndef SCHEMA_BSON_H
#define SCHEMA_BSON_H

#include <bson/bson.h>

#include "schema/record.h"

/* All fields set in rec and its search fields; without `_id`. */
void bson_put_record(bson_t *, const struct schema *, const void *rec);

/* A string, with or without a trailing NUL. */
void bson_put_text(bson_t *, const char *name, struct str);

/* A value of the field as documents store it: text for fields that are text in the store,
 * number for the others. */
void
bson_put_value(bson_t *, const char *name, const struct field *, struct str text, int64_t number);

/* Reads a record from a document; its texts point into the document. Lenient, as other
 * programs write documents too: ignores unknown fields and nulls, accepts any integral number,
 * and a date as one; a missing version is 1. A value that cannot be read as its field is
 * INTERNAL, with the field's name. When the record was read in part, `fields` are those
 * requested. */
enum err bson_get_record(
    const bson_t *, const struct schema *, uint64_t fields, void *rec, struct why *) MUST_CHECK;

#endif
