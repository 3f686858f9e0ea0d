/*
 * edit.h - An edit of a master record as its rules see it: the record before and after, and
 * the batch that will write it.
 *
 * A rule compares `after` with `before`. It adds faults to w and returns OK, or returns an
 * error that decides at once; and it adds to the batch what must be written with the record,
 * or must not have changed.
 */
#ifndef EDIT_H
#define EDIT_H

#include "change/context.h"
#include "masters/edit/edit_kind.h"
#include "schema/records.h"

struct edit_read {
	const struct schema *schema;
	const void *rec;
};

struct edit {
	struct store *store;
	const struct change_context *cx;
	const struct master *master;
	enum edit_kind kind;
	const void *before; /* NULL: on create */
	void *after;
	struct batch *batch;
	struct new_code { /* its code, if taken from a series; see code.c */
		bool yes;
		size_t op;
		struct str prefix;
	} new_code;
	struct edit_read *reads; /* what edit_get() read */
	size_t nreads, reads_cap;
	bool from_barcode; /* of an item: only `barcode` was given, not `barcodes` */
	struct why *w;
};

typedef enum err edit_rule(struct edit *);

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
const struct master *master_at(size_t);                   /* NULL after the last one */
void master_mark_lists(const struct schema *, void *rec); /* marks lists as set, even when empty */

/* --- for the operations --- */

/* Normalizes `after`; must come before comparing it. */
enum err edit_normalize(struct edit *) MUST_CHECK;

/* Adds everything the edit must write, or returns why it is refused. */
enum err edit_build(struct edit *) MUST_CHECK;

/* --- for rules --- */

/* The location of a field's faults: "body", its name. */
const struct loc *edit_loc(struct edit *, size_t field);

/* Whether the field differs, or on create has a value. */
bool edit_differs(const struct edit *, size_t field);

/* The id of the record. */
struct str edit_id(const struct edit *);

/* A record in the store, or one this batch creates. Read once for the edit: all rules see the
 * version that one of them expects. NOT_FOUND. */
enum err edit_get(struct edit *, const struct schema *, struct str id, void *rec) MUST_CHECK;

/* Expects the record unchanged since it was read: changing or deactivating it is an op on the
 * same record, so one of the two is retried. Not needed for a record this batch creates. */
void edit_expect(struct edit *, const struct schema *, const void *rec);

/* Whether any record matches the filters; if so, copies one to rec. */
enum err edit_find_any(struct edit *, const struct schema *, const struct filter *, size_t n,
    void *rec, bool *any) MUST_CHECK;

/* IN_USE, naming the record that uses it. */
enum err edit_in_use(struct edit *, const struct schema *by, const void *rec, const char *how);

/* --- rules of all masters --- */
edit_rule refs_edit_check;   /* references exist and are active; nothing active refers to a
				deactivated record */
edit_rule parent_edit_check; /* no cycle; levels */
edit_rule code_write;        /* code rows, former codes, a code from the series */

/* Claims a code or barcode for the record; DUPLICATE when another one has or had it. */
enum err code_claim(struct edit *, enum code_kind, struct str code, const struct loc *) MUST_CHECK;
/* How many things of that record a code names: one, unless it is ambiguous. */
size_t code_claims(const struct code *, struct str record_id);
/* Releases a code the record no longer has; `left`: how many things of it the code still names. */
enum err code_release(struct edit *, struct str id, size_t left) MUST_CHECK;
/* Assigns the code generated from the series to the text field of an op. */
void code_fill_from_series(const struct edit *, struct op *, size_t field, struct str prefix);

/* --- rules of single masters --- */
edit_rule item_check, item_write, item_fill_created;
void item_derive_fields(struct edit *); /* computes fields that depend on others */
edit_rule category_normalize, category_check;
edit_rule uom_normalize, uom_check;
edit_rule location_check, location_move_check, location_move_write;

#endif
