/* places.c - see places.h. */
#include "api/places.h"

#include "base/mem.h"
#include "masters/tree.h"

enum err
places_below(
    struct req *req, const char *param, const struct schema *s, struct list *ids, bool *given)
{
	const struct str id = http_param(req, param);

	*given = id.s != NULL;
	*ids = (struct list){0};
	if (!*given)
		return OK;
	if (!str_is(http_param(req, "children"), "false"))
		return tree_below(req->app->store, s, id, ids, &req->why);
	ids->v = MEM_ONE(req->mem, struct str);
	ids->v[0] = id;
	ids->n = 1;
	return OK;
}
