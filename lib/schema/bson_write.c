/* bson_write.c - Writes a record as a BSON document. */
#include "schema/bson.h"

#include <assert.h>

#include "base/mem.h"
#include "schema/terms.h"

/* Appending fails only beyond 2 GB, which no record reaches. */
static void
bson_check(bool appended)
{
	assert(appended);
	(void)appended;
}

void
bson_put_text(bson_t *b, const char *name, struct str v)
{
	bson_check(bson_append_utf8(b, name, -1, v.s == NULL ? "" : v.s, (int)v.n));
}

void
bson_put_value(bson_t *b, const char *name, const struct field *f, struct str text, int64_t number)
{
	switch (f->type) {
	case T_INT:
	case T_DEC:
		bson_check(bson_append_int64(b, name, -1, number));
		break;
	case T_BOOL:
		bson_check(bson_append_bool(b, name, -1, number != 0));
		break;
	case T_TIME:
		bson_check(bson_append_date_time(b, name, -1, number));
		break;
	default:
		assert(f->type != T_LIST && f->type != T_LINES);
		bson_put_text(b, name, text);
	}
}

static const char *
bson_member_name(size_t i, char *room, size_t size)
{
	const char *name;

	bson_uint32_to_string((uint32_t)i, &name, room, size);
	return name;
}

static void
bson_put_list(bson_t *b, const char *name, const struct list *l)
{
	bson_t array;
	char room[16];

	bson_check(bson_append_array_begin(b, name, -1, &array));
	for (size_t i = 0; i < l->n; i++)
		bson_put_text(&array, bson_member_name(i, room, sizeof room), l->v[i]);
	bson_check(bson_append_array_end(b, &array));
}

static void bson_put_fields(bson_t *, const struct schema *, const void *rec);

static void
bson_put_line(bson_t *b, const char *name, const struct schema *s, const void *line)
{
	bson_t document;

	bson_check(bson_append_document_begin(b, name, -1, &document));
	bson_put_fields(&document, s, line);
	bson_check(bson_append_document_end(b, &document));
}

static void
bson_put_lines(bson_t *b, const struct field *f, const struct lines *l)
{
	bson_t array;
	char room[16];

	if (field_is(f, F_ONE)) {
		if (l->n > 0)
			bson_put_line(b, f->name, f->ref, l->v);
		return;
	}
	bson_check(bson_append_array_begin(b, f->name, -1, &array));
	for (size_t i = 0; i < l->n; i++)
		bson_put_line(
		    &array, bson_member_name(i, room, sizeof room), f->ref, line_at(f, l, i));
	bson_check(bson_append_array_end(b, &array));
}

static void
bson_put_field(bson_t *b, const struct field *f, const void *rec)
{
	switch (f->type) {
	case T_LIST:
		bson_put_list(b, f->name, rec_at(rec, f));
		break;
	case T_LINES:
		bson_put_lines(b, f, rec_at(rec, f));
		break;
	case T_INT:
	case T_DEC:
	case T_BOOL:
	case T_TIME:
		bson_put_value(b, f->name, f, STR(""), rec_number(rec, f));
		break;
	default:
		bson_put_value(b, f->name, f, rec_text(rec, f), 0);
	}
}

static void
bson_put_fields(bson_t *b, const struct schema *s, const void *rec)
{
	for (size_t i = 0; i < s->nfields; i++)
		if (rec_has(rec, i) && !field_is(&s->fields[i], F_VIRTUAL))
			bson_put_field(b, &s->fields[i], rec);
}

void
bson_put_record(bson_t *b, const struct schema *s, const void *rec)
{
	struct list terms;
	void *mem;

	bson_put_fields(b, s, rec);
	if (!terms_searchable(s))
		return;
	mem = mem_root("terms");
	terms = terms_of(mem, s, rec);
	bson_put_list(b, TERMS, &terms);
	bson_put_text(b, FOLDED_CODE, terms_folded_code(mem, s, rec));
	bson_put_text(b, FOLDED_NAME, terms_folded_name(mem, s, rec));
	mem_free(mem);
}
