/*
 * routes.c - the whole API, one row a route.
 *
 *     ROUTE(method, path, handler, permission, body in, record out, .doc = "...", ...)
 *
 * The permission stands by its place in the row; PERM_NONE, or none at all, does not
 * compile. "In" and "out" are schemas, or NULL. What more a row may say (.flags,
 * .params, .of, .again) is in http.h. TAG names the group in the published description.
 */
#include <assert.h>
#include <string.h>

#include "api/handlers.h"

#define ROUTE(verb, template, function, permission, in_schema, out_schema, ...)                    \
	{.method = (verb),                                                                         \
	    .path = (template),                                                                    \
	    .run = (function),                                                                     \
	    .needs = (permission) + 0 * (int)sizeof(char[(permission) != PERM_NONE ? 1 : -1]),     \
	    .in = (in_schema),                                                                     \
	    .out = (out_schema),                                                                   \
	    .tag = TAG,                                                                            \
	    __VA_ARGS__},

/* clang-format off */
const struct route routes[] = {

#define TAG "Service"
ROUTE("GET", "/health", health_live, PERM_PUBLIC, NULL, &health_schema,
    .doc = "Whether the process is up.")
ROUTE("GET", "/health/ready", health_ready, PERM_PUBLIC, NULL, &health_schema,
    .doc = "Whether requests can be served: the store answers, its schema is current.")
ROUTE("GET", "/api/openapi.json", docs_openapi_get, PERM_PUBLIC, NULL, NULL,
    .doc = "This description, as OpenAPI 3.1.")
ROUTE("GET", "/metrics", health_metrics, PERM_PUBLIC, NULL, NULL, .flags = ROUTE_INTERNAL,
    .doc = "Counters for Prometheus.")
#undef TAG

/* --- sign-in and users --- */

/* --- masters --- */

/* --- stock --- */

{.method = NULL}};
/* clang-format on */

void
routes_assert(void)
{
	for (const struct route *r = routes; r->method != NULL; r++) {
		assert(r->path[0] == '/' && r->run != NULL && r->doc != NULL);
		assert(!(r->flags & ROUTE_CREATES) || r->again != NULL);
		assert(strcmp(r->method, "POST") == 0 || !(r->flags & ROUTE_CREATES));
	}
}
