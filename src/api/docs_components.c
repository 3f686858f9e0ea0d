/* docs_components.c - Writes the OpenAPI components: the records that routes take or return. */
#include <string.h>

#include "api/docs.h"
#include "schema/json.h"

bool
docs_published(const struct route *r)
{
	return !(r->flags & ROUTE_INTERNAL);
}

enum openapi_form
docs_body_form(const struct route *r)
{
	return strcmp(r->method, "POST") == 0 ? FORM_CREATE : FORM_UPDATE;
}

/* Whether s is the record `whole` in this form, or the schema of its lines. */
static bool
docs_contains(const struct schema *whole, enum openapi_form given, const struct schema *s,
    enum openapi_form form)
{
	if (whole == s && given == form)
		return true;
	for (size_t i = 0; i < whole->nfields; i++) {
		const struct field *f = &whole->fields[i];

		if (f->type == T_LINES && openapi_has(f, given) &&
		    docs_contains(f->ref, openapi_line_form(f, given), s, form))
			return true;
	}
	return false;
}

bool
docs_uses(const struct route *routes, const struct schema *s, enum openapi_form form)
{
	for_each_route(r, routes)
	{
		if (!docs_published(r))
			continue;
		if (r->in != NULL && docs_contains(r->in, docs_body_form(r), s, form))
			return true;
		if (r->out != NULL && docs_contains(r->out, FORM_ANSWER, s, form))
			return true;
	}
	return false;
}

static void
put_schemas_of_form(struct buf *b, const struct route *routes, enum openapi_form form)
{
	for (size_t i = 0; schemas[i] != NULL; i++) {
		if (!docs_uses(routes, schemas[i], form))
			continue;
		openapi_next(b);
		json_put_str(b, openapi_name(b->mem, schemas[i], form));
		buf_putc(b, ':');
		openapi_put_record(b, schemas[i], form);
	}
}

void
docs_put_components(struct buf *b, const struct route *routes)
{
	buf_puts(b, ",\"components\":{\"schemas\":{");
	put_schemas_of_form(b, routes, FORM_ANSWER);
	put_schemas_of_form(b, routes, FORM_CREATE);
	put_schemas_of_form(b, routes, FORM_UPDATE);
	buf_puts(b,
	    ",\"Error\":{\"type\":\"object\",\"required\":[\"detail\",\"code\",\"request_id\"],"
	    "\"properties\":{\"detail\":{\"type\":\"string\"},\"code\":{\"type\":\"string\"},"
	    "\"request_id\":{\"type\":\"string\"}}},"
	    "\"Fault\":{\"type\":\"object\",\"required\":[\"loc\",\"msg\",\"type\"],\"properties\":"
	    "{"
	    "\"loc\":{\"type\":\"array\",\"items\":{\"type\":[\"string\",\"integer\"]}},"
	    "\"msg\":{\"type\":\"string\"},\"type\":{\"type\":\"string\"}}},"
	    "\"Invalid\":{\"type\":\"object\",\"required\":[\"detail\",\"code\",\"request_id\"],"
	    "\"properties\":{\"detail\":{\"anyOf\":[{\"type\":\"array\",\"items\":"
	    "{\"$ref\":\"#/components/schemas/Fault\"}},{\"type\":\"string\"}]},"
	    "\"code\":{\"type\":\"string\"},\"request_id\":{\"type\":\"string\"}}}},"
	    "\"responses\":{\"Error\":{\"description\":\"It could not be done.\",\"content\":{"
	    "\"application/json\":{\"schema\":{\"$ref\":\"#/components/schemas/Error\"}}}},"
	    "\"Invalid\":{\"description\":\"What is given is not acceptable: every fault.\","
	    "\"content\":{\"application/json\":{\"schema\":"
	    "{\"$ref\":\"#/components/schemas/Invalid\"}}}}},"
	    "\"securitySchemes\":{\"bearer\":{\"type\":\"http\",\"scheme\":\"bearer\","
	    "\"bearerFormat\":\"JWT\"}}}");
}
