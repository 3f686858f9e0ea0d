/* code_row.c - Forms the ids of code rows and finds them. */
#include "masters/code/code_row.h"

#include "base/fold.h"
#include "base/gtin.h"

struct str
code_row_id(const void *mem, enum code_kind kind, struct str code)
{
	const char *name = code_schema.fields[FIELD(code, kind)].one_of[kind];
	struct str folded = str_fold(mem, code);

	if (kind == CODE_SCAN && gtin_is(folded))
		folded = gtin_14(mem, folded);
	return str_printf(mem, "%s:%.*s", name, STRF(folded));
}

enum err
code_find(struct store *st, enum code_kind kind, struct str code, struct code *row, struct why *w)
{
	return store_get(st, &code_schema, code_row_id(w->mem, kind, code), row, w);
}
