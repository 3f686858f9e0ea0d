/* code.h - Codes, unique for good: a rule of all masters, and what rules about codes need. */
#ifndef CODE_H
#define CODE_H

#include "masters/edit/edit.h"

/* Writes code rows, former codes, and a code from the series. */
edit_rule code_write;

/* Claims a code or barcode for the record; DUPLICATE when another one has or had it. */
enum err code_claim(struct edit *, enum code_kind, struct str code, const struct loc *) MUST_CHECK;
/* How many claims that record has on the code: one, unless the code is ambiguous. */
size_t code_claims(const struct code *, struct str record_id);
/* Releases a code the record no longer has; `left`: how many claims it keeps on the code. */
enum err code_release(struct edit *, struct str id, size_t left) MUST_CHECK;
/* Assigns the code generated from the series to the text field of an op. */
void code_fill_from_series(const struct edit *, struct op *, size_t field, struct str prefix);

/* The prefix of generated item codes, from the category's code: up to 10 letters and digits
 * before any punctuation; ITEM when there are none. */
struct str code_prefix(struct str category);

#endif
