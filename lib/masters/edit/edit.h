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
	const struct schema *schema;
	enum code_kind code_kind; /* of its codes */
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

/* References exist and are active; nothing active refers to a deactivated record. */
edit_rule refs_edit_check;
/* No cycle; levels. */
edit_rule parent_edit_check;

#endif
