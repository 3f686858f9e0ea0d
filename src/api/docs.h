/* docs.h - The OpenAPI document, and which records the routes use. */
#ifndef DOCS_H
#define DOCS_H

#include "api/http.h"
#include "schema/openapi.h"

#define for_each_route(r, routes) for (const struct route *r = (routes); r->method != NULL; r++)

/* OpenAPI 3.1, as served at /api/openapi.json and printed by `ccpl schema openapi`. */
void docs_openapi(struct buf *, const struct route *routes);

/* Whether one of the routes gives or takes the record in this form, or lines of it. */
bool docs_uses(const struct route *routes, const struct schema *, enum openapi_form);

/* --- shared by docs.c, docs_operation.c and docs_records.c --- */
bool docs_published(const struct route *);
/* The form in which the route takes its record. */
enum openapi_form docs_body_form(const struct route *);
/* The member of a path for the route under that method, as a PUT is also a patch. */
void docs_put_operation(struct buf *, const struct route *, const char *method);

#endif
