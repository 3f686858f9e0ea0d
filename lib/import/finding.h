/*
 * finding.h - what is to be said about a file, row by row, in the words of who made it.
 *
 * A fault stops the import; a note does not. All are kept: who corrects a file wants to
 * do it once.
 */
#ifndef FINDING_H
#define FINDING_H

#include "base/err.h"

struct finding {
	struct finding *next;
	bool fault;
	bool in_map; /* row is a line of the map file */
	size_t
	    row; /* the first; as a spreadsheet counts, the head being 1; 0: the file as a whole */
	struct str column; /* its name in the file; may be empty */
	struct str value;  /* what stands there; may be empty */
	struct str text;   /* what is wrong, and what would be right */
	size_t nth;        /* the order they were found in */
	struct str rows;   /* "2-49, 51": all rows of which it is true; by findings_sort() */
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

/* In the order of the map's lines, then of the file's rows; what is said of the same value of
 * a column is said once, with all its rows. nfaults and nnotes still count each. */
void findings_sort(struct findings *);

/* "row 12, units "litres": there is no such unit". */
void finding_put(struct buf *, const struct finding *);

#define for_each_finding(f, all)                                                                   \
	for (const struct finding *f = (all)->first; f != NULL; f = f->next)

#endif
