/* subtree.c - Expands a category or location parameter into the ids of its subtree. */
#include "api/subtree.h"

#include "api/param.h"
#include "base/clock.h"
#include "base/mem.h"
#include "masters/location/location_tree.h"
#include "masters/tree/tree.h"

/* Whether descendants are included; otherwise *ids is the record alone, or empty. */
static bool
subtree_read_root(struct req *req, const char *param, struct list *ids, bool *given)
{
	const struct str id = http_param(req, param);

	*given = id.s != NULL;
	*ids = (struct list){MEM_ONE(req->mem, struct str), *given ? 1 : 0};
	ids->v[0] = id;
	return *given && !str_is(http_param(req, "children"), "false");
}

enum err
subtree_read(
    struct req *req, const char *param, const struct schema *s, struct list *ids, bool *given)
{
	if (!subtree_read_root(req, param, ids, given))
		return OK;
	return tree_descendants(req->app->store, s, http_param(req, param), ids, &req->why);
}

enum err
subtree_read_locations(struct req *req, struct str day, struct list *ids, bool *given)
{
	const char *param = "location_id";

	if (!subtree_read_root(req, param, ids, given))
		return OK;
	if (str_cmp(day, day_of(req->mem, req->cx.now)) >= 0)
		day = STR("");
	return location_tree_descendants(
	    req->app->store, http_param(req, param), day, ids, &req->why);
}

struct str
param_earlier_day(struct req *req, const char *param, struct str day)
{
	const struct time_span *span = param_time(req, param);
	struct str other;

	if (span == NULL)
		return day;
	other = day_of(req->mem, span->last);
	return day.n == 0 || str_cmp(other, day) < 0 ? other : day;
}
