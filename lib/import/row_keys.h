/* row_keys.h - the rows of a file by what they are known by: their id elsewhere, and their code. */
#ifndef ROW_KEYS_H
#define ROW_KEYS_H

#include "import/import_table.h"

struct import_key;

struct row_keys {
	const void *mem;
	struct import_key *all;
};

/* The row of that id (source) or of that code, folded; NULL: there is none. */
const struct import_row *row_keys_find(const struct row_keys *, struct str text, bool source);

/* Does nothing for an empty text, and when another row has it. */
void row_keys_add(struct row_keys *, struct str text, bool source, const struct import_row *);

/* A code out of a name: capitals, and a hyphen for whatever is no ASCII letter or digit;
 * with a number behind it from the second on. */
struct str row_keys_make_code(const void *mem, struct str name, size_t number);

#endif
