/* row_keys.h - Index of a file's rows by code and by foreign id. */
#ifndef ROW_KEYS_H
#define ROW_KEYS_H

#include "import/import_table.h"

struct import_key;

struct row_keys {
	const void *mem;
	struct import_key *all;
};

/* The row with that foreign id (source) or code, folded; NULL: none. */
const struct import_row *row_keys_find(const struct row_keys *, struct str text, bool source);

/* Ignores an empty text, and one that another row has already. */
void row_keys_add(struct row_keys *, struct str text, bool source, const struct import_row *);

/* Generates a code from a name: capitals, and a hyphen for anything but ASCII letters and
 * digits; with a number appended from the second attempt on. */
struct str row_keys_make_code(const void *mem, struct str name, size_t number);

#endif
