/* schema_assert.c - Asserts what the compiler cannot check in the record tables. */
#include "schema/schema.h"

#include <assert.h>
#include <string.h>

static void
schema_assert_field(const struct schema *s, const struct field *f, size_t i)
{
	bool refers = f->type == T_REF || f->type == T_LINES;

	assert(schema_field(s, str_of(f->name)) == (int)i && "each name once");
	assert(strlen(f->name) <= SCHEMA_NAME_MAX);
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

/* Clients tell by the name of a field whether it is a decimal (typescript_put_decimals()). */
static void
schema_assert_decimal(const struct field *f)
{
	for (size_t k = 0; f->type == T_DEC && schemas[k] != NULL; k++) {
		int same = schema_field(schemas[k], str_of(f->name));

		assert(same < 0 || schemas[k]->fields[same].type == T_DEC);
	}
}

static int
schema_code_field(const struct schema *s)
{
	for (size_t i = 0; i < s->nfields; i++)
		if (s->fields[i].search == SEARCH_CODE)
			return (int)i;
	return -1;
}

/* A record with INT(version, ...) instead of ROWVERSION() would not be guarded. */
static void
schema_assert_common_fields(const struct schema *s)
{
	assert(s->is_active == schema_field(s, STR("is_active")));
	assert(s->updated_at == schema_field(s, STR("updated_at")));
	assert(s->version == schema_field(s, STR("version")));
	assert(!s->stored || s->code == schema_code_field(s));
	(void)s;
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
		schema_assert_common_fields(s);
		for (size_t i = 0; i < s->nfields; i++) {
			schema_assert_field(s, &s->fields[i], i);
			schema_assert_decimal(&s->fields[i]);
		}
	}
}
