/* bson_validator.c - Generates MongoDB validators. */
#include "schema/bson_schema_parts.h"

#include "schema/json.h"
#include "schema/terms.h"

enum { TABS_VALIDATOR = 2 };

static void bson_validator_put_object(struct buf *, const struct schema *, int tabs);

/* Lengths of texts are validated on input; these are the bounds that sums rely on. */
static void
bson_validator_put_number(struct buf *b, const struct field *f)
{
	buf_puts(b, "{\"bsonType\": \"long\"");
	if (field_is(f, F_MIN))
		buf_printf(b, ", \"minimum\": %lld", (long long)f->min);
	if (field_is(f, F_ABOVE))
		buf_puts(b, ", \"exclusiveMinimum\": true");
	if (field_is(f, F_MAX))
		buf_printf(b, ", \"maximum\": %lld", (long long)f->max);
	if (field_is(f, F_NOT_ZERO))
		buf_puts(b, ", \"not\": {\"enum\": [0]}");
	buf_putc(b, '}');
}

static void
bson_validator_put_enum(struct buf *b, const struct field *f)
{
	struct list names = {0};

	while (f->one_of[names.n] != NULL)
		names.n++;
	buf_puts(b, "{\"enum\": [");
	for (size_t i = 0; i < names.n; i++) {
		buf_puts(b, i == 0 ? "" : ", ");
		json_put_str(b, str_of(f->one_of[i]));
	}
	buf_puts(b, "]}");
}

static void
bson_validator_put_type(struct buf *b, const struct field *f, int tabs)
{
	switch (f->type) {
	case T_INT:
	case T_DEC:
		bson_validator_put_number(b, f);
		break;
	case T_BOOL:
		buf_puts(b, "{\"bsonType\": \"bool\"}");
		break;
	case T_TIME:
		buf_puts(b, "{\"bsonType\": \"date\"}");
		break;
	case T_ENUM:
		bson_validator_put_enum(b, f);
		break;
	case T_LIST:
		buf_puts(b, "{\"bsonType\": \"array\", \"items\": {\"bsonType\": \"string\"}}");
		break;
	case T_LINES:
		if (!field_is(f, F_ONE))
			buf_puts(b, "{\"bsonType\": \"array\", \"items\": ");
		bson_validator_put_object(b, f->ref, tabs);
		if (!field_is(f, F_ONE))
			buf_putc(b, '}');
		break;
	default:
		buf_puts(b, "{\"bsonType\": \"string\"}");
	}
}

static void
bson_validator_put_required(struct buf *b, const struct schema *s)
{
	bool first = true;

	for (size_t i = 0; i < s->nfields; i++) {
		if (!bson_schema_has_field(&s->fields[i]) || !field_is(&s->fields[i], F_REQUIRED))
			continue;
		buf_puts(b, first ? "" : ", ");
		json_put_str(b, str_of(s->fields[i].name));
		first = false;
	}
}

/* Search fields, see terms.h. */
static void
bson_validator_put_search_fields(struct buf *b, int tabs)
{
	static const char *const texts[] = {FOLDED_CODE, FOLDED_NAME};
	bool first = false;

	bson_schema_next(b, &first, tabs);
	buf_puts(b, "\"" TERMS "\": {\"bsonType\": \"array\", "
		    "\"items\": {\"bsonType\": \"string\"}}");
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		bson_schema_next(b, &first, tabs);
		buf_printf(b, "\"%s\": {\"bsonType\": \"string\"}", texts[i]);
	}
}

static void
bson_validator_put_object(struct buf *b, const struct schema *s, int tabs)
{
	bool first = true;

	buf_puts(b, "{\"bsonType\": \"object\", \"required\": [");
	bson_validator_put_required(b, s);
	buf_puts(b, "], \"properties\": {");
	for (size_t i = 0; i < s->nfields; i++) {
		if (!bson_schema_has_field(&s->fields[i]))
			continue;
		bson_schema_next(b, &first, tabs);
		json_put_str(b, str_of(s->fields[i].name));
		buf_puts(b, ": ");
		bson_validator_put_type(b, &s->fields[i], tabs + 1);
	}
	if (s->stored && terms_searchable(s))
		bson_validator_put_search_fields(b, tabs);
	buf_puts(b, "}}");
}

void
bson_validator_put(struct buf *b, const struct schema *s)
{
	buf_printf(b,
	    "{\"collMod\": \"%s\", \"validationLevel\": \"strict\", "
	    "\"validationAction\": \"error\",\n\t\"validator\": {\"$jsonSchema\": ",
	    s->plural);
	bson_validator_put_object(b, s, TABS_VALIDATOR);
	buf_puts(b, "}}");
}
