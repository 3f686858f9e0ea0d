/*
 * json.h - records from and to JSON (RFC 8259). json-c parses; we write, straight into
 * a buffer, for speed. The writer quotes: callers hand over plain text.
 */
#ifndef JSON_H
#define JSON_H

#include "schema/check_record.h"

struct json_object;

enum { JSON_DEPTH_MAX = 32, JSON_MEMBERS_MAX = 20000 };

/* The body as a tree, freed with mem. BAD_JSON for anything that is not exactly one JSON
 * object in UTF-8 without NUL: also duplicate names, raw control characters, single
 * quotes, NaN, lone surrogates, too deep, too many members. */
enum err json_parse(void *mem, struct str body, struct json_object **, struct why *) MUST_CHECK;

/* Reads the members into rec (of the schema, zeroed) and gathers every fault below loc:
 * unknown members, wrong types, and all that check_record() finds. Texts are NFC.
 * Numbers are read from their text. Returns w->err. */
enum err json_read(struct json_object *, const struct schema *, enum check_how, void *rec,
    const struct loc *, struct why *) MUST_CHECK;

/* --- writing --- */
void json_put_str(struct buf *, struct str);        /* quoted and escaped */
void json_put_name(struct buf *, const char *name); /* "name": */
void json_put_list(struct buf *, struct list);

/* One field's value, whatever its type. */
void json_put_value(struct buf *, const struct field *, const void *rec, uint64_t granted);

/* The record as an object: the fields it has, without secret and hidden ones and those
 * whose .read is not in the mask `may` (see auth/may.h: bit i is enum perm i). */
void json_put_record(struct buf *, const struct schema *, const void *rec, uint64_t granted);

/* The record as it is kept, hidden fields too; without those of these flags (F_SECRET) and
 * virtual ones. */
void json_put_stored(struct buf *, const struct schema *, const void *rec, unsigned without);

/* The fields of rec that differ from other's (NULL: all it has), as an object; never a
 * secret. For the audit. */
struct str json_diff(const void *mem, const struct schema *, const void *rec, const void *other);

/* The members of a location, without brackets: "body","lines",0. */
void json_put_loc(struct buf *, const struct loc *);

/* {"detail":...,"code":...,"request_id":...} of a failed request. */
void json_put_error(struct buf *, const struct why *, struct str request_id);

#endif
