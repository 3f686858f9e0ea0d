/* made_code.c - Generates codes from names, which stay different. */
#include "import/made_code.h"

#include <utf8proc.h>

#include "base/buf.h"

enum { MADE_CODE_MAX = 56 }; /* characters; leaves room for a number */

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

static struct str
made_code_of(const void *mem, struct str name, size_t number)
{
	struct str rest = str_nfc(mem, name);
	struct buf b = buf_init(mem);
	bool hyphen = false;

	for (size_t chars = 0; rest.n > 0 && chars < MADE_CODE_MAX;) {
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

/* The name the code is generated from; empty: not generated. */
static struct str
made_code_source(const struct import *im, const struct import_row *row)
{
	const struct schema *s = im->table.schema;
	const struct str column = column_name_of_field(&s->fields[s->code]);
	const struct map_entry *e = map_find(&im->map, MAP_MAKE, STR_NONE, column);
	size_t from = e == NULL ? COLUMN_NONE : column_find_field(s, e->value);

	return from == COLUMN_NONE || row->cells[s->code].text.n > 0 ? STR_NONE
								     : row->cells[from].text;
}

enum err
made_code_set(struct import *im, struct row_keys *keys, struct import_row *row, struct why *w)
{
	const struct schema *s = im->table.schema;
	const struct str name = made_code_source(im, row);
	struct str base, code, id;
	enum err e;

	if (name.n == 0)
		return OK;
	base = made_code_of(w->mem, name, 1);
	do {
		code = made_code_of(w->mem, name, row_keys_next_number(keys, base, w->mem));
		if ((e = resolver_find_stored(&im->resolver, s, code, false, &id, w)) != OK)
			return e;
	} while (id.n > 0 || row_keys_find(keys, code, false, w->mem) != ROW_NONE);
	row_keys_add(keys, code, false, row->nth, w->mem);
	row->cells[s->code].text = code;
	return OK;
}
