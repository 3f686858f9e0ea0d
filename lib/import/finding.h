/*
 * finding.h - Faults and notes about a file, by row and column, in the terms of the file.
 *
 * A fault stops the import; a note does not. All are collected, so that a file can be
 * corrected in one pass.
 */
#ifndef FINDING_H
#define FINDING_H

#include "base/err.h"

struct finding {
	struct finding *next;
	bool fault;
	bool in_map; /* row is a line of the map file */
	size_t
	    row; /* the first one; as a spreadsheet counts, the header being 1; 0: the whole file */
	struct str column; /* its name in the file; may be empty */
	struct str value;  /* the cell's value; may be empty */
	struct str text;   /* what is wrong, and what would be right */
	size_t nth;        /* the order in which they were found */
	struct str rows;   /* "2-49, 51": all rows it applies to; set by findings_sort() */
};

struct findings {
	void *mem;
	struct finding *first, **last;
	size_t nfaults, nnotes;
};

void findings_init(struct findings *, void *mem);

struct finding *findings_fault(struct findings *, size_t row, struct str column, struct str value,
    const char *fmt, ...) __attribute__((format(printf, 5, 6)));
struct finding *findings_note(struct findings *, size_t row, struct str column, struct str value,
    const char *fmt, ...) __attribute__((format(printf, 5, 6)));
void findings_map_fault(struct findings *, size_t line, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* Sorts by the map's lines, then by the file's rows; equal findings for the same value of a
 * column are merged into one with all its rows. nfaults and nnotes still count each. */
void findings_sort(struct findings *);

/* "row 12, units "litres": there is no such unit". */
void finding_put(struct buf *, const struct finding *);

#define for_each_finding(f, all)                                                                   \
	for (const struct finding *f = (all)->first; f != NULL; f = f->next)

#endif
