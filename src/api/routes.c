/*
 * routes.c - the whole API, one row a route.
 *
 *     ROUTE(method, path, handler, permission, body in, record out, .doc = "...", ...)
 *
 * The permission stands by its place in the row; PERM_NONE, or none at all, does not
 * compile. A list of several, of which one suffices, is a macro such as ANY_MOVEMENT. "In"
 * and "out" are schemas, or NULL. What more a row may say (.flags, .params, .of, .answer, ...) is
 * in http.h. TAG names the group in the published description.
 */
#include <assert.h>
#include <string.h>

#include "api/handlers.h"

#define FIRST(one, ...) (one)
#define ROUTE(verb, template, function, permission, in_schema, out_schema, ...)                    \
	{.method = (verb),                                                                         \
	    .path = (template),                                                                    \
	    .run = (function),                                                                     \
	    .needs = {permission,                                                                  \
		(enum perm)(0 * sizeof(char[FIRST(permission, 0) != PERM_NONE ? 1 : -1]))},        \
	    .in = (in_schema),                                                                     \
	    .out = (out_schema),                                                                   \
	    .tag = TAG,                                                                            \
	    __VA_ARGS__},

/* The routes of a master: CRUD(path, its name, record, read, create, change, deactivate, restore).
 * The last five are permissions. CRUD_OVER takes the list's handler and parameters as well. */
#define CRUD(path, one, record, ...)                                                               \
	CRUD_OVER(crud_list, created_params, path, one, record, __VA_ARGS__)
