/* csv_write.c - Writes records as CSV. */
#include "schema/csv.h"

#include <string.h>

#include "base/clock.h"
#include "schema/json.h"

static void
csv_put_quoted(struct buf *b, struct str v, bool guard)
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
csv_has_any(struct str v, const char *set)
{
	for (size_t i = 0; i < v.n; i++)
		if (v.s[i] != '\0' && strchr(set, v.s[i]) != NULL)
			return true;
	return false;
}

bool
csv_is_formula(struct str v)
{
	static const char *const begins[] = {"=", "+", "-", "@", "\t", "\r", "\xef\xbc\x9d",
	    "\xef\xbc\x8b", "\xef\xbc\x8d", "\xef\xbc\xa0"}; /* the last three: full-width forms */

	for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
		if (str_starts(v, str_of(begins[i])))
			return true;
	return false;
}

void
csv_put_str(struct buf *b, struct str v)
{
	bool guard = csv_is_formula(v);

	if (guard || csv_has_any(v, ",\";\r\n\t") || !str_eq(v, str_trim(v)))
		csv_put_quoted(b, v, guard);
	else
		buf_put(b, v);
}

/* Lines do not fit into a row. */
static bool
csv_has_column(const struct field *f, uint64_t granted)
{
	return f->type != T_LINES && field_shown(f, granted);
}

static void
csv_put_list(struct buf *b, const struct list *l)
{
	struct buf joined = buf_init(b->mem);

	for (size_t i = 0; i < l->n; i++) {
		buf_puts(&joined, i == 0 ? "" : "|");
		buf_put(&joined, l->v[i]);
	}
	csv_put_str(b, buf_str(&joined));
}

static void
csv_put_number(struct buf *b, const struct csv_form *form, const struct field *f, const void *rec)
{
	const size_t from = b->n;

	json_put_value(b, f, rec, 0);
	for (size_t i = from; i < b->n && f->type == T_DEC; i++)
		if (b->s[i] == '.')
			b->s[i] = form->decimal_mark;
}

static void
csv_put_cell(struct buf *b, const struct csv_form *form, const struct field *f, const void *rec)
{
	switch (f->type) {
	case T_KEY:
	case T_TEXT:
	case T_REF:
	case T_ENUM:
		csv_put_str(b, rec_text(rec, f));
		break;
	case T_LIST:
		csv_put_list(b, rec_at(rec, f));
		break;
	case T_JSON:
		csv_put_quoted(b, rec_text(rec, f), false);
		break;
	case T_TIME:
		time_put(b, rec_number(rec, f));
		break;
	default:
		csv_put_number(b, form, f, rec);
	}
}

const struct csv_form csv_plain = {',', '.'}, csv_decimal_comma = {';', ','};

void
csv_put_excel_start(struct buf *b, const struct csv_form *form)
{
	buf_printf(b, "\xef\xbb\xbfsep=%c\r\n", form->separator);
}

void
csv_put_header(struct buf *b, const struct csv_form *form, const struct schema *s, uint64_t fields,
    uint64_t granted)
{
	bool any = false;

	for (size_t i = 0; i < s->nfields; i++) {
		if (!(fields >> i & 1) || !csv_has_column(&s->fields[i], granted))
			continue;
		if (any)
			buf_putc(b, form->separator);
		buf_puts(b, s->fields[i].name);
		any = true;
	}
	buf_puts(b, "\r\n");
}

void
csv_put_record(struct buf *b, const struct csv_form *form, const struct schema *s, const void *rec,
    uint64_t fields, uint64_t granted)
{
	bool any = false;

	for (size_t i = 0; i < s->nfields; i++) {
		if (!(fields >> i & 1) || !csv_has_column(&s->fields[i], granted))
			continue;
		if (any)
			buf_putc(b, form->separator);
		if (rec_has(rec, i))
			csv_put_cell(b, form, &s->fields[i], rec);
		any = true;
	}
	buf_puts(b, "\r\n");
}
