/* location.c - Checks that a location is empty before its usage changes or it is deactivated. */
#include "masters/location/location.h"

#include <assert.h>

#include "store/gate.h"

/* Usage and active state are fixed while there is stock. Postings depend on the usage they
 * read: each expects a gate, and this edit changes all of them. Stock posted before that is
 * found by the batch itself (NONE). */
enum err
location_check(struct edit *c)
{
	const struct filter where[] = {
	    {.field = FIELD(balance, location_id), .text = edit_id(c)},
	    {.field = FIELD(balance, on_hand), .cmp = CMP_GT, .number = 0},
	};
	struct balance there = {0};
	struct item item = {0};
	bool any;
	enum err e;

	assert(c->schema == &location_schema);
	if ((e = location_move_check(c)) != OK)
		return e;
	if (c->kind != EDIT_DEACTIVATE &&
	    !(c->kind == EDIT_UPDATE && edit_differs(c, FIELD(location, usage))))
		return OK;
	if ((e = edit_find_any(c, &balance_schema, where, 2, &there, &any)) != OK)
		return e;
	if (!any) {
		batch_none(c->batch, &balance_schema, where, 2);
		gate_change_all(c->batch, gate_subject(c->w->mem, &location_schema, edit_id(c)));
		return OK;
	}
	if ((e = edit_get(c, &item_schema, there.item_id, &item)) != OK)
		return e;
	return edit_in_use(c, &item_schema, &item, "is on hand there");
}
