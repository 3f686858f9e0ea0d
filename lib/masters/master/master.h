/*
 * master.h - Reads, creates, updates, deactivates and restores master records: items,
 * categories, units, suppliers, locations, recipients, reasons.
 *
 * Each change is one batch with the record's codes and its audit row. What differs between
 * masters is in their rows of the table in master_table.c: functions that normalize, check and
 * write.
 */
#ifndef MASTER_H
#define MASTER_H

#include "schema/records.h"
#include "change/change.h"
#include "masters/edit/edit_kind.h"

/* By its id; a unit by its code in any case. NOT_FOUND with a text such as "Item not found". */
enum err master_get(
    struct store *, const struct schema *, struct str id, void *rec, struct why *) MUST_CHECK;

/* A change of a master, for the engine. */
struct master_change {
	struct change change;
	enum edit_kind kind;
	const void
	    *in;   /* the record to create, or the fields to change; must live as long as this */
	void *rec; /* the record after the change */
};

/* On create, id is empty and `in` the record; on update `in` has the fields to change. */
void master_change_init(struct master_change *, struct store *, const struct change_context *,
    enum edit_kind, const struct schema *, struct str id, const void *in, struct why *);

/* The same as one call: on success *rec is the record after the change. Errors are those of
 * change_run() and of the master's rules. */
enum err master_create(struct store *, const struct change_context *, const struct schema *,
    void *rec, struct why *) MUST_CHECK;
enum err master_update(struct store *, const struct change_context *, const struct schema *,
    struct str id, const void *patch, void *rec, struct why *) MUST_CHECK;
enum err master_deactivate(struct store *, const struct change_context *, const struct schema *,
    struct str id, void *rec, struct why *) MUST_CHECK;
enum err master_restore(struct store *, const struct change_context *, const struct schema *,
    struct str id, void *rec, struct why *) MUST_CHECK;

/* Adds the creation of a record to a batch, which may hold others it refers to. Fills in what
 * the server sets. For imports, which apply many at once. */
enum err master_add(struct store *, const struct change_context *, struct batch *,
    const struct schema *, void *rec, struct why *) MUST_CHECK;

/* Fills in fields that are only in the response to a creation. */
enum err
master_fill_created(struct store *, const struct schema *, void *rec, struct why *) MUST_CHECK;

/* The kind of codes of a master. */
enum code_kind master_code_kind(const struct schema *);

#endif
