/* docs.c - Writes the OpenAPI document: its info, paths and components. */
#include "api/docs.h"

#include <string.h>

#include "api/handlers.h"
#include "schema/json.h"

/* --- paths --- */

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

	docs_put_operation(b, r, lower.s);
	if (strcmp(r->method, "PUT") == 0)
		docs_put_operation(b, r, "patch");
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

/* --- components --- */

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

static void
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

/* --- the document --- */

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
