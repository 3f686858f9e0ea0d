/*
 * records.h - C structs, field numbers and schemas of all records, from records/all.def. Only
 * this file and records.c expand those files.
 *
 *   struct item           the record
 *   FIELD(item, uom)      the number of its field; FIELD_BIT its bit in a set of fields
 *   item_schema           its schema
 *   HAS(rec, item, uom)   whether it has a value
 *   SET(rec, item, uom, STR("PCS"))   evaluates rec twice
 */
#ifndef RECORDS_H
#define RECORDS_H

#include "schema/record.h"

/* Keep the layout of tables. */
/* clang-format off */
#define REC_CAT_(a, b)     a##b
#define REC_CAT(a, b)      REC_CAT_(a, b)
#define REC_CAT3_(a, b, c) a##b##c
#define REC_CAT3(a, b, c)  REC_CAT3_(a, b, c)

#define V(constant, text) constant,
#define ENUMERATION(type, ...) enum type { __VA_ARGS__ };
#include "records/enums.def"
#undef ENUMERATION
#undef V

/* Enumerations by name, ending with NULL; a field's .one_of is its .names. */
struct enumeration {
	const char *name;
	const char *const *names;
};
extern const struct enumeration enumerations[];

#define ROLE_BIT(role) (1U << (role))

/* The structs. */
#define RECORD(...) struct REC { uint64_t has, null;
#define BODY(...)   RECORD()
#define KEY(n, ...)         struct str n;
#define TEXT(n, ...)        struct str n;
#define INT(n, ...)         int64_t n;
#define DEC(n, ...)         int64_t n;
#define BOOL(n, ...)        bool n;
#define TIME(n, ...)        int64_t n;
#define ENUM(n, type, ...)  int n;
#define REF(n, to, ...)     struct str n;
#define LIST(n, ...)        struct list n;
#define LINES(n, of, ...)   struct lines n;
#define JSON(n, ...)        struct str n;
#define CODE(n, ...)        struct str n;
#define ACTIVE(n, ...)      bool n;
#define UPDATED(n, ...)     int64_t n;
#define ROWVERSION(n, ...)  int64_t n;
#define INDEX(...)
#define END };
#include "records/all.def"
#include "schema/records_undef.h"

/* Field numbers. */
#define RECORD(...) enum {
#define BODY(...)   enum {
#define KEY(n, ...)         REC_CAT3(REC, _field_, n),
#define TEXT(n, ...)        REC_CAT3(REC, _field_, n),
#define INT(n, ...)         REC_CAT3(REC, _field_, n),
#define DEC(n, ...)         REC_CAT3(REC, _field_, n),
#define BOOL(n, ...)        REC_CAT3(REC, _field_, n),
#define TIME(n, ...)        REC_CAT3(REC, _field_, n),
#define ENUM(n, type, ...)  REC_CAT3(REC, _field_, n),
#define REF(n, to, ...)     REC_CAT3(REC, _field_, n),
#define LIST(n, ...)        REC_CAT3(REC, _field_, n),
#define LINES(n, of, ...)   REC_CAT3(REC, _field_, n),
#define JSON(n, ...)        REC_CAT3(REC, _field_, n),
#define CODE(n, ...)        REC_CAT3(REC, _field_, n),
#define ACTIVE(n, ...)      REC_CAT3(REC, _field_, n),
#define UPDATED(n, ...)     REC_CAT3(REC, _field_, n),
#define ROWVERSION(n, ...)  REC_CAT3(REC, _field_, n),
#define INDEX(...)
#define END REC_CAT(REC, _fields_n) };
#include "records/all.def"
#include "schema/records_undef.h"

/* One schema constant each. */
#define RECORD(...) extern const struct schema REC_CAT(REC, _schema);
#define BODY(...)   extern const struct schema REC_CAT(REC, _schema);
#include "schema/records_nofields.h"
#include "records/all.def"
#include "schema/records_undef.h"

/* clang-format on */

#define FIELD(record, name)           record##_field_##name
#define FIELD_BIT(record, name)       (UINT64_C(1) << FIELD(record, name))
#define HAS(rec, record, name)        rec_has((rec), FIELD(record, name))
#define SET(rec, record, name, value) ((rec)->name = (value), rec_mark((rec), FIELD(record, name)))

#endif
