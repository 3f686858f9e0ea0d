/* csv.c - writes CSV; the reader is libcsv, in the import. */
#include "schema/csv.h"

#include <string.h>

#include "base/mem.h"
#include "schema/json.h"

static void
put_quoted(struct buf *b, struct str v, bool guard)
{
	buf_putc(b, '"');
	if (guard)
		buf_putc(b, '\'');
	for (size_t i = 0; i < v.n; i++) {
		if (v.s[i] == '"')
			buf_putc(b, '"');
		buf_putc(b, v.s[i]);
	}
	buf_putc(b, '"');
}

static bool
any_of(struct str v, const char *set)
{
	for (size_t i = 0; i < v.n; i++)
		if (v.s[i] != '\0' && strchr(set, v.s[i]) != NULL)
			return true;
	return false;
}

void
csv_put_str(struct buf *b, struct str v)
{
	bool guard = v.n > 0 && any_of((struct str){v.s, 1}, "=+-@\t\r");

	if (guard || any_of(v, ",\";\r\n\t") || !str_eq(v, str_trim(v)))
		put_quoted(b, v, guard);
	else
		buf_put(b, v);
}

static bool
shown(const struct field *f, uint64_t may)
{
	if (f->flags & (F_SECRET | F_HIDDEN))
		return false;
	if (f->type == T_LINES && (f->flags & F_VIRTUAL))
		return false;
	return f->read == PERM_NONE || (may >> f->read & 1);
}

static void
put_list(struct buf *b, const struct list *l)
{
	struct buf joined = buf_init(b->mem);

	for (size_t i = 0; i < l->n; i++) {
		buf_puts(&joined, i == 0 ? "" : "; ");
		buf_put(&joined, l->v[i]);
	}
	csv_put_str(b, buf_str(&joined));
}

/* As JSON writes it, without the quotes around an instant. */
static void
put_value(struct buf *b, const struct field *f, const void *rec, uint64_t may)
{
	struct buf json = buf_init(b->mem);
	struct str v;

	json_put_value(&json, f, rec, may);
	v = buf_str(&json);
	if (f->type == T_TIME)
		v = (struct str){v.s + 1, v.n - 2};
	if (f->type == T_LINES || f->type == T_JSON)
		put_quoted(b, v, false);
	else
		buf_put(b, v);
}

static void
put_cell(struct buf *b, const struct field *f, const void *rec, uint64_t may)
{
	switch (f->type) {
	case T_KEY:
	case T_TEXT:
	case T_REF:
	case T_ENUM:
		csv_put_str(b, rec_text(rec, f));
		break;
	case T_LIST:
		put_list(b, rec_at(rec, f));
		break;
	default:
		put_value(b, f, rec, may);
	}
}

void
csv_put_header(struct buf *b, const struct schema *s, uint64_t may)
{
	const char *between = "";

	for (size_t i = 0; i < s->nfields; i++) {
		if (!shown(&s->fields[i], may))
			continue;
		buf_puts(b, between);
		buf_puts(b, s->fields[i].name);
		between = ",";
	}
	buf_puts(b, "\r\n");
}

void
csv_put_record(struct buf *b, const struct schema *s, const void *rec, uint64_t may)
{
	const char *between = "";

	for (size_t i = 0; i < s->nfields; i++) {
		if (!shown(&s->fields[i], may))
			continue;
		buf_puts(b, between);
		if (rec_has(rec, i))
			put_cell(b, &s->fields[i], rec, may);
		between = ",";
	}
	buf_puts(b, "\r\n");
}
