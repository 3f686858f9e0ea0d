/* line_fields.c - Table of the fields that are copied from a posting line to the ledger. */
#include "inventory/ledger/line_fields.h"

#include "schema/records.h"

#include <stdint.h>

#define COMPUTED SIZE_MAX /* not copied: looked up, converted or folded */

static const struct line_field {
	size_t request; /* field of posting_line, or COMPUTED */
	size_t ledger;  /* field of stock_transaction */
	size_t head;    /* field of posting */
	bool reversed;  /* copied to a reversal */
} line_fields[] = {
#define CARRIED(name)                                                                              \
	{                                                                                          \
		FIELD(posting_line, name), FIELD(stock_transaction, name), FIELD(posting, name),   \
		    true                                                                           \
	}
    CARRIED(transaction_type),
    CARRIED(unit_cost),
    CARRIED(reason_code),
    CARRIED(supplier_id),
    CARRIED(issued_to),
    CARRIED(charge_to),
#undef CARRIED
    {COMPUTED, FIELD(stock_transaction, entered_uom), FIELD(posting, uom), true},
    {COMPUTED, FIELD(stock_transaction, entered_quantity), FIELD(posting, quantity), false},
    {COMPUTED, FIELD(stock_transaction, item_id), FIELD(posting, item_id), false},
    {COMPUTED, FIELD(stock_transaction, item_code), FIELD(posting, item_code), false},
    {COMPUTED, FIELD(stock_transaction, item_name), FIELD(posting, item_name), false},
    {COMPUTED, FIELD(stock_transaction, location_id), FIELD(posting, location_id), false},
    {COMPUTED, FIELD(stock_transaction, location_code), FIELD(posting, location_code), false},
    {COMPUTED, FIELD(stock_transaction, lot), FIELD(posting, lot), false},
};

#define for_each_line_field(f)                                                                     \
	for (const struct line_field *f = line_fields;                                             \
	     f < line_fields + sizeof line_fields / sizeof *line_fields; f++)

/* Copies a field, unless it is absent. */
static void
line_field_copy(const struct schema *to_schema, size_t to_field, void *to,
    const struct schema *from_schema, size_t from_field, const void *from)
{
	const struct field *f = &from_schema->fields[from_field];

	if (!rec_has(from, from_field))
		return;
	if (field_is_text(f))
		rec_set_text(to, to_schema, to_field, rec_text(from, f));
	else
		rec_set_number(to, to_schema, to_field, rec_number(from, f));
}

void
line_fields_from_request(struct stock_transaction *t, const struct posting_line *l)
{
	for_each_line_field(f) if (f->request != COMPUTED) line_field_copy(
	    &stock_transaction_schema, f->ledger, t, &posting_line_schema, f->request, l);
}

void
line_fields_from_reversed(struct stock_transaction *t, const struct stock_transaction *was)
{
	for_each_line_field(f) if (f->reversed) line_field_copy(
	    &stock_transaction_schema, f->ledger, t, &stock_transaction_schema, f->ledger, was);
}

void
line_fields_to_head(struct posting *p, const struct stock_transaction *first)
{
	for_each_line_field(f) line_field_copy(
	    &posting_schema, f->head, p, &stock_transaction_schema, f->ledger, first);
}
