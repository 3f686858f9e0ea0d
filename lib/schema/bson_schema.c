/* bson_schema.c - Generates MongoDB validators and views. */
#include "schema/bson_schema.h"

#include <assert.h>

#include "schema/bson.h"
#include "schema/json.h"
#include "schema/terms.h"

enum { TABS_VALIDATOR = 2, TABS_VIEW = 2 };

/* A comma between members, none before the first. */
static void
bson_schema_next(struct buf *b, bool *first, int tabs)
{
	if (!*first)
		buf_putc(b, ',');
	*first = false;
	buf_putc(b, '\n');
	for (; tabs > 0; tabs--)
		buf_putc(b, '\t');
}

/* --- validators --- */

static void bson_schema_put_object(struct buf *, const struct schema *, int tabs);

/* Lengths of texts are validated on input; these are the bounds that sums rely on. */
static void
bson_schema_put_number(struct buf *b, const struct field *f)
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
bson_schema_put_enum(struct buf *b, const struct field *f)
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
bson_schema_put_type(struct buf *b, const struct field *f, int tabs)
{
	switch (f->type) {
	case T_INT:
	case T_DEC:
		bson_schema_put_number(b, f);
		break;
	case T_BOOL:
		buf_puts(b, "{\"bsonType\": \"bool\"}");
		break;
	case T_TIME:
		buf_puts(b, "{\"bsonType\": \"date\"}");
		break;
	case T_ENUM:
		bson_schema_put_enum(b, f);
		break;
	case T_LIST:
		buf_puts(b, "{\"bsonType\": \"array\", \"items\": {\"bsonType\": \"string\"}}");
		break;
	case T_LINES:
		if (!field_is(f, F_ONE))
			buf_puts(b, "{\"bsonType\": \"array\", \"items\": ");
		bson_schema_put_object(b, f->ref, tabs);
		if (!field_is(f, F_ONE))
			buf_putc(b, '}');
		break;
	default:
		buf_puts(b, "{\"bsonType\": \"string\"}");
	}
}

static void
bson_schema_put_required(struct buf *b, const struct schema *s)
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
bson_schema_put_search_fields(struct buf *b, int tabs)
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
bson_schema_put_object(struct buf *b, const struct schema *s, int tabs)
{
	bool first = true;

	buf_puts(b, "{\"bsonType\": \"object\", \"required\": [");
	bson_schema_put_required(b, s);
	buf_puts(b, "], \"properties\": {");
	for (size_t i = 0; i < s->nfields; i++) {
		if (!bson_schema_has_field(&s->fields[i]))
			continue;
		bson_schema_next(b, &first, tabs);
		json_put_str(b, str_of(s->fields[i].name));
		buf_puts(b, ": ");
		bson_schema_put_type(b, &s->fields[i], tabs + 1);
	}
	if (s->stored && terms_searchable(s))
		bson_schema_put_search_fields(b, tabs);
	buf_puts(b, "}}");
}

static void
bson_schema_put_validator(struct buf *b, const struct schema *s)
{
	buf_printf(b,
	    "{\"collMod\": \"%s\", \"validationLevel\": \"strict\", "
	    "\"validationAction\": \"error\",\n\t\"validator\": {\"$jsonSchema\": ",
	    s->plural);
	bson_schema_put_object(b, s, TABS_VALIDATOR);
	buf_puts(b, "}}");
}

/* --- views --- */

static bool
bson_schema_has_decimals(const struct schema *s)
{
	for (size_t i = 0; i < s->nfields; i++)
		if (s->fields[i].type == T_DEC && bson_schema_has_field(&s->fields[i]))
			return true;
	return false;
}