#define CRUD_OVER(                                                                                 \
    lists, by, path, one, record, p_read, p_create, p_change, p_deactivate, p_restore)             \
	ROUTE("GET", path, lists, p_read, NULL, &record##_schema, .of = &record##_schema,          \
	    .flags = ROUTE_LIST, .params = (by), .doc = "Lists them, by any indexed field.")       \
	ROUTE("POST", path, crud_create, p_create, &record##_schema, &record##_schema,             \
	    .of = &record##_schema, .flags = ROUTE_TAKES_KEY | ROUTE_CREATED,                      \
	    .answer = crud_created, .replay = crud_replay, .doc = "Makes a new " one ".")          \
	ROUTE("GET", path "/{id}", crud_get, p_read, NULL, &record##_schema,                       \
	    .of = &record##_schema, .doc = "Reads one " one ".")                                   \
	ROUTE("PUT", path "/{id}", crud_update, p_change, &record##_schema, &record##_schema,      \
	    .of = &record##_schema, .flags = ROUTE_IF_MATCH, .answer = crud_changed,               \
	    .doc = "Changes the given fields of one " one ".")                                     \
	ROUTE("DELETE", path "/{id}", crud_deactivate, p_deactivate, NULL, NULL,                   \
	    .of = &record##_schema, .flags = ROUTE_NO_CONTENT | ROUTE_IF_MATCH,                    \
	    .doc = "Deactivates one " one ", unless something active depends on it.")              \
	ROUTE("POST", path "/{id}/restore", crud_restore, p_restore, NULL, &record##_schema,       \
	    .of = &record##_schema, .flags = ROUTE_IF_MATCH, .answer = crud_changed,               \
	    .doc = "Makes one " one " active again.")

static const struct param created_params[] = {
    {"from", T_TIME, NULL, .doc = "Made on that day or at that instant, or later."},
    {"to", T_TIME, NULL, .doc = "Made on that day or at that instant, or earlier."},
    {.name = NULL},
};

static const struct param item_params[] = {
    {"from", T_TIME, NULL, .doc = "Made on that day or at that instant, or later."},
    {"to", T_TIME, NULL, .doc = "Made on that day or at that instant, or earlier."},
    {"category_id", T_TEXT, NULL, .doc = "Of this category or below it."},
    {"children", T_BOOL, NULL, .doc = "false: not what is below the category."},
    {"below_min", T_BOOL, NULL, .doc = "true: those with less available than their minimum."},
    {.name = NULL},
};

static const struct param audit_params[] = {
    {"from", T_TIME, NULL, .doc = "On that day or at that instant, or later."},
    {"to", T_TIME, NULL, .doc = "On that day or at that instant, or earlier."},
    {.name = NULL},
};

static const char *const lookup_kinds[] = {"item", "location", "recipient", "posting", NULL};

static const struct param lookup_params[] = {
    {"code", T_TEXT, NULL, .doc = "A code, barcode or number, or a GS1 code.", .required = true},
    {"kind", T_ENUM, lookup_kinds, .doc = "Only among these; an item's packs are items."},
    {.name = NULL},
};

#define POSTED_BETWEEN                                                                             \
	{"posted_from", T_TIME, NULL, .doc = "Posted then or later, in the order of postings."},   \
	{                                                                                          \
		"posted_to", T_TIME, NULL, .doc = "Posted then or earlier, in that order."         \
	}

static const struct param posting_params[] = {
    POSTED_BETWEEN,
    {.name = NULL},
};

static const struct param ledger_params[] = {
    {"from", T_TIME, NULL, .doc = "Happened on that day or at that instant, or later."},
    {"to", T_TIME, NULL, .doc = "Happened on that day or at that instant, or earlier."},
    POSTED_BETWEEN,
    {"item_id", T_TEXT, NULL, .doc = "Of this item."},
    {"location_id", T_TEXT, NULL,
	.doc =
	    "At this location or below it; with a past `to` or `posted_to`, as the tree was then."},
    {"lot", T_TEXT, NULL, .doc = "Of this lot, in any case and width."},
    {"children", T_BOOL, NULL, .doc = "false: not what is below the location."},
    {.name = NULL},
};

static const char *const stock_groups[] = {"item", NULL};
static const char *const period_states[] = {"open", "closed", NULL};
static const char *const history_steps[] = {"day", "month", NULL};

static const struct param stock_params[] = {
    {"item_id", T_TEXT, NULL, .doc = "Of this item."},
    {"location_id", T_TEXT, NULL,
	.doc = "At this location or below it; with a past `as_of` or `known_at`, as the tree was "
	       "then."},
    {"category_id", T_TEXT, NULL, .doc = "Of items of this category or below it."},
    {"lot", T_TEXT, NULL, .doc = "Of this lot, in any case and width."},
    {"children", T_BOOL, NULL, .doc = "false: not what is below the location or the category."},
    {"below_min", T_BOOL, NULL, .doc = "true: items with less available than their minimum."},
    {"include_zero", T_BOOL, NULL, .doc = "true: also where nothing is left."},
    {"group_by", T_ENUM, stock_groups, .doc = "One row an item."},
    {"as_of", T_TIME, NULL, .doc = "As of the end of that day, or of that instant."},
    {"known_at", T_TIME, NULL,
	.doc = "Without what was posted after the end of that day, or after that instant."},
    {.name = NULL},
};

static const struct param period_params[] = {
    {"state", T_ENUM, period_states, .doc = "Open or closed."},
    {.name = NULL},
};

#define DAY_OR_MONTH "^[0-9]{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?$"

static const struct param history_params[] = {
    {"from", T_TEXT, NULL, .doc = "The first day, or with step=month a month such as 2026-03.",
	.pattern = DAY_OR_MONTH},
    {"to", T_TEXT, NULL, .doc = "The last one; left out: today.", .pattern = DAY_OR_MONTH},
    {"step", T_ENUM, history_steps, .doc = "A point a day, or a month."},
    {.name = NULL},
};

static const struct param movement_params[] = {
    {"from", T_TIME, NULL, .doc = "The first day; left out: 13 days before the last one."},
    {"to", T_TIME, NULL, .doc = "The last day; left out: today. At most 366 days."},
    {.name = NULL},
};

/* Each sort of movement has a permission of its own (inventory/line/movement_rule.c). */
#define ANY_MOVEMENT                                                                               \
	PERM_RECEIPT_POST, PERM_STOCK_ISSUE, PERM_STOCK_RETURN, PERM_STOCK_TRANSFER,               \
	    PERM_STOCK_ADJUST, PERM_STOCK_OPENING
#define ANY_REVERSAL PERM_STOCK_REVERSE_OWN, PERM_STOCK_REVERSE
#define ANY_AUDIT    PERM_AUDIT_READ_BUSINESS, PERM_AUDIT_READ_ALL

/* What the finders of api/lookup.c need. */
#define ANY_LOOKUP PERM_ITEM_READ, PERM_MASTER_READ, PERM_LEDGER_READ

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
    .flags = ROUTE_HASHES | ROUTE_TAKES_KEY | ROUTE_CREATED, .answer = users_changed, .replay = users_get,
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
    .flags = ROUTE_HASHES | ROUTE_TAKES_KEY | ROUTE_CREATED, .answer = users_changed, .replay = users_get, .doc = "Makes a user.")
ROUTE("GET", "/api/users/{id}", users_get, PERM_USER_MANAGE, NULL, &user_schema, .doc = "One user.")
ROUTE("PUT", "/api/users/{id}", users_update, PERM_USER_MANAGE, &user_schema, &user_schema,
    .flags = ROUTE_IF_MATCH, .answer = users_changed,
    .doc = "Changes a user; takes effect on the user's next request.")
