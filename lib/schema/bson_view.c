/* bson_view.c - Generates MongoDB views, which show decimals. */
#include "schema/bson_schema_parts.h"

#include <assert.h>

#include "schema/terms.h"

enum { TABS_VIEW = 2 };

static bool
bson_view_has_decimals(const struct schema *s)
{
	for (size_t i = 0; i < s->nfields; i++)
		if (s->fields[i].type == T_DEC && bson_schema_has_field(&s->fields[i]))
			return true;
	return false;
}

/* Every DEC of the object at `at` ("$", or "$$this." of a line) as a decimal. */
static void
bson_view_put_decimals(struct buf *b, const struct schema *s, const char *at, int tabs)
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
bson_view_put_line_decimals(struct buf *b, const struct field *f)
{
	assert(!field_is(f, F_ONE));
	buf_printf(b,
	    "\"%s\": {\"$map\": {\"input\": {\"$ifNull\": [\"$%s\", []]}, \"in\": "
	    "{\"$mergeObjects\": [\"$$this\", {",
	    f->name, f->name);
	bson_view_put_decimals(b, f->ref, "$$this.", TABS_VIEW + 1);
	buf_puts(b, "}]}}}");
}

void
bson_view_put(struct buf *b, const struct schema *s)
{
	buf_printf(
	    b, "{\"create\": \"v_%s\", \"viewOn\": \"%s\", \"pipeline\": [", s->name, s->plural);
	if (bson_view_has_decimals(s)) {
		buf_puts(b, "\n\t{\"$set\": {");
		bson_view_put_decimals(b, s, "$", TABS_VIEW);
		buf_puts(b, "}},");
	}
	for (size_t i = 0; i < s->nfields; i++) {
		const struct field *f = &s->fields[i];

		if (f->type != T_LINES || !bson_schema_has_field(f) ||
		    !bson_view_has_decimals(f->ref))
			continue;
		buf_puts(b, "\n\t{\"$set\": {");
		bson_view_put_line_decimals(b, f);
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
