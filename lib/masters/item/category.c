/* category.c - Checks the units that a category allows. */
#include "masters/item/category.h"

#include <assert.h>

#include "masters/uom/uom_use.h"

enum err
category_normalize(struct edit *c)
{
	struct item_category *category = c->after;
	const struct list *l = &category->allowed_uoms;
	enum err e = OK;

	if (!edit_differs(c, FIELD(item_category, allowed_uoms)))
		return OK;
	for (size_t i = 0; i < l->n && e == OK; i++)
		e = uom_normalize_code(c, &l->v[i]);
	return e;
}

/* Takes units that are new in the list into use; all of them when restored. */
enum err
category_check(struct edit *c)
{
	const struct item_category *category = c->after;
	const struct item_category *was = c->kind == EDIT_RESTORE ? NULL : c->before;
	const struct list *l = &category->allowed_uoms;
	const struct loc *loc = edit_loc(c, FIELD(item_category, allowed_uoms));
	enum err e = OK;

	assert(c->schema == &item_category_schema);
	if (c->kind == EDIT_DEACTIVATE)
		return OK;
	for (size_t i = 0; i < l->n && e == OK; i++)
		if (was == NULL || !list_has(&was->allowed_uoms, l->v[i]))
			e = uom_use_code(c, l->v[i], loc_at(c->w, loc, i));
	return e;
}
