/*
 * verify_masters.c - Verifies that no active record or stock refers to an inactive master.
 *
 * Rules enforce that (lib/store/README.md). Data from a program without these rules may
 * violate it; that is reported too, and corrected by restoring the record.
 */
#include "inventory/verify/verify_parts.h"

#include "schema/records.h"

static const struct verify_reference {
	const struct schema *off; /* an inactive record of this schema ... */
	const struct schema *by;  /* ... that a record of this schema refers to, */
	size_t ref, live;         /* by this field, while this number is above zero */
	const char *what;
} verify_reference_rules[] = {
    {&location_schema, &balance_schema, FIELD(balance, location_id), FIELD(balance, on_hand),
	"holds stock"},
    {&location_schema, &location_schema, FIELD(location, parent_location),
	FIELD(location, is_active), "has active locations below it"},
    {&item_category_schema, &item_category_schema, FIELD(item_category, parent_category),
	FIELD(item_category, is_active), "has active categories below it"},
    {&item_category_schema, &item_schema, FIELD(item, category_id), FIELD(item, is_active),
	"has active items"},
    {&recipient_schema, &recipient_schema, FIELD(recipient, parent), FIELD(recipient, is_active),
	"has active recipients below it"},
};

static enum err
verify_inactive_record(struct verifier *v, const struct verify_reference *a, const void *off)
{
	const struct field *code = &a->off->fields[a->off->code];
	const struct filter where[] = {
	    {.field = a->ref, .text = rec_text(off, &a->off->fields[0])},
	    {.field = a->live, .cmp = CMP_GT, .number = 0},
	};
	const struct query q = {.schema = a->by, .where = where, .nwhere = 2, .limit = 1};
	struct rows rows;
	enum err e = store_find(v->store, &q, &rows, v->w);

	if (e == OK && rows.n > 0)
		verify_differs(v, "the inactive %s %.*s %s: restore it", a->off->name,
		    STRF(rec_text(off, code)), a->what);
	return e;
}

static enum err
verify_reference_rule(struct verifier *v, const struct verify_reference *a)
{
	const struct filter off = {.field = (size_t)a->off->is_active, .number = 0};
	const struct query q = {
	    .schema = a->off, .where = &off, .nwhere = 1, .limit = READ_ROWS_MAX};
	struct rows rows;
	enum err e = store_find(v->store, &q, &rows, v->w);

	for (size_t n = 0; e == OK && n < rows.n; n++)
		e = verify_inactive_record(v, a, (const char *)rows.v + n * a->off->size);
	return e;
}

enum err
verify_masters(struct verifier *v)
{
	enum err e = OK;

	for (size_t i = 0;
	     i < sizeof verify_reference_rules / sizeof *verify_reference_rules && e == OK; i++)
		e = verify_reference_rule(v, &verify_reference_rules[i]);
	return e;
}
