/* record.c - Reads, sets, merges and copies the fields of any record by its schema. */
#include "schema/record.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

bool
list_has(const struct list *l, struct str s)
{
	for (size_t i = 0; i < l->n; i++)
		if (str_eq(l->v[i], s))
			return true;
	return false;
}

static int
list_compare_members(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

void
list_sort_distinct(struct list *l)
{
	size_t n = 0;

	if (l->n > 0)
		qsort(l->v, l->n, sizeof *l->v, list_compare_members);
	for (size_t i = 0; i < l->n; i++)
		if (n == 0 || !str_eq(l->v[n - 1], l->v[i]))
			l->v[n++] = l->v[i];
	l->n = n;
}

static bool
field_holds_str(const struct field *f)
{
	return f->type == T_KEY || f->type == T_TEXT || f->type == T_REF || f->type == T_JSON;
}

struct str
rec_text(const void *rec, const struct field *f)
{
	const void *at = rec_at(rec, f);

	if (f->type == T_ENUM)
		return str_of(f->one_of[*(const int *)at]);
	assert(field_holds_str(f));
	return *(const struct str *)at;
}

int64_t
rec_number(const void *rec, const struct field *f)
{
	const void *at = rec_at(rec, f);

	switch (f->type) {
	case T_BOOL:
		return *(const bool *)at;
	case T_ENUM:
		return *(const int *)at;
	default:
		assert(f->type == T_INT || f->type == T_DEC || f->type == T_TIME);
		return *(const int64_t *)at;
	}
}

void
rec_set_text(void *rec, const struct schema *s, size_t field, struct str v)
{
	const struct field *f = &s->fields[field];

	assert(field < s->nfields);
	if (f->type == T_ENUM) {
		int i = field_enum_index(f, v);

		assert(i >= 0);
		*(int *)rec_at(rec, f) = i;
	} else {
		assert(field_holds_str(f));
		*(struct str *)rec_at(rec, f) = v;
	}
	rec_mark(rec, field);
}

void
rec_set_number(void *rec, const struct schema *s, size_t field, int64_t v)
{
	const struct field *f = &s->fields[field];
	void *at = rec_at(rec, f);

	assert(field < s->nfields);
	switch (f->type) {
	case T_BOOL:
		*(bool *)at = v != 0;
		break;
	case T_ENUM:
		*(int *)at = (int)v;
		break;
	default:
		assert(f->type == T_INT || f->type == T_DEC || f->type == T_TIME);
		*(int64_t *)at = v;
	}
	rec_mark(rec, field);
}

struct str
rec_label(const struct schema *s, const void *rec)
{
	bool coded = s->code >= 0 && rec_has(rec, (size_t)s->code);

	return rec_text(rec, &s->fields[coded ? s->code : 0]);
}

int64_t
rec_version(const struct schema *s, const void *rec)
{
	return s->version < 0 ? 0 : rec_number(rec, &s->fields[s->version]);
}

bool
rec_is_active(const struct schema *s, const void *rec)
{
	return s->is_active < 0 || rec_number(rec, &s->fields[s->is_active]) != 0;
}

static size_t
field_size(const struct field *f)
{
	switch (f->type) {
	case T_INT:
	case T_DEC:
	case T_TIME:
		return sizeof(int64_t);
	case T_BOOL:
		return sizeof(bool);
	case T_ENUM:
		return sizeof(int);
	case T_LIST:
		return sizeof(struct list);
	case T_LINES:
		return sizeof(struct lines);
	default:
		return sizeof(struct str);
	}
}

void
rec_clear(void *rec, const struct schema *s, size_t field)
{
	assert(field < s->nfields);
	memset(rec_at(rec, &s->fields[field]), 0, field_size(&s->fields[field]));
	rec_unset(rec, field);
	rec_masks(rec)->null &= ~(UINT64_C(1) << field);
}

void
rec_merge(const struct schema *s, void *into, const void *patch)
{
	for (size_t i = 0; i < s->nfields; i++) {
		const struct field *f = &s->fields[i];

		if (field_is(f, F_READONLY))
			continue;
		if (rec_has(patch, i)) {
			memcpy(rec_at(into, f), rec_at(patch, f), field_size(f));
			rec_mark(into, i);
		} else if (rec_is_null(patch, i))
			rec_clear(into, s, i);
	}
}

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

const void *
rec_pack(struct block *b, const struct schema *of, const void *from)
{
	void *rec = block_new(b, of->size);

	rec_pack_into(b, of, from, rec);
	return rec;
}

void
rec_pack_into(struct block *b, const struct schema *of, const void *from, void *rec)
{
	memcpy(rec, from, of->size);
	for (size_t i = 0; i < of->nfields; i++) {
		const struct field *f = &of->fields[i];
		struct list *l = rec_at(rec, f);

		assert(f->type != T_LINES);
		if (!rec_has(from, i) || (f->flags & F_VIRTUAL))
			continue;
		if (f->type == T_LIST && l->n > 0) {
			l->v = memcpy(block_new(b, l->n * sizeof *l->v), l->v, l->n * sizeof *l->v);
			for (size_t k = 0; k < l->n; k++)
				l->v[k] = block_put(b, l->v[k]);
		} else if (f->type != T_LIST && f->type != T_ENUM && field_is_text(f)) {
			rec_set_text(rec, of, i, block_put(b, rec_text(rec, f)));
		}
	}
}
