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
#define TAG "Sign-in"
ROUTE("POST", "/api/auth/register", users_register, PERM_PUBLIC, &register_request_schema, &user_schema,
    .flags = ROUTE_HASHES | ROUTE_CREATES, .again = users_get,
    .doc = "Makes a user. Needs user.manage, but for the first user of a test or development instance.")
ROUTE("POST", "/api/auth/login", auth_login, PERM_PUBLIC, &login_request_schema, &token_answer_schema,
    .flags = ROUTE_HASHES,
    .doc = "Signs in. With X-Session-Mode: cookie the refresh token travels in a cookie only.")
ROUTE("POST", "/api/auth/refresh", auth_refresh, PERM_PUBLIC, &refresh_request_schema, &token_answer_schema,
    .flags = ROUTE_BODY_OPTIONAL, .doc = "Trades the refresh token for new tokens.")
ROUTE("POST", "/api/auth/logout", auth_logout, PERM_SIGNED_IN, NULL, NULL, .flags = ROUTE_NO_CONTENT,
    .doc = "Signs out: ends this session.")
ROUTE("GET", "/api/auth/me", auth_me, PERM_SIGNED_IN, NULL, &me_schema,
    .doc = "Who is signed in, and what they may do.")
ROUTE("PUT", "/api/auth/me/password", auth_password, PERM_SIGNED_IN, &password_change_schema, NULL,
    .flags = ROUTE_HASHES | ROUTE_NO_CONTENT, .doc = "Changes one's password; ends one's other sessions.")
ROUTE("GET", "/api/auth/sessions", auth_sessions, PERM_SIGNED_IN, NULL, &session_schema, .flags = ROUTE_LIST,
    .of = &session_schema, .doc = "One's open sessions.")
ROUTE("DELETE", "/api/auth/sessions/{id}", auth_session_end, PERM_SIGNED_IN, NULL, NULL,
    .flags = ROUTE_NO_CONTENT, .doc = "Ends one of them.")
#undef TAG

#define TAG "Users"
ROUTE("GET", "/api/users", users_list, PERM_USER_MANAGE, NULL, &user_schema, .flags = ROUTE_LIST,
    .of = &user_schema, .doc = "The users.")
ROUTE("POST", "/api/users", users_create, PERM_USER_MANAGE, &register_request_schema, &user_schema,
    .flags = ROUTE_HASHES | ROUTE_CREATES, .again = users_get, .doc = "Makes a user.")
ROUTE("GET", "/api/users/{id}", users_get, PERM_USER_MANAGE, NULL, &user_schema, .doc = "One user.")
ROUTE("PUT", "/api/users/{id}", users_update, PERM_USER_MANAGE, &user_schema, &user_schema,
    .doc = "Changes a user; takes effect on the user's next request.")
ROUTE("DELETE", "/api/users/{id}", users_deactivate, PERM_USER_MANAGE, NULL, NULL, .flags = ROUTE_NO_CONTENT,
    .doc = "Deactivates a user and ends all their sessions.")
ROUTE("POST", "/api/users/{id}/restore", users_restore, PERM_USER_MANAGE, NULL, &user_schema,
    .doc = "Activates a user again.")
ROUTE("PUT", "/api/users/{id}/password", users_password, PERM_USER_MANAGE, &password_reset_schema, NULL,
    .flags = ROUTE_HASHES | ROUTE_NO_CONTENT, .doc = "Gives a user a temporary password and ends all their sessions.")
#undef TAG

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
