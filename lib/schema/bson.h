/*
 * bson.h - a record as a MongoDB document, and back.
 *
 * Fields have their names and the schema's order; what is absent is absent, never null.
 * KEY TEXT REF ENUM JSON are strings, INT and DEC (in millionths) int64, BOOL a boolean,
 * TIME a date, LIST an array of strings, LINES an array of documents (F_ONE: a document).
 * Beside them stands what searches go by, see terms.h: TERMS, FOLDED_CODE, FOLDED_NAME.
 */
#ifndef SCHEMA_BSON_H
#define SCHEMA_BSON_H

#include <bson/bson.h>

#include "schema/record.h"

/* All fields that rec has and what it is found by; without `_id`. */
void bson_put_record(bson_t *, const struct schema *, const void *rec);

/* A text, with or without the NUL at its end. */
void bson_put_text(bson_t *, const char *name, struct str);

/* A value of the field, as documents hold it: text for those that are texts to the store,
 * number for the others. */
void
bson_put_value(bson_t *, const char *name, const struct field *, struct str text, int64_t number);

/* The record out of a document, whose texts it goes on pointing into. Lenient, as others
 * write documents too: fields that are unknown and nulls are passed over, any integral number
 * is a number, a date may be one, and where a version is missing it is 1. What cannot be
 * read as its field is INTERNAL, with the field's name. Of a record that was read in part,
 * `fields` are those that were asked for. */
enum err bson_get_record(
    const bson_t *, const struct schema *, uint64_t fields, void *rec, struct why *) MUST_CHECK;

#endif
