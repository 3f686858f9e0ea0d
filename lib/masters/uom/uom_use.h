/*
 * uom_use.h - Guards a unit against a change of its ratio or deactivation while another
 * request begins to use it.
 *
 * Units that convert into one another share a root and one guard, the row `gate:uom:ROOT` of
 * `series`. A batch that takes a unit into use expects the unit as read and ADDs to the row;
 * one that changes a ratio or deactivates a unit reads the row, checks that nothing uses the
 * unit, and UPDATEs the row at that version. So of two such batches the later one fails and is
 * retried, while batches that only use units do not conflict.
 *
 * Postings leave a row `used:uom:CODE` of `series`, inserted by the first one in a unit that
 * was converted by its ratio: lib/inventory/draft/unit_use.h.
 */
#ifndef UOM_USE_H
#define UOM_USE_H

#include "masters/edit/edit.h"
#include "schema/records.h"

/* The unit it is ultimately a multiple of; itself when it has no base. */
struct str uom_root(const struct uom *);

/* Puts the code of a unit into the spelling of the unit; left as it is when there is none. */
enum err uom_normalize_code(struct edit *, struct str *unit) MUST_CHECK;

/* Call before checking what uses a unit: expects that nobody takes one of this root into use
 * meanwhile. */
enum err uom_lock(struct edit *, struct str root) MUST_CHECK;

/* Adds that the unit, as read, is taken into use; once per batch. */
void uom_use(struct batch *, const struct uom *);

/* Takes a unit into use by its code. A missing or inactive unit is a fault at loc, and an
 * error when the record is being restored; loc NULL: another rule reports it. */
enum err uom_use_code(struct edit *, struct str code, const struct loc *) MUST_CHECK;

/* The id of the row that records that something was posted in the unit. */
struct str uom_used_id(const void *mem, struct str code);

#endif
