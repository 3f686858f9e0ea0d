/*
 * schema.h - Schemas of records: their fields as constant tables, and generic access.
 *
 * A schema is a constant table. Everything that must know the shape of a record
 * (checks, JSON, CSV, SQL, indexes, search terms, OpenAPI, TypeScript) walks it;
 * nothing else in the program spells a field's name twice.
 */
#ifndef SCHEMA_H
#define SCHEMA_H

#include "base/err.h"
#include "schema/perm.h"

enum type {      /* C type                 SQLite                       */
	T_KEY,   /* struct str             TEXT PRIMARY KEY             */
	T_TEXT,  /* struct str             TEXT                         */
	T_INT,   /* int64_t                INTEGER                      */
	T_DEC,   /* int64_t, millionths    INTEGER                      */
	T_BOOL,  /* bool                   INTEGER 0 or 1               */
	T_TIME,  /* int64_t, ms            INTEGER                      */
	T_ENUM,  /* int, index of one_of   TEXT                         */
	T_REF,   /* struct str, an id      TEXT                         */
	T_LIST,  /* struct list, of text   TEXT, a JSON array           */
	T_LINES, /* struct lines           a child table (parent_id, line_no, ...) */
	T_JSON,  /* struct str, JSON text  TEXT                         */
};

enum {
	F_REQUIRED = 1 << 0, /* missing on create is a fault; never null */
	F_UNIQUE = 1 << 1,   /* a unique index over records that have it; a conflict is EXISTS */
	F_INDEXED = 1 << 2,  /* usable as a filter; with F_REQUIRED also for sorting */
	F_READONLY = 1 << 3, /* set by the server: refused on create, ignored on update */
	F_SECRET = 1 << 4,   /* never leaves the server: not in JSON, audit, log, CSV */
	F_VIRTUAL = 1 << 5,  /* computed on read; has no column */
	F_DEFAULT = 1 << 6,  /* .preset applies when absent on create */
	F_MIN = 1 << 7,      /* .min applies (to the value, the characters or the members) */
	F_MAX = 1 << 8,      /* .max applies */
	F_ABOVE = 1 << 9,    /* .min is exclusive */
	F_NOT_ZERO = 1 << 10,
	F_HIDDEN = 1 << 11, /* stored, but in no response */
	F_MADE = 1 << 12,   /* required, but generated when absent on create */
	F_ONE = 1 << 13,    /* LINES: exactly one record; in JSON an object, not an array */
	F_EITHER = 1 << 15, /* in a body: exactly one of the fields with it; checked by a rule */
	F_FEW = 1 << 14,    /* F_INDEXED, but has too few values to be worth an index */
	F_BELOW_ZERO = 1 << 16, /* F_INDEXED, but only values below 0 are looked for */
	F_SORTS = 1 << 17, /* lists may be sorted by it, though no index of its record has it */
};

/* For the rows of records: the flags of a field are .flags and .bounds combined, see field_is(). */
#define BETWEEN(a, b) .min = (a), .max = (b), .bounds = F_MIN | F_MAX
#define AT_LEAST(a)   .min = (a), .bounds = F_MIN
#define AT_MOST(b)    .max = (b), .bounds = F_MAX
#define ABOVE(a)      .min = (a), .bounds = F_MIN | F_ABOVE
#define NOT_ZERO      .bounds = F_NOT_ZERO

enum search { SEARCH_NONE, SEARCH_WORDS, SEARCH_CODE };

enum format {         /* of a text, in addition to its length */
	FORMAT_NONE,  /* one line */
	FORMAT_LINES, /* any number of lines; every kind of line break is stored as a line feed */
	FORMAT_CODE,  /* one line of visible characters */
	FORMAT_SCAN,  /* the same, with FNC1 (0x1D) as scanners send it */
	FORMAT_EMAIL, /* as HTML's input type=email; the domain by IDNA */
	FORMAT_USERNAME, /* letters, digits, . _ - ; no @ */
	FORMAT_PASSWORD, /* any UTF-8 without NUL; counted in bytes */
	FORMAT_DAY,      /* 2026-03-01 */
	FORMAT_INSTANT,  /* a day or an RFC 3339 instant, stored as text */
	FORMAT_PERM,     /* the name of a permission */
};

struct schema;

struct field {
	const char *name;
	enum type type;
	unsigned flags, bounds;
	size_t off;                /* offset in the C struct */
	int64_t min, max;          /* see F_MIN; T_DEC in millionths */
	int64_t member;            /* T_LIST: most characters of a member; 0: 254 */
	int64_t preset;            /* see F_DEFAULT */
	const char *const *one_of; /* T_ENUM: the names, ending with NULL */
	const struct schema *ref;  /* T_REF: the schema it refers to; T_LINES: that of a line */
	enum search search;
	enum format format;
	enum perm read;  /* who may see it; PERM_NONE: everyone who sees the record */
	const char *doc; /* one sentence for the OpenAPI document */
};

static inline bool
field_is(const struct field *f, unsigned flag)
{
	return ((f->flags | f->bounds) & flag) != 0;
}

/* Whether bodies and responses exclude the field; a body that names it is refused. */
static inline bool
field_internal(const struct field *f)
{
	return field_is(f, F_HIDDEN) || (field_is(f, F_SECRET) && field_is(f, F_READONLY));
}

/* Whether the store keeps the value as text; an ENUM is stored by name. */
bool field_is_text(const struct field *);

/* Whether users with these permissions may see it (bit i: enum perm i). */
static inline bool
field_shown(const struct field *f, uint64_t granted)
{
	return !field_is(f, F_SECRET | F_HIDDEN) &&
	       (f->read == PERM_NONE || (granted >> f->read & 1) != 0);
}

/* LIST: the most characters of a member. */
int64_t field_member_max(const struct field *);

/* ENUM: the index of the name in one_of, or -1. */
int field_enum_index(const struct field *, struct str name);

struct index {             /* over one or two fields, then the id */
	int first, second; /* second < 0: none */
};

struct schema {
	const char *name;   /* "item" */
	const char *plural; /* "items": the table or collection */
	const char *doc;
	size_t size;
	const struct field *fields; /* field 0 is the T_KEY `id` in every stored record */
	size_t nfields;
	const struct index *indexes; /* ends with first < 0 */
	bool stored;                 /* false: a body, a response or a line */
	/* Fields that generic code works with; -1: it has none. */
	int code; /* the text people know it by: the first that is SEARCH_CODE */
	int is_active, updated_at, version;
};

enum { SCHEMA_FIELDS_MAX = 64, SCHEMA_NAME_MAX = 63 }; /* one bit each; characters */

/* The number of the field of that name, or -1. */
int schema_field(const struct schema *, struct str name);
/* The same where the caller knows that there is one: a name that is wrong is a bug. */
size_t schema_known_field(const struct schema *, const char *name);
/* The most similar field name, for suggestions; NULL when none is close. */
const char *schema_similar_field(const struct schema *, struct str name);

/* All schemas, ending with NULL. */
extern const struct schema *const schemas[];
const struct schema *schema_named(struct str);

/* Asserts what the compiler cannot check of the tables (ids first, at most 64 fields, .doc in
 * each row, bounds in order). Called once at start and by the tests. */
void schema_assert(void);

#endif
