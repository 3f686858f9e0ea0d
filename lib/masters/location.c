/* location.c - the rules of locations, beside those of every tree. */
#include "masters/change.h"

/* What a location is used for, and that it is used, is fixed while stock is there. */
enum err
location_judge(struct change *c)
{
	const struct filter where[] = {
	    {.field = FIELD(balance, location_id), .text = change_id(c)},
	    {.field = FIELD(balance, on_hand), .cmp = CMP_GT, .number = 0},
	};
	struct balance there = {0};
	struct item item = {0};
	bool any;
	enum err e;

	if (c->kind != CHANGE_DEACTIVATE &&
	    !(c->kind == CHANGE_UPDATE && change_of(c, FIELD(location, usage))))
		return OK;
	if ((e = change_any(c, &balance_schema, where, 2, &there, &any)) != OK || !any)
		return e;
	if ((e = change_get(c, &item_schema, there.item_id, &item)) != OK)
		return e;
	return change_in_use(c, &item_schema, &item, "is on hand there");
}
