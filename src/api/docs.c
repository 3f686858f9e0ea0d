/* docs.c - OpenAPI from the routes and the schemas that they name. */
#include "api/docs.h"

#include <string.h>

#include "api/handlers.h"
#include "schema/json.h"

/* --- bodies and responses --- */

static void
docs_put_body(struct buf *b, const struct route *r)
{
	if (r->in == NULL)
		return;
	buf_printf(b,
	    ",\"requestBody\":{\"required\":%s,\"content\":{\"application/json\":{\"schema\":",
	    r->flags & ROUTE_BODY_OPTIONAL ? "false" : "true");
	openapi_put_ref(b, r->in, docs_body_form(r));
	buf_puts(b, "}}}");
}

static void
put_list_content(struct buf *b, const struct schema *s)
{
	buf_puts(b, ",\"content\":{\"application/json\":{\"schema\":{\"anyOf\":["
		    "{\"type\":\"array\",\"items\":");
	openapi_put_ref(b, s, FORM_ANSWER);
	buf_puts(b,
	    "},{\"type\":\"object\",\"required\":[\"data\",\"total\",\"page\",\"page_size\"],"
	    "\"properties\":{\"data\":{\"type\":\"array\",\"items\":");
	openapi_put_ref(b, s, FORM_ANSWER);
	buf_puts(b, "},\"total\":{\"type\":\"integer\"},\"page\":{\"type\":\"integer\"},"
		    "\"page_size\":{\"type\":\"integer\"}}}]}},"
		    "\"text/csv\":{\"schema\":{\"type\":\"string\"}}}");
}

/* Records that can be changed have a version, which is their ETag. */
static bool
has_etag(const struct route *r)
{
	return r->out != NULL && !(r->flags & (ROUTE_LIST | ROUTE_NO_CONTENT)) &&
	       r->out->version >= 0;
}

static void
put_success_response(struct buf *b, const struct route *r)
{
	const int status = r->flags & ROUTE_NO_CONTENT ? 204 : r->flags & ROUTE_CREATED ? 201 : 200;

	buf_printf(b, "\"%d\":{\"description\":\"Done.\"", status);
	if (has_etag(r))
		buf_puts(b, ",\"headers\":{\"ETag\":{\"description\":\"The record's version.\","
			    "\"schema\":{\"type\":\"string\"}}}");
	if (status != 204 && r->out != NULL && (r->flags & ROUTE_LIST)) {
		put_list_content(b, r->out);
	} else if (status != 204 && r->out != NULL) {
		buf_puts(b, ",\"content\":{\"application/json\":{\"schema\":");
		openapi_put_ref(b, r->out, FORM_ANSWER);
		buf_puts(b, "}}");
	}
	buf_putc(b, '}');
}

static void
put_responses(struct buf *b, const struct route *r)
{
	buf_puts(b, ",\"responses\":{");
	put_success_response(b, r);
	if (strcmp(r->method, "GET") == 0 && r->out != NULL && !(r->flags & ROUTE_LIST))
		buf_puts(b, ",\"304\":{\"description\":\"Not modified: the version is the one in "
			    "If-None-Match.\"}");
	buf_puts(b, ",\"422\":{\"$ref\":\"#/components/responses/Invalid\"}"
		    ",\"default\":{\"$ref\":\"#/components/responses/Error\"}}");
}

static void
put_operation_id(struct buf *b, const struct route *r, const char *method)
{
	buf_printf(b, "\"operationId\":\"%s", method);
	for (const char *p = r->path; *p != '\0'; p++)
		if (*p == '/' || *p == '-' || *p == '.')
			buf_putc(b, '_');
		else if (*p != '{' && *p != '}')
			buf_putc(b, *p);
	buf_putc(b, '"');
}

static void
put_permission(struct buf *b, const enum perm *needs)
{
	const bool one = needs[1] == PERM_NONE;

	if (perms[*needs].name == NULL)
		return;
	buf_puts(b, one ? ",\"description\":\"Needs the permission "
			: ",\"description\":\"Needs one of the permissions ");
	for (size_t i = 0; needs[i] != PERM_NONE; i++)
		buf_printf(b, "%s`%s`", i == 0 ? "" : ", ", perms[needs[i]].name);
	buf_puts(b, ".\",\"x-permissions\":[");
	for (size_t i = 0; needs[i] != PERM_NONE; i++)
		buf_printf(b, "%s\"%s\"", i == 0 ? "" : ",", perms[needs[i]].name);
	buf_putc(b, ']');
}

static void
put_operation(struct buf *b, const struct route *r, const char *method)
{
	openapi_next(b);
	buf_printf(b, "\"%s\":{", method);
	put_operation_id(b, r, method);
	buf_puts(b, ",\"tags\":[");
	json_put_str(b, str_of(r->tag));
	buf_puts(b, "],\"summary\":");
	json_put_str(b, str_of(r->doc));
	put_permission(b, r->needs);
	if (r->needs[0] == PERM_PUBLIC)
		buf_puts(b, ",\"security\":[]");
	docs_put_parameters(b, r);
	docs_put_body(b, r);
	put_responses(b, r);
	buf_putc(b, '}');
}

/* --- the document --- */

static bool
is_first_of_path(const struct route *routes, const struct route *r)
{
	for (const struct route *o = routes; o < r; o++)
		if (strcmp(o->path, r->path) == 0)
			return false;
	return true;
}

static void
put_route(struct buf *b, const struct route *r)
{
	const struct str lower = str_fold(b->mem, str_of(r->method));

	put_operation(b, r, lower.s);
	if (strcmp(r->method, "PUT") == 0)
		put_operation(b, r, "patch");
}

static void
put_paths(struct buf *b, const struct route *routes)
{
	buf_puts(b, ",\"paths\":{");
	for_each_route(r, routes)
	{
		if (!docs_published(r) || !is_first_of_path(routes, r))
			continue;
		openapi_next(b);
		json_put_str(b, str_of(r->path));
		buf_puts(b, ":{");
		for_each_route(o, routes) if (strcmp(o->path, r->path) == 0) put_route(b, o);
		buf_putc(b, '}');
	}
	buf_putc(b, '}');
}

void
docs_openapi(struct buf *b, const struct route *routes)
{
	buf_puts(b, "{\"openapi\":\"3.1.0\",\"info\":{\"title\":\"CCPL ERP\",\"version\":"
		    "\"" PACKAGE_VERSION "\",\"description\":\"Items, stock and its ledger.\"},"
		    "\"servers\":[{\"url\":\"/\"}],\"security\":[{\"bearer\":[]}]");
	put_paths(b, routes);
	docs_put_components(b, routes);
	buf_putc(b, '}');
}

enum err
docs_openapi_get(struct req *req, struct res *res)
{
	docs_openapi(&res->body, req->app->routes);
	res->status = 200;
	return OK;
}
