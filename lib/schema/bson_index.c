/*
 * bson_index.c - Generates MongoDB indexes.
 *
 * An index is named as MongoDB does by default: <field>_1. It ends with `id`, so that it also
 * yields the order of a list, where the id breaks ties; times are descending. A unique index
 * has no `id`, as it has no ties.
 */
#include "schema/bson_schema_parts.h"

#include "schema/terms.h"

static void
bson_index_next(struct buf *b, bool *first)
{
	buf_puts(b, *first ? "\n\t" : ",\n\t");
	*first = false;
}

static bool
bson_index_leads_pair(const struct schema *s, size_t field)
{
	const struct index *x = s->indexes;

	while (x->first >= 0 && (size_t)x->first != field)
		x++;
	return x->first >= 0;
}

static bool
bson_index_wanted(const struct schema *s, size_t i)
{
	const struct field *f = &s->fields[i];

	return i == 0 || (bson_schema_has_field(f) &&
			     (field_is(f, F_UNIQUE | F_INDEXED) || bson_index_leads_pair(s, i)));
}

static int
bson_index_direction(const struct field *f)
{
	return f->type == T_TIME ? -1 : 1;
}

/* The key of the field's own index. */
static void
bson_index_put_key(struct buf *b, const struct schema *s, size_t i)
{
	const struct field *f = &s->fields[i];

	buf_printf(b, "{\"%s\": %d", f->name, bson_index_direction(f));
	if (i > 0 && !field_is(f, F_UNIQUE))
		buf_printf(b, ", \"id\": %d", bson_index_direction(f));
	buf_putc(b, '}');
}

static void
bson_index_put_pair_key(struct buf *b, const struct schema *s, const struct index *x)
{
	buf_printf(b, "{\"%s\": 1, \"%s\": 1, \"id\": 1}", s->fields[x->first].name,
	    s->fields[x->second].name);
}

static void
bson_index_put_single(struct buf *b, const struct schema *s, size_t i)
{
	const struct field *f = &s->fields[i];

	buf_printf(b, "{\"name\": \"%s_%d\", \"key\": ", f->name, bson_index_direction(f));
	bson_index_put_key(b, s, i);
	if (i == 0 || field_is(f, F_UNIQUE))
		buf_puts(b, ", \"unique\": true");
	if (field_is(f, F_UNIQUE) && !field_is(f, F_REQUIRED))
		buf_printf(
		    b, ", \"partialFilterExpression\": {\"%s\": {\"$exists\": true}}", f->name);
	buf_putc(b, '}');
}

static void
bson_index_put_pair(struct buf *b, const struct schema *s, const struct index *x)
{
	buf_printf(b, "{\"name\": \"%s_1_%s_1\", \"key\": ", s->fields[x->first].name,
	    s->fields[x->second].name);
	bson_index_put_pair_key(b, s, x);
	buf_putc(b, '}');
}

void
bson_index_put(struct buf *b, const struct schema *s)
{
	bool first = true;

	buf_printf(b, "{\"createIndexes\": \"%s\", \"indexes\": [", s->plural);
	for (size_t i = 0; i < s->nfields; i++) {
		if (!bson_index_wanted(s, i))
			continue;
		bson_index_next(b, &first);
		bson_index_put_single(b, s, i);
	}
	for (const struct index *x = s->indexes; x->first >= 0; x++) {
		bson_index_next(b, &first);
		bson_index_put_pair(b, s, x);
	}
	if (terms_searchable(s)) {
		bson_index_next(b, &first);
		buf_puts(b, "{\"name\": \"" TERMS "_1\", \"key\": {\"" TERMS "\": 1}}");
		for (size_t i = 0; terms_order(s, i) != NULL; i++) {
			bson_index_next(b, &first);
			buf_printf(b, "{\"name\": \"%s_1\", \"key\": {\"%s\": 1}}",
			    terms_order(s, i), terms_order(s, i));
		}
	}
	buf_puts(b, "]}");
}

static void
bson_index_put_drop(struct buf *b, const struct schema *s)
{
	buf_printf(b, ",\n{\"dropIndexes\": \"%s\", \"index\": ", s->plural);
}

void
bson_index_put_drops(struct buf *b, const struct schema *s)
{
	for (size_t i = 1; i < s->nfields; i++) {
		if (!bson_index_wanted(s, i) || field_is(&s->fields[i], F_UNIQUE))
			continue;
		bson_index_put_drop(b, s);
		bson_index_put_key(b, s, i);
		buf_putc(b, '}');
	}
	for (const struct index *x = s->indexes; x->first >= 0; x++) {
		bson_index_put_drop(b, s);
		bson_index_put_pair_key(b, s, x);
		buf_putc(b, '}');
	}
	if (terms_searchable(s)) {
		bson_index_put_drop(b, s);
		buf_puts(b, "{\"" TERMS "\": 1}}");
		for (size_t i = 0; terms_order(s, i) != NULL; i++) {
			bson_index_put_drop(b, s);
			buf_printf(b, "{\"%s\": 1}}", terms_order(s, i));
		}
	}
}
