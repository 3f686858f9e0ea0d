/* docs.h - the API's description, printed from the tables that it runs on. */
#ifndef DOCS_H
#define DOCS_H

#include "api/http.h"
#include "schema/openapi.h"

#define for_each_route(r) for (const struct route *r = routes; r->method != NULL; r++)

/* OpenAPI 3.1, as /api/openapi.json and `ccpl schema openapi` give it. */
void docs_openapi(struct buf *);

/* Whether a route gives or takes the record in this form, or lines of it. */
bool docs_uses(const struct schema *, enum openapi_form);

/* --- between docs.c, docs_components.c and docs_params.c --- */
bool docs_published(const struct route *);
enum openapi_form docs_body_form(const struct route *);
void docs_put_components(struct buf *);
void docs_put_parameters(struct buf *, const struct route *);

#endif
