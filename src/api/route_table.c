/* route_table.c - The table of routes, from routes.def, and the query parameters they take. */
#include <assert.h>
#include <string.h>

#include "api/handlers.h"
#include "api/route_table.h"
#include "api/search.h"
#include "schema/records.h"

#define FIRST(one, ...) (one)
#define ROUTE(verb, template, function, permission, in_schema, out_schema, ...)                    \
	{.method = (verb),                                                                         \
	    .path = (template),                                                                    \
	    .run = function,                                                                       \
	    .needs = {permission,                                                                  \
		(enum perm)(0 * sizeof(char[FIRST(permission, 0) != PERM_NONE ? 1 : -1]))},        \
	    .in = (in_schema),                                                                     \
	    .out = (out_schema),                                                                   \
	    .tag = TAG,                                                                            \
	    __VA_ARGS__},

static const struct param created_params[] = {
    {"from", T_TIME, NULL, .doc = "Created on that day or at that instant, or later."},
    {"to", T_TIME, NULL, .doc = "Created on that day or at that instant, or earlier."},
    {.name = NULL},
};

static const struct param item_params[] = {
    {"from", T_TIME, NULL, .doc = "Created on that day or at that instant, or later."},
    {"to", T_TIME, NULL, .doc = "Created on that day or at that instant, or earlier."},
    {"category_id", T_TEXT, NULL, .doc = "In this category or below it."},
    {"children", T_BOOL, NULL, .doc = "false: only the category itself."},
    {"below_min", T_BOOL, NULL, .doc = "true: only items with less available than their minimum."},
    {.name = NULL},
};

static const struct param audit_params[] = {
    {"from", T_TIME, NULL, .doc = "On that day or at that instant, or later."},
    {"to", T_TIME, NULL, .doc = "On that day or at that instant, or earlier."},
    {.name = NULL},
};

static const char *const lookup_kinds[] = {"item", "location", "recipient", "posting", NULL};

static const struct param lookup_params[] = {
    {"code", T_TEXT, NULL, .doc = "A code, a barcode, a posting number or a GS1 code.",
	.required = true},
    {"kind", T_ENUM, lookup_kinds, .doc = "Only records of this kind; a pack counts as an item."},
    {.name = NULL},
};

static const struct param search_params[] = {
    {"q", T_TEXT, NULL, .doc = "A code, a barcode, a GS1 code, a part of a code, or words.",
	.required = true, .max = SEARCH_TEXT_MAX},
    {"limit", T_INT, NULL, .doc = "Maximum number of hits in each group, 5 by default.", .min = 1,
	.max = SEARCH_HITS_MAX},
    {.name = NULL},
};

#define POSTED_BETWEEN                                                                             \
	{"posted_from", T_TIME, NULL, .doc = "Posted at that time or later, by sequence."},        \
	{                                                                                          \
		"posted_to", T_TIME, NULL, .doc = "Posted at that time or earlier, by sequence."   \
	}

static const struct param posting_params[] = {
    POSTED_BETWEEN,
    {.name = NULL},
};

static const struct param ledger_params[] = {
    {"from", T_TIME, NULL, .doc = "Dated on that day or at that instant, or later."},
    {"to", T_TIME, NULL, .doc = "Dated on that day or at that instant, or earlier."},
    POSTED_BETWEEN,
    {"posting_id", T_TEXT, NULL, .doc = "Of this posting."},
    {"item_id", T_TEXT, NULL, .doc = "Of this item."},
    {"location_id", T_TEXT, NULL,
	.doc = "At this location or below it; with a past `to` or `posted_to`, by the tree as of "
	       "then."},
    {"lot", T_TEXT, NULL, .doc = "Of this lot, ignoring case and width."},
    {"children", T_BOOL, NULL, .doc = "false: only the location itself."},
    {.name = NULL},
};

static const char *const stock_groups[] = {"item", NULL};
static const char *const period_states[] = {"open", "closed", NULL};
static const char *const history_steps[] = {"day", "month", NULL};

static const struct param stock_params[] = {
    {"item_id", T_TEXT, NULL, .doc = "Of this item."},
    {"location_id", T_TEXT, NULL,
	.doc = "At this location or below it; with a past `as_of` or `known_at`, by the tree as "
	       "of then."},
    {"category_id", T_TEXT, NULL, .doc = "Of items in this category or below it."},
    {"lot", T_TEXT, NULL, .doc = "Of this lot, ignoring case and width."},
    {"children", T_BOOL, NULL, .doc = "false: only the location and the category themselves."},
    {"below_min", T_BOOL, NULL, .doc = "true: only items with less available than their minimum."},
    {"last_movement_before", T_TIME, NULL,
	.doc = "Only items with stock and without a movement on that day or later; one row per "
	       "item. With include_zero also those without stock, and those that never moved."},
    {"include_zero", T_BOOL, NULL, .doc = "true: includes rows with nothing on hand."},
    {"group_by", T_ENUM, stock_groups,
	.doc = "item: one row per item, as with below_min and last_movement_before; then they can "
	       "be sorted."},
    {"as_of", T_TIME, NULL, .doc = "As of the end of that day, or as of that instant."},
    {"known_at", T_TIME, NULL,
	.doc = "Excludes postings made after the end of that day, or after that instant."},
    {.name = NULL},
};

static const struct param period_params[] = {
    {"state", T_ENUM, period_states, .doc = "Only months in this state."},
    {.name = NULL},
};

#define DAY_OR_MONTH "^[0-9]{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?$"

static const struct param history_params[] = {
    {"from", T_TEXT, NULL, .doc = "First day, or with step=month the first month, such as 2026-03.",
	.pattern = DAY_OR_MONTH},
    {"to", T_TEXT, NULL, .doc = "Last day or month; default: today.", .pattern = DAY_OR_MONTH},
    {"step", T_ENUM, history_steps, .doc = "One point per day or per month."},
    {.name = NULL},
};

static const struct param movement_params[] = {
    {"from", T_TIME, NULL, .doc = "First day; default: 13 days before the last."},
    {"to", T_TIME, NULL, .doc = "Last day; default: today. At most 366 days in all."},
    {.name = NULL},
};

const struct route routes[] = {
#include "api/routes.def"
    {.method = NULL},
};

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
