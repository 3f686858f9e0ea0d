/* row_keys.c - Hash index of the rows of a file, and codes generated from names. */
#include "import/row_keys.h"

#include "base/buf.h"
#include "base/mem.h"

/* The hash is allocated with the rest of the import. */
#define uthash_malloc(n)  mem_new(k->block.mem, (n))
#define uthash_free(p, n) ((void)(p))
#include <uthash.h>
#include <utf8proc.h>

enum { ROW_CODE_MAX = 56 }; /* characters; leaves room for a number */

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

/* What a character becomes in a code. Marks belong to the letter before them: scripts such as
 * Devanagari write vowels with them. */
enum code_char { CODE_HYPHEN, CODE_KEPT, CODE_MARK, CODE_DROPPED };

static enum code_char
code_char_of(utf8proc_int32_t cp)
{
	switch (utf8proc_category(cp)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NL:
	case UTF8PROC_CATEGORY_NO:
		return CODE_KEPT;
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ME:
		return CODE_MARK;
	case UTF8PROC_CATEGORY_CF:
		return CODE_DROPPED;
	default:
		return CODE_HYPHEN;
	}
}

/* As a title begins: capitals, except in scripts that use theirs for titles only. */
static void
code_put_char(struct buf *b, utf8proc_int32_t cp)
{
	utf8proc_uint8_t bytes[4];
	utf8proc_ssize_t n = utf8proc_encode_char(utf8proc_totitle(cp), bytes);

	buf_put(b, (struct str){(const char *)bytes, (size_t)n});
}

struct str
row_keys_make_code(const void *mem, struct str name, size_t number)
{
	struct str rest = str_nfc(mem, name);
	struct buf b = buf_init(mem);
	bool hyphen = false;

	for (size_t chars = 0; rest.n > 0 && chars < ROW_CODE_MAX;) {
		utf8proc_int32_t cp = 0;
		utf8proc_ssize_t n = utf8proc_iterate(
		    (const utf8proc_uint8_t *)rest.s, (utf8proc_ssize_t)rest.n, &cp);
		const enum code_char is = n > 0 ? code_char_of(cp) : CODE_HYPHEN;

		rest = str_from(rest, n > 0 ? (size_t)n : 1);
		if (is == CODE_KEPT || (is == CODE_MARK && b.n > 0 && !hyphen)) {
			if (hyphen && b.n > 0)
				buf_putc(&b, '-');
			chars += hyphen && b.n > 0 ? 2 : 1;
			code_put_char(&b, cp);
			hyphen = false;
		} else if (is != CODE_DROPPED) {
			hyphen = true;
		}
	}
	if (b.n == 0)
		buf_putc(&b, 'X');
	if (number > 1)
		buf_printf(&b, "-%zu", number);
	return buf_str(&b);
}
