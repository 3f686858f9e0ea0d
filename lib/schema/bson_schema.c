/* bson_schema.c - Generates the MongoDB commands that create or drop all collections. */
#include "schema/bson_schema.h"

#include "schema/bson_schema_parts.h"

static void
bson_schema_put_collection(struct buf *b, const struct schema *s, bool *first)
{
	bson_schema_next(b, first, 0);
	buf_printf(b, "{\"create\": \"%s\"}", s->plural);
	bson_schema_next(b, first, 0);
	bson_validator_put(b, s);
	bson_schema_next(b, first, 0);
	bson_index_put(b, s);
	bson_schema_next(b, first, 0);
	bson_view_put(b, s);
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
	bson_index_put_drops(b, s);
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