ROUTE("DELETE", "/api/users/{id}", users_deactivate, PERM_USER_MANAGE, NULL, NULL,
    .flags = ROUTE_NO_CONTENT | ROUTE_IF_MATCH,
    .doc = "Deactivates a user and ends all their sessions.")
ROUTE("POST", "/api/users/{id}/restore", users_restore, PERM_USER_MANAGE, NULL, &user_schema,
    .flags = ROUTE_IF_MATCH, .answer = users_changed, .doc = "Activates a user again.")
ROUTE("DELETE", "/api/users/{id}/sessions", users_end_sessions, PERM_USER_MANAGE, NULL, NULL,
    .flags = ROUTE_NO_CONTENT | ROUTE_IF_MATCH,
    .doc = "Ends all sessions of a user.")
ROUTE("PUT", "/api/users/{id}/password", users_password, PERM_USER_MANAGE, &password_reset_schema, NULL,
    .flags = ROUTE_HASHES | ROUTE_NO_CONTENT | ROUTE_IF_MATCH, .doc = "Gives a user a temporary password and ends all their sessions.")
#undef TAG

/* --- masters --- */
#define TAG "Items"
CRUD_OVER(items_list, item_params, "/api/masters/items", "item", item,
    PERM_ITEM_READ, PERM_ITEM_CREATE, PERM_ITEM_UPDATE, PERM_ITEM_DEACTIVATE, PERM_ITEM_UPDATE)
#undef TAG
#define TAG "Item categories"
CRUD("/api/masters/item-categories", "category", item_category,
    PERM_ITEM_READ, PERM_MASTER_WRITE, PERM_MASTER_WRITE, PERM_MASTER_DEACTIVATE, PERM_MASTER_DEACTIVATE)
#undef TAG
#define TAG "Units"
CRUD("/api/masters/uoms", "unit", uom,
    PERM_MASTER_READ, PERM_MASTER_WRITE, PERM_MASTER_WRITE, PERM_MASTER_DEACTIVATE, PERM_MASTER_DEACTIVATE)
#undef TAG
#define TAG "Suppliers"
CRUD("/api/masters/suppliers", "supplier", supplier,
    PERM_SUPPLIER_READ, PERM_SUPPLIER_WRITE, PERM_SUPPLIER_WRITE, PERM_SUPPLIER_WRITE, PERM_SUPPLIER_WRITE)
#undef TAG
#define TAG "Locations"
CRUD("/api/masters/locations", "location", location,
    PERM_MASTER_READ, PERM_MASTER_WRITE, PERM_MASTER_WRITE, PERM_MASTER_DEACTIVATE, PERM_MASTER_DEACTIVATE)
#undef TAG
#define TAG "Recipients"
CRUD("/api/masters/recipients", "recipient", recipient,
    PERM_MASTER_READ, PERM_MASTER_WRITE, PERM_MASTER_WRITE, PERM_MASTER_DEACTIVATE, PERM_MASTER_DEACTIVATE)
#undef TAG
#define TAG "Reasons"
CRUD("/api/masters/reasons", "reason", reason,
    PERM_MASTER_READ, PERM_MASTER_WRITE, PERM_MASTER_WRITE, PERM_MASTER_DEACTIVATE, PERM_MASTER_DEACTIVATE)
#undef TAG
#define TAG "Lookup"
ROUTE("GET", "/api/lookup", lookup_get, ANY_LOOKUP, NULL, &lookup_answer_schema,
    .params = lookup_params,
    .doc = "What a scanned code names: an item or a pack, else a location, a recipient or a posting.")
ROUTE("POST", "/api/lookup", lookup_many, ANY_LOOKUP, &lookup_request_schema, &lookup_results_answer_schema,
    .doc = "The same of up to 500 codes at once; for each what it names, or why it names nothing.")
#undef TAG

/* --- stock --- */
#define TAG "Stock"
ROUTE("GET", "/api/inventory/stock", stock_list, PERM_STOCK_READ, NULL, &stock_row_schema,
    .flags = ROUTE_LIST, .params = stock_params, .doc = "What is on hand, now or as of a moment, by item, location and lot.")
ROUTE("GET", "/api/inventory/stock/{item_id}", stock_get, PERM_STOCK_READ, NULL, &item_stock_answer_schema,
    .doc = "What is on hand of one item, by location.")
ROUTE("GET", "/api/inventory/stock/{item_id}/history", stock_history, PERM_STOCK_READ, NULL, &history_point_schema,
    .flags = ROUTE_LIST, .params = history_params, .doc = "How it went, day by day or month by month.")
ROUTE("GET", "/api/inventory/summary", stock_summary_get, PERM_STOCK_READ, NULL, &stock_summary_schema,
    .doc = "Counts for a dashboard.")
