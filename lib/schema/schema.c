/* schema.c - Finds schemas and their fields by name. */
#include "schema/schema.h"

#include <assert.h>
#include <string.h>

#include "base/mem.h"

enum { LIST_MEMBER_MAX = 254 }; /* characters of a member of a list */

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

bool
field_is_text(const struct field *f)
{
	return f->type == T_KEY || f->type == T_TEXT || f->type == T_REF || f->type == T_ENUM ||
	       f->type == T_JSON;
}

int
schema_field(const struct schema *s, struct str name)
{
	for (size_t i = 0; i < s->nfields; i++)
		if (str_is(name, s->fields[i].name))
			return (int)i;
	return -1;
}

size_t
schema_known_field(const struct schema *s, const char *name)
{
	int field = schema_field(s, str_of(name));

	assert(field >= 0);
	return (size_t)field;
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
	size_t row[SCHEMA_NAME_MAX + 1];

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

	for (size_t i = 0; i < s->nfields && name.n <= SCHEMA_NAME_MAX; i++) {
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
