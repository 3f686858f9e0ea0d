/*
 * master.h - things that are described once and referred to: items, categories, units,
 * suppliers, locations, recipients, reasons.
 *
 * All of them are made, changed, deactivated and restored here, each time in one batch
 * with its codes and its audit row. What is particular to one of them stands in its row
 * of the table in master.c: two functions, one that judges and one that writes along.
 */
#ifndef MASTER_H
#define MASTER_H

#include "schema/records.h"
#include "change/change.h"
#include "masters/edit/edit_kind.h"

/* By its id; a unit by its code in any case. NOT_FOUND says of what sort: "Item not found". */
enum err master_get(
    struct store *, const struct schema *, struct str id, void *rec, struct why *) MUST_CHECK;

/* A change of a master, for the engine. */
struct master_change {
	struct change change;
	enum edit_kind kind;
	const void *in; /* the record to make, or the fields to change; lives as long as this */
	void *rec;      /* the record as it is once the change is done */
};

/* id is empty, and `in` given, for one that is to be made; `in` is given for an update too. */
void master_change_init(struct master_change *, struct store *, const struct change_context *,
    enum edit_kind, const struct schema *, struct str id, const void *in, struct why *);

/* The same, run at once: on success *rec is the record as it is now. Errors as of change_run(),
 * and what the rules of that master refuse. */
enum err master_create(struct store *, const struct change_context *, const struct schema *,
    void *rec, struct why *) MUST_CHECK;
enum err master_update(struct store *, const struct change_context *, const struct schema *,
    struct str id, const void *patch, void *rec, struct why *) MUST_CHECK;
enum err master_deactivate(struct store *, const struct change_context *, const struct schema *,
    struct str id, void *rec, struct why *) MUST_CHECK;
enum err master_restore(struct store *, const struct change_context *, const struct schema *,
    struct str id, void *rec, struct why *) MUST_CHECK;

/* Adds what makes a new record to a batch, which may hold others it refers to. Fills in
 * what the server sets. For the import, which applies many at once. */
enum err master_add(struct store *, const struct change_context *, struct batch *,
    const struct schema *, void *rec, struct why *) MUST_CHECK;

/* Fills in what a record shows only in the answer to its creation. */
enum err
master_fill_created(struct store *, const struct schema *, void *rec, struct why *) MUST_CHECK;

/* Which codes name the records of a master. */
enum code_kind master_code_kind(const struct schema *);

#endif
