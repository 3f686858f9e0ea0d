/*
 * edit.h - one change of a master, as its rules see it.
 *
 * A rule judges `after` against `before`. It adds faults to w and returns OK, or returns
 * an error that decides at once; and it adds to the batch what must be written along, or
 * must not have changed.
 */
#ifndef EDIT_H
#define EDIT_H

#include "change/context.h"
#include "masters/edit/edit_kind.h"
#include "schema/records.h"

struct edit {
	struct store *store;
	const struct change_context *cx;
	const struct master *master;
	enum edit_kind kind;
	const void *before; /* NULL: it is being made */
	void *after;
	struct batch *batch;
	struct new_code { /* its code, when it is taken from a series; see code.c */
		bool yes;
		size_t op;
		struct str prefix;
	} new_code;
	bool from_barcode; /* of an item: the first of its barcodes was given by that field alone */
	struct why *w;
};

typedef enum err edit_rule(struct edit *);

struct master {
	const struct schema *schema;
	enum code_kind code_kind;
	bool id_is_code;         /* others refer to it by its code, which is its id */
	edit_rule *normalize;    /* `after` as it is kept; may be NULL, as may be the others */
	edit_rule *check;        /* faults and refusals */
	edit_rule *write;        /* adds to the batch; the record's own code is settled by then */
	edit_rule *fill_created; /* fills in `after` for the answer to its creation */
};

const struct master *master_of(const struct schema *);
const struct master *master_at(size_t);                   /* NULL behind the last */
void master_mark_lists(const struct schema *, void *rec); /* there, even when they are empty */

/* --- for the verbs --- */

/* Puts `after` into the form in which it is kept: first of all, before what differs is asked. */
enum err edit_normalize(struct edit *) MUST_CHECK;

/* All that the change must write, or why it may not be. */
enum err edit_build(struct edit *) MUST_CHECK;

/* --- for rules --- */

/* Where a field's faults are: "body", its name. */
const struct loc *edit_loc(struct edit *, size_t field);

/* Whether the field differs, or has a value in what is being made. */
bool edit_differs(const struct edit *, size_t field);

/* The id of the record. */
struct str edit_id(const struct edit *);

/* A record that is there, or that this batch is making. NOT_FOUND. */
enum err edit_get(struct edit *, const struct schema *, struct str id, void *rec) MUST_CHECK;

/* Adds that this record is still as it was read when the change is written: who changes or
 * deactivates it is an op of that record too, so that one of the two tries again. One that
 * this batch is making needs none. */
void edit_expect(struct edit *, const struct schema *, const void *rec);

/* Whether any record fulfils the filters; it is then copied to rec. */
enum err edit_find_any(struct edit *, const struct schema *, const struct filter *, size_t n,
    void *rec, bool *any) MUST_CHECK;

/* IN_USE, naming the record that uses it. */
enum err edit_in_use(struct edit *, const struct schema *by, const void *rec, const char *how);

/* --- the rules that all masters have --- */
edit_rule
    refs_edit_check; /* what it refers to exists and is active; what refers to it lets it go */
edit_rule parent_edit_check; /* no cycle; levels */
edit_rule code_write;        /* code rows, former codes, a code from the series */

/* Claims a code or barcode for the record; DUPLICATE when another one has or had it. */
enum err code_claim(struct edit *, enum code_kind, struct str code, const struct loc *) MUST_CHECK;
/* How many things of that record a code names: one, but for a code that is ambiguous. */
size_t code_claims(const struct code *, struct str record_id);
/* Lets go a row of codes that the record has no more; `left` things it still means of it. */
enum err code_release(struct edit *, struct str id, size_t left) MUST_CHECK;
/* Lets the text field of an op take the code that is made from the series. */
void code_fill_from_series(const struct edit *, struct op *, size_t field, struct str prefix);

/* --- the rules of one master each --- */
edit_rule item_check, item_write, item_fill_created;
void item_derive_fields(struct edit *); /* what follows from its other fields */
edit_rule category_normalize, category_check;
edit_rule uom_normalize, uom_check;
edit_rule location_check, location_move_check, location_move_write;

#endif
