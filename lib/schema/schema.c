/* schema.c - Gets and sets fields of records by number or name. */
#include "schema/schema.h"

#include <assert.h>
#include <string.h>

#include "base/mem.h"

enum { LIST_MEMBER_MAX = 254 }; /* characters of a member of a list */
enum { SCHEMA_FIELDS_MAX = 64, NAME_MAX_LENGTH = 63 };

static bool
field_holds_str(const struct field *f)
{
	return f->type == T_KEY || f->type == T_TEXT || f->type == T_REF || f->type == T_JSON;
}

struct str
rec_text(const void *rec, const struct field *f)
{
	const void *at = rec_at(rec, f);

	if (f->type == T_ENUM)
		return str_of(f->one_of[*(const int *)at]);
	assert(field_holds_str(f));
	return *(const struct str *)at;
}

int64_t
rec_number(const void *rec, const struct field *f)
{
	const void *at = rec_at(rec, f);

	switch (f->type) {
	case T_BOOL:
		return *(const bool *)at;
	case T_ENUM:
		return *(const int *)at;
	default:
		assert(f->type == T_INT || f->type == T_DEC || f->type == T_TIME);
		return *(const int64_t *)at;
	}
}

int64_t
field_member_max(const struct field *f)
{
	return f->member > 0 ? f->member : LIST_MEMBER_MAX;
}

int
field_enum_index(const struct field *f, struct str name)
{
	for (int i = 0; f->one_of[i] != NULL; i++)
		if (str_is(name, f->one_of[i]))
			return i;
	return -1;
}

void
rec_set_text(void *rec, const struct schema *s, size_t field, struct str v)
{
	const struct field *f = &s->fields[field];

	if (f->type == T_ENUM) {
		int i = field_enum_index(f, v);

		assert(i >= 0);
		*(int *)rec_at(rec, f) = i;
	} else {
		assert(field_holds_str(f));
		*(struct str *)rec_at(rec, f) = v;
	}
	rec_mark(rec, field);
}

void
rec_set_number(void *rec, const struct schema *s, size_t field, int64_t v)
{
	const struct field *f = &s->fields[field];
	void *at = rec_at(rec, f);

	switch (f->type) {
	case T_BOOL:
		*(bool *)at = v != 0;
		break;
	case T_ENUM:
		*(int *)at = (int)v;
		break;
	default:
		assert(f->type == T_INT || f->type == T_DEC || f->type == T_TIME);
		*(int64_t *)at = v;
	}
	rec_mark(rec, field);
}

static size_t
field_size(const struct field *f)
{
	switch (f->type) {
	case T_INT:
	case T_DEC:
	case T_TIME:
		return sizeof(int64_t);
	case T_BOOL:
		return sizeof(bool);
	case T_ENUM:
		return sizeof(int);
	case T_LIST:
		return sizeof(struct list);
	case T_LINES:
		return sizeof(struct lines);
	default:
		return sizeof(struct str);
	}
}

void
rec_clear(void *rec, const struct schema *s, size_t field)
{
	memset(rec_at(rec, &s->fields[field]), 0, field_size(&s->fields[field]));
	rec_unset(rec, field);
	rec_masks(rec)->null &= ~(UINT64_C(1) << field);
}

bool
field_is_text(const struct field *f)
{
	return f->type == T_KEY || f->type == T_TEXT || f->type == T_REF || f->type == T_ENUM ||
	       f->type == T_JSON;
}

void
rec_merge(const struct schema *s, void *into, const void *patch)
{
	for (size_t i = 0; i < s->nfields; i++) {
		const struct field *f = &s->fields[i];

		if (field_is(f, F_READONLY))
			continue;
		if (rec_has(patch, i)) {
			memcpy(rec_at(into, f), rec_at(patch, f), field_size(f));
			rec_mark(into, i);
		} else if (rec_is_null(patch, i))
			rec_clear(into, s, i);
	}
}

int
schema_field(const struct schema *s, struct str name)
{
	for (size_t i = 0; i < s->nfields; i++)
		if (str_is(name, s->fields[i].name))
			return (int)i;
	return -1;
}

static size_t
size_min(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Levenshtein distance: how many letters to insert, delete or change. */
static size_t
name_distance(struct str a, struct str b)
{
	size_t row[NAME_MAX_LENGTH + 1];

	for (size_t j = 0; j <= b.n; j++)
		row[j] = j;
	for (size_t i = 1; i <= a.n; i++) {
		size_t diagonal = row[0];

		row[0] = i;
		for (size_t j = 1; j <= b.n; j++) {
			size_t changed = diagonal + (a.s[i - 1] != b.s[j - 1]);

			diagonal = row[j];
			row[j] = size_min(changed, 1 + size_min(row[j], row[j - 1]));
		}
	}
	return row[b.n];
}

const char *
schema_similar_field(const struct schema *s, struct str name)
{
	const char *best = NULL;
	size_t limit = size_min(3, name.n / 3 + 1);

	for (size_t i = 0; i < s->nfields && name.n <= NAME_MAX_LENGTH; i++) {
		const struct field *f = &s->fields[i];
		size_t d = name_distance(name, str_of(f->name));

		if (d < limit && !field_is(f, F_READONLY | F_HIDDEN)) {
			limit = d;
			best = f->name;
		}
	}
	return best;
}

const struct schema *
schema_named(struct str name)
{
	for (size_t i = 0; schemas[i] != NULL; i++)
		if (str_is(name, schemas[i]->name))
			return schemas[i];
	return NULL;
}

static void
schema_assert_field(const struct schema *s, const struct field *f, size_t i)
{
	bool refers = f->type == T_REF || f->type == T_LINES;

	assert(schema_field(s, str_of(f->name)) == (int)i && "each name once");
	assert(strlen(f->name) <= NAME_MAX_LENGTH);
	assert(f->doc != NULL && f->doc[0] != '\0');
	assert(!field_is(f, F_MIN) || !field_is(f, F_MAX) || f->min <= f->max);
	assert(!field_is(f, F_ABOVE) || field_is(f, F_MIN));
	assert((f->type == T_ENUM) == (f->one_of != NULL));
	assert(refers == (f->ref != NULL));
	assert(!field_is(f, F_ONE) || f->type == T_LINES);
	assert(!field_is(f, F_MADE) || field_is(f, F_REQUIRED));
	assert(!field_is(f, F_UNIQUE | F_INDEXED) || !field_is(f, F_VIRTUAL));
	(void)refers;
	(void)s;
	(void)i;
}

/* Clients decide by the field's name which numbers are decimals (typescript_put_decimals). */
static void
schema_assert_decimal(const struct field *f)
{
	for (size_t k = 0; f->type == T_DEC && schemas[k] != NULL; k++) {
		int same = schema_field(schemas[k], str_of(f->name));

		assert(same < 0 || schemas[k]->fields[same].type == T_DEC);
	}
}

void
schema_assert(void)
{
	for (size_t k = 0; schemas[k] != NULL; k++) {
		const struct schema *s = schemas[k];

		assert(schema_named(str_of(s->name)) == s && "each name once");
		assert(s->doc != NULL && s->doc[0] != '\0');
		assert(s->nfields >= 1 && s->nfields <= SCHEMA_FIELDS_MAX);
		assert(!s->stored ||
		       (s->fields[0].type == T_KEY && strcmp(s->fields[0].name, "id") == 0));
		for (size_t i = 0; i < s->nfields; i++) {
			schema_assert_field(s, &s->fields[i], i);
			schema_assert_decimal(&s->fields[i]);
		}
	}
}
