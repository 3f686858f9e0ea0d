/*
 * known.h - the masters that a posting refers to, read with one query a kind, however
 * many lines it has.
 */
#ifndef KNOWN_H
#define KNOWN_H

#include "inventory/guards.h"

struct known {             /* each sorted by what it is looked up by */
	struct rows codes; /* of items and barcodes, by kind:folded code */
	struct rows items; /* by id, as are all but units and reasons */
	struct rows locations;
	struct rows lots; /* by item|folded lot */
	struct rows recipients;
	struct rows suppliers;
	struct rows reasons; /* by code */
	struct rows units;   /* by code */
	struct rows used;    /* of `series`: which of the units something was posted in before */
	struct str only;     /* the only active location, when a line needs it */
};

/* A set of texts under construction. */
struct wanted {
	const void *mem;
	struct list list;
	size_t cap;
};

void wanted_add(struct wanted *, struct str);

/* All rows whose text field is one of these, sorted by that field. */
enum err known_find(struct store *, const struct schema *, size_t field, struct list, struct rows *,
    struct why *) MUST_CHECK;

/* The row with that value in a field the rows are sorted by; NULL when there is none. */
void *known_row(const struct rows *, const struct schema *, size_t field, struct str);

/* Reads what the lines name, locations behind their gates (guards NULL: nothing is going to be
 * written, they are not read), and puts the units and reasons that they name into the spelling
 * of the masters. Units are read only when a line needs them: it names one, or its quantity is
 * not a whole number. */
enum err known_read(struct store *, const void *mem, struct posting_line *, size_t n,
    struct guards *, struct known *, struct why *) MUST_CHECK;

/* Its parts in known_names.c; items are known by then. */
enum err known_units(struct store *, const void *mem, struct posting_line *, size_t n,
    struct known *, struct why *) MUST_CHECK;
enum err known_reasons(struct store *, const void *mem, struct posting_line *, size_t n,
    struct known *, struct why *) MUST_CHECK;

/* The item that a line names, with the unit its quantity is in when the line itself names
 * none: the pack's whose barcode it is, else the item's. NULL: there is no such item. */
const struct item *
known_item(const struct known *, const void *mem, const struct posting_line *, struct str *unit);

/* The item's pack in that unit; NULL when it has none. */
const struct pack *known_pack(const struct item *, struct str unit);
/* The record of the item's lot; NULL: no line has named it yet. */
const struct lot *known_lot(const struct known *, const void *mem, struct str item, struct str lot);

#endif
