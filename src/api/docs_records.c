/* docs_records.c - Tells which records the routes take or return, and in which form. */
#include <string.h>

#include "api/docs.h"

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
