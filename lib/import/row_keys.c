/* row_keys.c - Hash index of the rows of a file. */
#include "import/row_keys.h"

#include "base/mem.h"

/* The hash is allocated with the rest of the import. */
#define uthash_malloc(n)  mem_new(k->block.mem, (n))
#define uthash_free(p, n) ((void)(p))
#include <uthash.h>

struct import_key {
	struct str text;
	size_t row; /* or the last number that was tried */
	UT_hash_handle hh;
};

static struct import_key *
row_keys_look(const struct import_key *all, struct str folded)
{
	struct import_key *key;

	HASH_FIND(hh, all, folded.s, folded.n, key);
	return key;
}

size_t
row_keys_find(const struct row_keys *k, struct str text, bool source, const void *mem)
{
	const struct import_key *key =
	    source ? row_keys_look(k->ids, text) : row_keys_look(k->codes, str_fold(mem, text));

	return key == NULL ? ROW_NONE : key->row;
}

size_t
row_keys_add(struct row_keys *k, struct str text, bool source, size_t row, const void *mem)
{
	struct str folded = source ? text : str_fold(mem, text);
	struct import_key *key;

	if (text.n == 0)
		return ROW_NONE;
	if ((key = row_keys_look(source ? k->ids : k->codes, folded)) != NULL)
		return key->row;
	key = BLOCK_ONE(&k->block, struct import_key);
	*key = (struct import_key){.text = block_put(&k->block, folded), .row = row};
	if (source)
		HASH_ADD_KEYPTR(hh, k->ids, key->text.s, key->text.n, key);
	else
		HASH_ADD_KEYPTR(hh, k->codes, key->text.s, key->text.n, key);
	return ROW_NONE;
}

size_t
row_keys_next_number(struct row_keys *k, struct str code, const void *mem)
{
	struct str folded = str_fold(mem, code);
	struct import_key *key = row_keys_look(k->made, folded);

	if (key == NULL) {
		key = BLOCK_ONE(&k->block, struct import_key);
		key->text = block_put(&k->block, folded);
		HASH_ADD_KEYPTR(hh, k->made, key->text.s, key->text.n, key);
	}
	return ++key->row;
}
