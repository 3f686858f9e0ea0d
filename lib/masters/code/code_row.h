/* code_row.h - The rows that stand for codes: one for each code that was ever given. */
#ifndef CODE_ROW_H
#define CODE_ROW_H

#include "schema/records.h"
#include "store/store.h"

struct code;

/* KIND:CODE with the code folded, which spells the ids of code rows and of series of codes. */
struct str code_key(const void *mem, const char *kind, struct str code);

/* The id of the row that stands for a code: kind and folded code. What is scanned is told apart
 * by what it means: a GTIN is the same code in each of its lengths. */
struct str code_row_id(const void *mem, enum code_kind, struct str code);

/* The row of a code; NOT_FOUND. */
enum err
code_find(struct store *, enum code_kind, struct str code, struct code *, struct why *) MUST_CHECK;

#endif
