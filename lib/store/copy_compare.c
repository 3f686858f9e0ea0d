/* copy_compare.c - Compares two stores record by record, as text with all stored fields. */
#include "store/copy_compare.h"

#include "schema/json.h"
#include "store/copy_tally.h"

static struct str
copy_record_text(const void *mem, const struct schema *of, const void *rec)
{
	struct buf b = buf_init(mem);

	json_put_stored(&b, of, rec, 0);
	return buf_str(&b);
}

/* Compares the records at the same position; NULL after the last one. */
static enum err
copy_check_same(const struct store_cursor *from, const void *a, const struct store_cursor *to,
    const void *b, struct why *w)
{
	const struct field *id = &from->of->fields[0];
	int c = a == NULL ? 1 : b == NULL ? -1 : str_cmp(rec_text(a, id), rec_text(b, id));

	if (c == 0 &&
	    str_eq(copy_record_text(from->mem, from->of, a), copy_record_text(to->mem, to->of, b)))
		return OK;
	return err_set(w, ERR_CONFLICT, "%s: %.*s %s: one of the stores was changed meanwhile",
	    from->of->plural, STRF(rec_text(c > 0 ? b : a, id)),
	    c == 0  ? "differs"
	    : c < 0 ? "is only in the source"
		    : "is only in the target");
}

static enum err
copy_compare_cursors(struct copy *c, struct store_cursor *from, struct store_cursor *to,
    struct copy_tally *t, struct why *w)
{
	const void *a, *b;
	enum err e;

	for (;;) {
		if ((e = store_cursor_next(from, &a, w)) != OK ||
		    (e = store_cursor_next(to, &b, w)) != OK)
			return e;
		if (a == NULL && b == NULL)
			return OK;
		if ((e = copy_check_same(from, a, to, b, w)) != OK)
			return e;
		copy_tally_add(t, a);
		c->done++;
		if (c->progress != NULL)
			c->progress(c);
	}
}

enum err
copy_compare_kind(struct copy *c, const struct schema *of, struct buf *report, struct why *w)
{
	struct store_cursor from = store_cursor_open(c->from, of, STR(""), c->chunk_rows);
	struct store_cursor to = store_cursor_open(c->to, of, STR(""), c->chunk_rows);
	struct copy_tally t = {.of = of};
	enum err e = copy_compare_cursors(c, &from, &to, &t, w);

	if (e == OK)
		copy_tally_put(report, &t);
	store_cursor_close(&from);
	store_cursor_close(&to);
	return e;
}

enum err
copy_compare(struct copy *c, struct buf *report, struct why *w)
{
	enum err e = OK;

	c->done = 0;
	for (size_t i = 0; schemas[i] != NULL && e == OK; i++)
		if (copy_in_chunks(schemas[i]))
			e = copy_compare_kind(c, schemas[i], report, w);
	return e;
}