/* Every DEC of the object at `at` ("$", or "$$this." of a line) as a decimal. */
static void
bson_schema_put_decimals(struct buf *b, const struct schema *s, const char *at, int tabs)
{
	bool first = true;

	for (size_t i = 0; i < s->nfields; i++) {
		const char *name = s->fields[i].name;

		if (s->fields[i].type != T_DEC || !bson_schema_has_field(&s->fields[i]))
			continue;
		bson_schema_next(b, &first, tabs);
		buf_printf(b,
		    "\"%s\": {\"$cond\": [{\"$eq\": [{\"$type\": \"%s%s\"}, \"missing\"]}, "
		    "\"$$REMOVE\", "
		    "{\"$divide\": [\"%s%s\", {\"$numberDecimal\": \"1000000\"}]}]}",
		    name, at, name, at, name);
	}
}

/* The same for the fields of lines. */
static void
bson_schema_put_line_decimals(struct buf *b, const struct field *f)
{
	assert(!field_is(f, F_ONE));
	buf_printf(b,
	    "\"%s\": {\"$map\": {\"input\": {\"$ifNull\": [\"$%s\", []]}, \"in\": "
	    "{\"$mergeObjects\": [\"$$this\", {",
	    f->name, f->name);
	bson_schema_put_decimals(b, f->ref, "$$this.", TABS_VIEW + 1);
	buf_puts(b, "}]}}}");
}

static void
bson_schema_put_view(struct buf *b, const struct schema *s)
{
	buf_printf(
	    b, "{\"create\": \"v_%s\", \"viewOn\": \"%s\", \"pipeline\": [", s->name, s->plural);
	if (bson_schema_has_decimals(s)) {
		buf_puts(b, "\n\t{\"$set\": {");
		bson_schema_put_decimals(b, s, "$", TABS_VIEW);
		buf_puts(b, "}},");
	}
	for (size_t i = 0; i < s->nfields; i++) {
		const struct field *f = &s->fields[i];

		if (f->type != T_LINES || !bson_schema_has_field(f) ||
		    !bson_schema_has_decimals(f->ref))
			continue;
		buf_puts(b, "\n\t{\"$set\": {");
		bson_schema_put_line_decimals(b, f);
		buf_puts(b, "}},");
	}
	buf_puts(b, "\n\t{\"$unset\": [\"_id\"");
	for (size_t i = 0; i < s->nfields; i++)
		if (field_is(&s->fields[i], F_SECRET))
			buf_printf(b, ", \"%s\"", s->fields[i].name);
	buf_puts(b, terms_searchable(s) ? ", \"" TERMS "\", \"" FOLDED_CODE "\", \"" FOLDED_NAME
					  "\"]}]}"
					: "]}]}");
}

/* --- all commands --- */

static void
bson_schema_put_collection(struct buf *b, const struct schema *s, bool *first)
{
	bson_schema_next(b, first, 0);
	buf_printf(b, "{\"create\": \"%s\"}", s->plural);
	bson_schema_next(b, first, 0);
	bson_schema_put_validator(b, s);
	bson_schema_next(b, first, 0);
	bson_schema_put_indexes(b, s);
	bson_schema_next(b, first, 0);
	bson_schema_put_view(b, s);
}

void
bson_schema_put(struct buf *b)
{
	bool first = true;

	buf_putc(b, '[');
	for (size_t i = 0; schemas[i] != NULL; i++)
		if (schemas[i]->stored)
			bson_schema_put_collection(b, schemas[i], &first);
	buf_puts(b, "\n]\n");
}

static void
bson_schema_put_drop_collection(struct buf *b, const struct schema *s, bool *first)
{
	bson_schema_next(b, first, 0);
	buf_printf(b, "{\"drop\": \"v_%s\"}", s->name);
	bson_schema_next(b, first, 0);
	buf_printf(
	    b, "{\"collMod\": \"%s\", \"validator\": {}, \"validationLevel\": \"off\"}", s->plural);
	bson_schema_put_drop_indexes(b, s);
}

void
bson_schema_put_drop(struct buf *b)
{
	bool first = true;

	buf_putc(b, '[');
	for (size_t i = 0; schemas[i] != NULL; i++)
		if (schemas[i]->stored)
			bson_schema_put_drop_collection(b, schemas[i], &first);
	buf_puts(b, "\n]\n");
}
