/*
 * json.h - Reads and writes records as JSON (RFC 8259). json-c parses; the writer here appends
 * directly to a buffer, for speed, and quotes: callers pass plain text.
 */
#ifndef JSON_H
#define JSON_H

#include "schema/check_record.h"

struct json_object;

enum { JSON_DEPTH_MAX = 32, JSON_MEMBERS_MAX = 20000 };

/* Parses a body into a tree that is freed with mem. BAD_JSON unless it is exactly one JSON
 * object in UTF-8 without NUL; also for duplicate names, raw control characters, single
 * quotes, NaN, lone surrogates, too much depth or too many members. */
enum err json_parse(void *mem, struct str body, struct json_object **, struct why *) MUST_CHECK;

/* Reads the members into rec (of the schema, zeroed) and collects every fault below loc:
 * unknown members, wrong types, and all that check_record() finds. Texts are normalized to
 * NFC. Numbers are read from their text. Returns w->err. */
enum err json_read(struct json_object *, const struct schema *, enum check_how, void *rec,
    const struct loc *, struct why *) MUST_CHECK;

/* --- writing --- */
void json_put_str(struct buf *, struct str);        /* quoted and escaped */
void json_put_name(struct buf *, const char *name); /* "name": */
void json_put_list(struct buf *, struct list);

/* The value of one field of any type. */
void json_put_value(struct buf *, const struct field *, const void *rec, uint64_t granted);

/* The record as an object: the fields that are set, without secret and hidden ones and those
 * whose .read is not in the mask `granted` (bit i is enum perm i, see auth/permission.h). */
void json_put_record(struct buf *, const struct schema *, const void *rec, uint64_t granted);

/* The same of those fields whose bit is set. */
void json_put_fields(
    struct buf *, const struct schema *, const void *rec, uint64_t fields, uint64_t granted);

/* The record as stored, hidden fields included; without fields that have one of these flags
 * (F_SECRET) and virtual ones. */
void json_put_stored(struct buf *, const struct schema *, const void *rec, unsigned without);

/* An object of the fields of rec that differ from those of other (NULL: all that are set),
 * never a secret. For the audit. */
struct str json_diff(const void *mem, const struct schema *, const void *rec, const void *other);

/* The members of a location, without brackets: "body","lines",0. */
void json_put_loc(struct buf *, const struct loc *);

/* {"detail":...,"code":...,"request_id":...}, the response to a failed request. */
void json_put_error(struct buf *, const struct why *, struct str request_id);

#endif
