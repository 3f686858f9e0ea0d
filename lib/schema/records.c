/* records.c - Tables of enums, permissions, fields, indexes and schemas. */
#include "schema/records.h"

/* Keep the layout of tables. */
/* clang-format off */

#define V(constant, text) [constant] = text,
#define ENUMERATION(type, ...) static const char *const type##_names[] = {__VA_ARGS__ NULL};
#include "records/enums.def"
#undef ENUMERATION
#undef V

const struct enumeration enumerations[] = {
#define ENUMERATION(type, ...) {#type, type##_names},
#include "records/enums.def"
#undef ENUMERATION
    {NULL, NULL},
};

const struct perm_row perms[PERM__MAX] = {
#define PERM(name, text, roles, presets, doc) [PERM_##name] = {text, roles, presets, doc},
#include "schema/perms.def"
#undef PERM
};

/* The fields. */
#define AT(n) .name = #n, .off = offsetof(struct REC, n)
#define RECORD(...) static const struct field REC_CAT(REC, _fields)[] = {
#define BODY(...)   RECORD()
#define KEY(n, ...)        {AT(n), .type = T_KEY, .flags = F_REQUIRED | F_READONLY, __VA_ARGS__},
#define TEXT(n, ...)       {AT(n), .type = T_TEXT, __VA_ARGS__},
#define INT(n, ...)        {AT(n), .type = T_INT, __VA_ARGS__},
#define DEC(n, ...)        {AT(n), .type = T_DEC, __VA_ARGS__},
#define BOOL(n, ...)       {AT(n), .type = T_BOOL, __VA_ARGS__},
#define TIME(n, ...)       {AT(n), .type = T_TIME, __VA_ARGS__},
#define ENUM(n, kind, ...) {AT(n), .type = T_ENUM, .one_of = kind##_names, __VA_ARGS__},
#define REF(n, to, ...)    {AT(n), .type = T_REF, .ref = &to##_schema, __VA_ARGS__},
#define LIST(n, ...)       {AT(n), .type = T_LIST, __VA_ARGS__},
#define LINES(n, of, ...)  {AT(n), .type = T_LINES, .ref = &of##_schema, __VA_ARGS__},
#define JSON(n, ...)       {AT(n), .type = T_JSON, __VA_ARGS__},
#define CODE(n, ...)       {AT(n), .type = T_TEXT, .search = SEARCH_CODE, __VA_ARGS__},
#define ACTIVE(n, ...)     {AT(n), .type = T_BOOL, __VA_ARGS__},
#define UPDATED(n, ...)    {AT(n), .type = T_TIME, __VA_ARGS__},
#define ROWVERSION(n, ...) {AT(n), .type = T_INT, __VA_ARGS__},
#define INDEX(...)
#define END };
#include "records/all.def"
#include "schema/records_undef.h"

/* The indexes over two fields. */
#include "schema/records_nofields.h"
#undef INDEX
#undef END
#define RECORD(...) static const struct index REC_CAT(REC, _indexes)[] = {
#define BODY(...)   RECORD()
#define INDEX(a, b) {REC_CAT3(REC, _field_, a), REC_CAT3(REC, _field_, b)},
#define END {-1, -1}};
#include "records/all.def"
#include "schema/records_undef.h"

/* The schemas. A row of CODE, ACTIVE, UPDATED or ROWVERSION puts its number over the -1. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Woverride-init"
#define REC_TEXT_(a) #a
#define REC_TEXT(a)  REC_TEXT_(a)
#define SCHEMA(p, d, is_stored)                                                                   \
	const struct schema REC_CAT(REC, _schema) = {                                             \
	    .name = REC_TEXT(REC),                                                                \
	    .plural = p,                                                                          \
	    .doc = d,                                                                             \
	    .size = sizeof(struct REC),                                                           \
	    .fields = REC_CAT(REC, _fields),                                                      \
	    .nfields = REC_CAT(REC, _fields_n),                                                   \
	    .indexes = REC_CAT(REC, _indexes),                                                    \
	    .stored = is_stored,                                                                  \
	    .code = -1,                                                                           \
	    .is_active = -1,                                                                      \
	    .updated_at = -1,                                                                     \
	    .version = -1,
#define RECORD(p, d) SCHEMA(p, d, true)
#define BODY(p, d)   SCHEMA(p, d, false)
#include "schema/records_nofields.h"
#undef CODE
#undef ACTIVE
#undef UPDATED
#undef ROWVERSION
#undef END
#define CODE(n, ...)       .code = REC_CAT3(REC, _field_, n),
#define ACTIVE(n, ...)     .is_active = REC_CAT3(REC, _field_, n),
#define UPDATED(n, ...)    .updated_at = REC_CAT3(REC, _field_, n),
#define ROWVERSION(n, ...) .version = REC_CAT3(REC, _field_, n),
#define END };
#include "records/all.def"
#include "schema/records_undef.h"
#pragma GCC diagnostic pop

/* The list. */
#define RECORD(...) &REC_CAT(REC, _schema),
#define BODY(...)   &REC_CAT(REC, _schema),
#include "schema/records_nofields.h"
const struct schema *const schemas[] = {
#include "records/all.def"
    NULL,
};
#include "schema/records_undef.h"
