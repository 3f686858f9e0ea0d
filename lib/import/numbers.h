/*
 * numbers.h - Reads numbers as people write them: 1,250.5 or 1.250,5, also grouped by spaces,
 * apostrophes or the Indian way.
 *
 * The map says which mark is the decimal one, or else a cell of the column that can be read in one
 * way only.
 */
#ifndef NUMBERS_H
#define NUMBERS_H

#include "import/columns.h"

/* The number as JSON has it; false: it is none with that decimal mark. */
bool number_read(const void *mem, struct str, enum decimal_mark, struct str *plain);

/* Sets the decimal mark of each column of numbers. A fault: the cells of a column contradict each
 * other, or none of them settles it. */
void numbers_find_marks(struct columns *);

#endif
