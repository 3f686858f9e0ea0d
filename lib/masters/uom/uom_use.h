/*
 * uom_use.h - what takes a unit into use, and so fixes its ratio and keeps it active.
 *
 * Units that convert into one another have one root, and at it one guard: the row
 * `gate:uom:ROOT` of `series`. Who takes a unit into use expects the unit as it was read and
 * adds to the row; who changes a ratio or deactivates reads the row, then sees that nothing
 * uses the unit, and writes the row at that version. So each makes the other read anew,
 * whoever is first, while those who only use units do not meet.
 *
 * Postings leave a row `used:uom:CODE` of `series`, made by the first in a unit that was
 * converted by its ratio; lib/inventory/draft/unit_use.h.
 */
#ifndef UOM_USE_H
#define UOM_USE_H

#include "masters/edit/edit.h"
#include "schema/records.h"

/* The unit that it is a multiple of in the end; itself when it has no base. */
struct str uom_root(const struct uom *);

/* Puts the code of a unit into the spelling of the unit; left as it is when there is none. */
enum err uom_normalize_code(struct edit *, struct str *unit) MUST_CHECK;

/* Before a rule judges what uses a unit: that nobody takes one of this root meanwhile. */
enum err uom_lock(struct edit *, struct str root) MUST_CHECK;

/* The batch takes the unit, as it was read, into use; once, however often it is said. */
void uom_use(struct batch *, const struct uom *);

/* The record takes a unit by its code. What is not there or inactive is a fault at loc, and
 * a refusal when the record is being restored; loc NULL: another rule says so. */
enum err uom_use_code(struct edit *, struct str code, const struct loc *) MUST_CHECK;

/* The id of the row that says that something was posted in the unit. */
struct str uom_used_id(const void *mem, struct str code);

#endif
