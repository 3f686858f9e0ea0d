/* master_table.h - The table of masters: what differs between them. */
#ifndef MASTER_TABLE_H
#define MASTER_TABLE_H

#include "masters/edit/edit.h"

struct master {
	const struct schema *schema;
	enum code_kind code_kind;
	bool id_is_code;         /* others refer to it by its code, which is its id */
	edit_rule *normalize;    /* normalizes `after`; may be NULL, as may the others */
	edit_rule *check;        /* faults and errors */
	edit_rule *write;        /* adds to the batch; the record's own code is known by then */
	edit_rule *fill_created; /* fills in `after` for the response to its creation */
};

const struct master *master_of(const struct schema *);
const struct master *master_at(size_t); /* NULL after the last one */

/* Marks lists as set, even when empty. */
void master_mark_lists(const struct schema *, void *rec);

#endif
