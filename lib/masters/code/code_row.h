/* code_row.h - Code rows: one for each code that is or was in use. */
#ifndef CODE_ROW_H
#define CODE_ROW_H

#include "schema/records.h"
#include "store/store.h"

/* KIND:CODE with the code folded: the ids of code rows and of series of codes. */
struct str code_key(const void *mem, const char *kind, struct str code);

/* The id of the row of a code: kind and folded code. Scanned codes are normalized first: a GTIN is
 * the same code in each of its lengths. */
struct str code_row_id(const void *mem, enum code_kind, struct str code);

/* The row of a code; NOT_FOUND. */
enum err
code_find(struct store *, enum code_kind, struct str code, struct code *, struct why *) MUST_CHECK;

#endif
