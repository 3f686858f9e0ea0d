/* rec_copy.c - Deep-copies records. */
#include <string.h>

#include "base/mem.h"
#include "schema/schema.h"

static struct list
rec_copy_list(const void *mem, struct list from)
{
	struct list l = {.v = MEM_MANY(mem, struct str, from.n + 1), .n = from.n};

	for (size_t i = 0; i < l.n; i++)
		l.v[i] = str_dup(mem, from.v[i]);
	return l;
}

static struct lines
rec_copy_lines(const void *mem, const struct field *f, const struct lines *from)
{
	struct lines l = {.v = mem_array(mem, from->n + 1, f->ref->size), .n = from->n};

	for (size_t i = 0; i < l.n; i++)
		rec_copy(mem, f->ref, line_at(f, from, i), line_at(f, &l, i));
	return l;
}

void
rec_copy(const void *mem, const struct schema *of, const void *from, void *rec)
{
	memset(rec, 0, of->size);
	for (size_t i = 0; i < of->nfields; i++) {
		const struct field *f = &of->fields[i];

		if ((f->flags & F_VIRTUAL) || (f->type != T_LINES && !rec_has(from, i)))
			continue;
		if (f->type == T_LIST)
			*(struct list *)rec_at(rec, f) =
			    rec_copy_list(mem, *(const struct list *)rec_at(from, f));
		else if (f->type == T_LINES)
			*(struct lines *)rec_at(rec, f) = rec_copy_lines(mem, f, rec_at(from, f));
		else if (f->type == T_ENUM)
			*(int *)rec_at(rec, f) = *(const int *)rec_at(from, f);
		else if (field_is_text(f))
			rec_set_text(rec, of, i, str_dup(mem, rec_text(from, f)));
		else
			rec_set_number(rec, of, i, rec_number(from, f));
		rec_mark(rec, i);
	}
}
