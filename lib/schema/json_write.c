/* json_write.c - Writes records as JSON. */
#include "schema/json.h"

#include <string.h>

#include "base/clock.h"
#include "base/decimal.h"
#include "base/quote.h"

void
json_put_str(struct buf *b, struct str v)
{
	quote_put(b, v);
}

/* Names of fields need no escapes. `before` is what precedes the member: an opening brace or a
 * comma. */
static void
json_put_member(struct buf *b, char before, const char *name)
{
	const size_t n = strlen(name);
	char *at = buf_room(b, n + 4);

	at[0] = before;
	at[1] = '"';
	memcpy(at + 2, name, n);
	memcpy(at + 2 + n, "\":", sizeof "\":");
	b->n += n + 4;
}

void
json_put_name(struct buf *b, const char *name)
{
	buf_putc(b, '"');
	buf_puts(b, name);
	buf_put(b, STR("\":"));
}

void
json_put_list(struct buf *b, struct list l)
{
	buf_putc(b, '[');
	for (size_t i = 0; i < l.n; i++) {
		if (i > 0)
			buf_putc(b, ',');
		json_put_str(b, l.v[i]);
	}
	buf_putc(b, ']');
}

static void
json_put_lines(struct buf *b, const struct field *f, const struct lines *l, uint64_t granted)
{
	if (field_is(f, F_ONE)) {
		json_put_record(b, f->ref, l->v, granted);
		return;
	}
	buf_putc(b, '[');
	for (size_t i = 0; i < l->n; i++) {
		if (i > 0)
			buf_putc(b, ',');
		json_put_record(b, f->ref, line_at(f, l, i), granted);
	}
	buf_putc(b, ']');
}

static void
json_put_time(struct buf *b, int64_t ms)
{
	buf_putc(b, '"');
	time_put(b, ms);
	buf_putc(b, '"');
}

void
json_put_value(struct buf *b, const struct field *f, const void *rec, uint64_t granted)
{
	switch (f->type) {
	case T_KEY:
	case T_TEXT:
	case T_REF:
	case T_ENUM:
		json_put_str(b, rec_text(rec, f));
		break;
	case T_INT:
		buf_put_int(b, rec_number(rec, f));
		break;
	case T_DEC:
		dec_put(b, rec_number(rec, f));
		break;
	case T_BOOL:
		buf_puts(b, rec_number(rec, f) ? "true" : "false");
		break;
	case T_TIME:
		json_put_time(b, rec_number(rec, f));
		break;
	case T_LIST:
		json_put_list(b, *(const struct list *)rec_at(rec, f));
		break;
	case T_LINES:
		json_put_lines(b, f, rec_at(rec, f), granted);
		break;
	case T_JSON:
		buf_put(b, rec_text(rec, f));
		break;
	}
}

void
json_put_record(struct buf *b, const struct schema *s, const void *rec, uint64_t granted)
{
	json_put_fields(b, s, rec, UINT64_MAX, granted);
}

void
json_put_fields(
    struct buf *b, const struct schema *s, const void *rec, uint64_t fields, uint64_t granted)
{
	char before = '{';

	for (size_t i = 0; i < s->nfields; i++) {
		const struct field *f = &s->fields[i];

		if (!(fields >> i & 1) || !rec_has(rec, i) || !field_shown(f, granted))
			continue;
		json_put_member(b, before, f->name);
		before = ',';
		json_put_value(b, f, rec, granted);
	}
	buf_puts(b, before == '{' ? "{}" : "}");
}

static void
json_put_stored_lines(struct buf *b, const struct field *f, const struct lines *l, unsigned without)
{
	buf_putc(b, '[');
	for (size_t i = 0; i < l->n; i++) {
		if (i > 0)
			buf_putc(b, ',');
		json_put_stored(b, f->ref, line_at(f, l, i), without);
	}
	buf_putc(b, ']');
}

void
json_put_stored(struct buf *b, const struct schema *s, const void *rec, unsigned without)
{
	char before = '{';

	for (size_t i = 0; i < s->nfields; i++) {
		const struct field *f = &s->fields[i];

		if (!rec_has(rec, i) || field_is(f, F_VIRTUAL | without))
			continue;
		buf_putc(b, before);
		before = ',';
		json_put_name(b, f->name);
		if (f->type == T_LINES)
			json_put_stored_lines(b, f, rec_at(rec, f), without);
		else
			json_put_value(b, f, rec, UINT64_MAX);
	}
	buf_puts(b, before == '{' ? "{}" : "}");
}

static struct str
json_value_text(const void *mem, const struct field *f, const void *rec)
{
	struct buf b = buf_init(mem);

	json_put_value(&b, f, rec, UINT64_MAX);
	return buf_str(&b);
}

struct str
json_diff(const void *mem, const struct schema *s, const void *rec, const void *other)
{
	struct buf b = buf_init(mem);
	char before = '{';

	for (size_t i = 0; i < s->nfields; i++) {
		const struct field *f = &s->fields[i];
		struct str value;

		if (!rec_has(rec, i) || field_is(f, F_SECRET | F_HIDDEN | F_VIRTUAL))
			continue;
		value = json_value_text(mem, f, rec);
		if (other != NULL && rec_has(other, i) &&
		    str_eq(value, json_value_text(mem, f, other)))
			continue;
		buf_putc(&b, before);
		before = ',';
		json_put_name(&b, f->name);
		buf_put(&b, value);
	}
	buf_puts(&b, before == '{' ? "{}" : "}");
	return buf_str(&b);
}
