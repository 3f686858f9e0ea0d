/* category.c - the rules of item categories, beside those of every tree. */
#include "masters/change.h"

enum err
category_judge(struct change *c)
{
	const struct item_category *category = c->after;
	const struct list *l = &category->allowed_uoms;
	const struct loc *loc = change_loc(c, FIELD(item_category, allowed_uoms));
	enum err e;

	if (!change_of(c, FIELD(item_category, allowed_uoms)))
		return OK;
	for (size_t i = 0; i < l->n; i++) {
		struct uom uom = {0};

		if ((e = change_get(c, &uom_schema, l->v[i], &uom)) != OK && e != ERR_NOT_FOUND)
			return e;
		if (e == ERR_NOT_FOUND)
			err_field(c->w, loc_at(c->w, loc, i), "not_found", "There is no unit %.*s",
			    STRF(l->v[i]));
	}
	return OK;
}
