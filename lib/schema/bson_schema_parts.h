/* bson_schema_parts.h - Shared by the files that generate a part of a collection each. */
#ifndef BSON_SCHEMA_PARTS_H
#define BSON_SCHEMA_PARTS_H

#include "schema/record.h"

/* Whether documents store the field. */
static inline bool
bson_schema_has_field(const struct field *f)
{
	return !field_is(f, F_VIRTUAL);
}

/* A comma between members, none before the first. */
static inline void
bson_schema_next(struct buf *b, bool *first, int tabs)
{
	if (!*first)
		buf_putc(b, ',');
	*first = false;
	buf_putc(b, '\n');
	for (; tabs > 0; tabs--)
		buf_putc(b, '\t');
}

/* For one collection: the commands that set its validator and create its view. */
void bson_validator_put(struct buf *, const struct schema *);
void bson_view_put(struct buf *, const struct schema *);

/* The command that creates its indexes, and those that drop the non-unique ones. */
void bson_index_put(struct buf *, const struct schema *);
void bson_index_put_drops(struct buf *, const struct schema *);

#endif
