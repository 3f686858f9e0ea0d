/*
 * csv.h - records as lines of CSV (RFC 4180), for people with a spreadsheet.
 *
 * A text that a spreadsheet would take for a formula gets an apostrophe in front: what a
 * user typed into a name must not run on somebody else's desk. Numbers are written as they are.
 */
#ifndef CSV_H
#define CSV_H

#include "schema/records.h"

/* A cell of plain text: quoted when it must be, guarded when it looks like a formula. */
void csv_put_str(struct buf *, struct str);

/* One line each: the names of the fields, and their values. As in JSON, without secret,
 * hidden and unreadable ones; lists are joined by "; ", lines are JSON in one cell. */
void csv_put_header(struct buf *, const struct schema *, uint64_t may);
void csv_put_record(struct buf *, const struct schema *, const void *rec, uint64_t may);

#endif
