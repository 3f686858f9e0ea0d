/* row_keys.c - Hash index of the rows of a file, and codes generated from names. */
#include "import/row_keys.h"

#include "base/mem.h"

/* The hash is allocated with the rest of the import. */
#define uthash_malloc(n)  mem_new(k->mem, (n))
#define uthash_free(p, n) ((void)(p))
#include <uthash.h>

enum { ROW_CODE_MAX = 56 }; /* leaves room for a number */

struct import_key {
	struct str text;
	const struct import_row *row;
	UT_hash_handle hh;
};

static struct str
import_key_text(const struct row_keys *k, struct str text, bool source)
{
	return source ? str_printf(k->mem, "id %.*s", STRF(text))
		      : str_printf(k->mem, "code %.*s", STRF(str_fold(k->mem, text)));
}

const struct import_row *
row_keys_find(const struct row_keys *k, struct str text, bool source)
{
	struct str t = import_key_text(k, text, source);
	const struct import_key *key;

	HASH_FIND(hh, k->all, t.s, t.n, key);
	return key == NULL ? NULL : key->row;
}

void
row_keys_add(struct row_keys *k, struct str text, bool source, const struct import_row *row)
{
	struct import_key *key;

	if (text.n == 0 || row_keys_find(k, text, source) != NULL)
		return;
	key = MEM_ONE(k->mem, struct import_key);
	*key = (struct import_key){.text = import_key_text(k, text, source), .row = row};
	HASH_ADD_KEYPTR(hh, k->all, key->text.s, key->text.n, key);
}

struct str
row_keys_make_code(const void *mem, struct str name, size_t number)
{
	struct buf b = buf_init(mem);

	for (size_t i = 0; i < name.n && b.n < ROW_CODE_MAX; i++) {
		unsigned char c = (unsigned char)name.s[i];

		if (c >= 'a' && c <= 'z')
			buf_putc(&b, (char)(c - 'a' + 'A'));
		else if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
			buf_putc(&b, (char)c);
		else if (b.n > 0 && b.s[b.n - 1] != '-')
			buf_putc(&b, '-');
	}
	while (b.n > 0 && b.s[b.n - 1] == '-')
		b.n--;
	if (b.n == 0)
		buf_putc(&b, 'X');
	if (number > 1)
		buf_printf(&b, "-%zu", number);
	return buf_str(&b);
}
