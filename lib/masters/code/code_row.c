/* code_row.c - Forms the ids of code rows and finds them. */
#include "masters/code/code_row.h"

#include "base/fold.h"
#include "base/gtin.h"

struct str
code_key(const void *mem, const char *kind, struct str code)
{
	return str_printf(mem, "%s:%.*s", kind, STRF(str_fold(mem, code)));
}

struct str
code_row_id(const void *mem, enum code_kind kind, struct str code)
{
	const char *name = code_schema.fields[FIELD(code, kind)].one_of[kind];

	if (kind == CODE_SCAN && gtin_is(code)) /* digits, which are folded already */
		code = gtin_14(mem, code);
	return code_key(mem, name, code);
}

enum err
code_find(struct store *st, enum code_kind kind, struct str code, struct code *row, struct why *w)
{
	return store_get(st, &code_schema, code_row_id(w->mem, kind, code), row, w);
}
