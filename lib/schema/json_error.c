/* json_error.c - Writes the error response of a request, in FastAPI's format. */
#include "schema/json.h"

enum { STATUS_FAULTS = 422 };

void
json_put_loc(struct buf *b, const struct loc *l)
{
	if (l->parent != NULL) {
		json_put_loc(b, l->parent);
		buf_putc(b, ',');
	}
	if (l->is_index)
		buf_put_int(b, (int64_t)l->index);
	else
		json_put_str(b, l->name);
}

static void
json_put_fault(struct buf *b, const struct loc *loc, struct str msg, const char *type)
{
	buf_puts(b, "{\"loc\":[");
	if (loc != NULL)
		json_put_loc(b, loc);
	buf_puts(b, "],\"msg\":");
	json_put_str(b, msg);
	buf_puts(b, ",\"type\":");
	json_put_str(b, str_of(type));
	buf_putc(b, '}');
}

static void
json_put_faults(struct buf *b, const struct why *w, struct str text)
{
	static const struct loc body = {.name = {"body", 4}};

	buf_putc(b, '[');
	for_each_fault (f, w) {
		if (f != w->faults)
			buf_putc(b, ',');
		json_put_fault(b, f->loc, f->msg, f->type);
	}
	if (w->faults == NULL)
		json_put_fault(b, &body, text, err_code(w->err));
	buf_putc(b, ']');
}

void
json_put_error(struct buf *b, const struct why *w, struct str request_id)
{
	bool internal = w->err == ERR_INTERNAL;
	struct str text = w->text.n == 0 || internal ? str_of(err_title(w->err)) : w->text;

	buf_puts(b, "{\"detail\":");
	if (err_status(w->err) == STATUS_FAULTS)
		json_put_faults(b, w, text);
	else
		json_put_str(b, text);
	buf_puts(b, ",\"code\":");
	json_put_str(b, str_of(err_code(w->err)));
	buf_puts(b, ",\"request_id\":");
	json_put_str(b, request_id);
	if (w->more.n > 0 && !internal) {
		buf_putc(b, ',');
		buf_put(b, buf_str(&w->more));
	}
	buf_putc(b, '}');
}