ROUTE("GET", "/api/inventory/movements", stock_movements, PERM_LEDGER_READ, NULL, &movement_count_schema,
    .flags = ROUTE_LIST, .params = movement_params, .doc = "How many ledger lines of each type each business day had, the oldest first.")
ROUTE("POST", "/api/inventory/transactions", postings_create, ANY_MOVEMENT, &posting_request_schema, &posting_schema,
    .flags = ROUTE_TAKES_KEY | ROUTE_CREATED, .answer = postings_made, .replay = postings_replay,
    .doc = "Posts one line or several, all or nothing. Each sort of movement has a permission of its own.")
ROUTE("GET", "/api/inventory/transactions", ledger_list, PERM_LEDGER_READ, NULL, &stock_transaction_schema,
    .flags = ROUTE_LIST, .of = &stock_transaction_schema, .params = ledger_params,
    .doc = "The lines of the ledger, newest first.")
ROUTE("GET", "/api/inventory/postings", postings_list, PERM_LEDGER_READ, NULL, &posting_schema, .flags = ROUTE_LIST,
    .of = &posting_schema, .params = posting_params, .doc = "The postings without their lines, newest first.")
ROUTE("GET", "/api/inventory/postings/{id}", postings_get, PERM_LEDGER_READ, NULL, &posting_schema,
    .doc = "One posting with its lines.")
ROUTE("POST", "/api/inventory/postings/{id}/reverse", postings_reverse, ANY_REVERSAL, &reverse_request_schema, &posting_schema,
    .flags = ROUTE_TAKES_KEY | ROUTE_CREATED, .answer = postings_made, .replay = postings_replay,
    .doc = "Takes a posting back; another's needs stock.reverse.")
ROUTE("POST", "/api/inventory/postings/{id}/correct", postings_correct, ANY_REVERSAL, &correct_request_schema, &posting_schema,
    .flags = ROUTE_TAKES_KEY | ROUTE_CREATED, .answer = postings_made, .replay = postings_replay,
    .doc = "Takes a posting back and posts in its place what it should have been, judged by the difference.")
ROUTE("GET", "/api/inventory/periods", periods_list, PERM_STOCK_READ, NULL, &period_row_schema, .flags = ROUTE_LIST,
    .params = period_params, .doc = "The months from the first one posted to, newest first.")
ROUTE("GET", "/api/inventory/periods/{period}", periods_get, PERM_STOCK_READ, NULL, &period_row_schema,
    .doc = "One month: which others closing or opening it takes along, and what is still open in it.")
ROUTE("POST", "/api/inventory/periods/{period}/close", periods_close, PERM_PERIOD_CLOSE, &period_request_schema, &period_row_schema,
    .flags = ROUTE_IF_MATCH, .answer = periods_get,
    .doc = "Closes a month that has ended, and all before it, for postings.")
ROUTE("POST", "/api/inventory/periods/{period}/reopen", periods_reopen, PERM_PERIOD_REOPEN, &period_request_schema, &period_row_schema,
    .flags = ROUTE_IF_MATCH, .answer = periods_get, .doc = "Opens a closed month again, and all behind it.")
#undef TAG

/* --- the audit --- */
#define TAG "Audit"
ROUTE("GET", "/api/audit", audit_list, ANY_AUDIT, NULL, &audit_schema,
    .flags = ROUTE_LIST, .params = audit_params,
    .doc = "Who did what, newest first; of users and sign-ins only with audit.read_all.")
ROUTE("GET", "/api/audit/refusals", audit_refusals, PERM_AUDIT_READ_ALL, NULL, &refusal_schema,
    .flags = ROUTE_LIST, .params = audit_params,
    .doc = "Refused requests, counted by user or address, kind and minute; newest first.")
#undef TAG

{.method = NULL}};
/* clang-format on */

void
routes_assert(void)
{
	for (const struct route *r = routes; r->method != NULL; r++) {
		assert(r->path[0] == '/' && r->run != NULL && r->doc != NULL);
		assert(r - routes < ROUTES_MAX);
		assert(!(r->flags & ROUTE_TAKES_KEY) == (r->replay == NULL));
		assert(!(r->flags & ROUTE_TAKES_KEY) || strcmp(r->method, "POST") == 0);
		assert(!(r->flags & ROUTE_IF_MATCH) || strcmp(r->method, "GET") != 0);
		assert(!(r->flags & (ROUTE_TAKES_KEY | ROUTE_IF_MATCH)) || r->answer != NULL ||
		       (r->flags & ROUTE_NO_CONTENT));
		assert(!(r->flags & ROUTE_CREATED) || !(r->flags & ROUTE_NO_CONTENT));
	}
}
