/* list_answer.c - Answers with rows: a JSON array, a page object, or CSV. */
#include "api/cursor.h"
#include "api/list.h"
#include "schema/json.h"

static size_t
list_shown(const struct listing *l, const struct rows *rows)
{
	return rows->n < l->limit ? rows->n : l->limit;
}

static const void *
list_row(const struct schema *s, const struct rows *rows, size_t i)
{
	return (const char *)rows->v + i * s->size;
}

static void
list_put_rows(struct req *req, struct buf *b, const struct listing *l, const struct schema *s,
    const struct rows *rows)
{
	const size_t n = list_shown(l, rows);

	buf_putc(b, '[');
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			buf_putc(b, ',');
		json_put_fields(b, s, list_row(s, rows, i), l->fields, req->cx.perms);
	}
	buf_putc(b, ']');
}

static void
list_put_page(struct req *req, struct buf *b, const struct listing *l, const struct schema *s,
    const struct rows *rows, int64_t total)
{
	buf_puts(b, "{\"data\":");
	list_put_rows(req, b, l, s, rows);
	buf_printf(b, ",\"total\":%lld,\"page\":%lld,\"page_size\":%lld}", (long long)total,
	    (long long)l->page, (long long)l->page_size);
}

/* Further pages continue the file. */
static void
list_put_csv(struct req *req, struct res *res, const struct listing *l, const struct schema *s,
    const struct rows *rows)
{
	res->type = "text/csv; charset=utf-8; header=present";
	http_set(res, "Content-Disposition", "attachment; filename=\"%s.csv\"", s->plural);
	if (l->bom && l->cursor.s == NULL)
		csv_put_excel_start(&res->body, l->form);
	csv_put_header(&res->body, l->form, s, l->fields, req->cx.perms);
	for (size_t i = 0; i < list_shown(l, rows); i++)
		csv_put_record(
		    &res->body, l->form, s, list_row(s, rows, i), l->fields, req->cx.perms);
}

enum err
list_answer_with(struct req *req, struct res *res, const struct listing *l,
    const struct schema *out, const struct rows *rows, struct str position, int64_t total)
{
	res->status = 200;
	http_set(res, "Vary", "Accept");
	if (total >= 0)
		http_set(res, "X-Total-Count", "%lld", (long long)total);
	if (position.n > 0 && !l->paged)
		cursor_link(req, res, cursor_seal(req, l->binding, position));
	if (l->csv)
		list_put_csv(req, res, l, out, rows);
	else if (l->paged)
		list_put_page(req, &res->body, l, out, rows, total);
	else
		list_put_rows(req, &res->body, l, out, rows);
	return OK;
}

enum err
list_answer(struct req *req, struct res *res, const struct listing *l, const struct schema *out,
    const struct rows *rows)
{
	struct str position = {"", 0};
	struct query_position after;

	if (rows->n > l->limit) {
		after = query_position_of(req->mem, &l->query, list_row(out, rows, l->limit - 1));
		position = cursor_encode(req->mem, &after);
	}
	return list_answer_with(req, res, l, out, rows, position, l->total);
}
