/*
 * verify_advisory.c - rules that no guard row keeps: what a race got past is told.
 *
 * A record is deactivated when nothing active depends on it. Something may begin to depend
 * on it in that very moment; the stock is right all the same, so it is a note and not a
 * difference.
 */
#include "inventory/verify_parts.h"

#include "schema/terms.h"

static const struct advisory {
	const struct schema *off; /* an inactive record of this kind ... */
	const struct schema *by;  /* ... that one of this kind refers to, */
	size_t ref, live;         /* by this field, while this number is above zero */
	const char *what;
} advisories[] = {
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
judge(struct verifier *v, const struct advisory *a, const void *off)
{
	const struct field *code = &a->off->fields[terms_code_field(a->off)];
	const struct filter where[] = {
	    {.field = a->ref, .text = rec_text(off, &a->off->fields[0])},
	    {.field = a->live, .cmp = CMP_GT, .number = 0},
	};
	const struct query q = {.schema = a->by, .where = where, .nwhere = 2, .limit = 1};
	struct rows rows;
	enum err e = store_find(v->store, &q, &rows, v->w);

	if (e == OK && rows.n > 0)
		buf_printf(&v->out->notes, "the inactive %s %.*s %s\n", a->off->name,
		    STRF(rec_text(off, code)), a->what);
	return e;
}

enum err
verify_advisory(struct verifier *v)
{
	enum err e = OK;

	for (size_t i = 0; i < sizeof advisories / sizeof *advisories && e == OK; i++) {
		const struct advisory *a = &advisories[i];
		const struct filter off = {
		    .field = (size_t)schema_field(a->off, STR("is_active")), .number = 0};
		const struct query q = {
		    .schema = a->off, .where = &off, .nwhere = 1, .limit = OPS_MAX};
		struct rows rows;

		if ((e = store_find(v->store, &q, &rows, v->w)) != OK)
			return e;
		for (size_t n = 0; n < rows.n && e == OK; n++)
			e = judge(v, a, (const char *)rows.v + n * a->off->size);
	}
	return e;
}
