/* finding.c - faults and notes of an import, in the order they were found. */
#include "import/finding.h"

#include <stdlib.h>

#include "base/mem.h"

void
findings_init(struct findings *all, void *mem)
{
	*all = (struct findings){.mem = mem};
	all->last = &all->first;
}

static struct str
said(void *mem, const char *fmt, va_list ap)
{
	char *s = talloc_vasprintf(mem, fmt, ap);

	return str_of(s);
}

static struct finding *
add(struct findings *all, bool fault, size_t row, struct str column, struct str value,
    struct str text)
{
	struct finding *f = MEM_ONE(all->mem, struct finding);

	*f = (struct finding){.fault = fault,
	    .row = row,
	    .column = column,
	    .value = value,
	    .text = text,
	    .nth = all->nfaults + all->nnotes};
	*all->last = f;
	all->last = &f->next;
	if (fault)
		all->nfaults++;
	else
		all->nnotes++;
	return f;
}

struct finding *
findings_fault(
    struct findings *all, size_t row, struct str column, struct str value, const char *fmt, ...)
{
	va_list ap;
	struct str text;

	va_start(ap, fmt);
	text = said(all->mem, fmt, ap);
	va_end(ap);
	return add(all, true, row, column, value, text);
}

struct finding *
findings_note(
    struct findings *all, size_t row, struct str column, struct str value, const char *fmt, ...)
{
	va_list ap;
	struct str text;

	va_start(ap, fmt);
	text = said(all->mem, fmt, ap);
	va_end(ap);
	return add(all, false, row, column, value, text);
}

void
findings_map_fault(struct findings *all, size_t line, const char *fmt, ...)
{
	const struct str none = {0};
	va_list ap;
	struct str text;

	va_start(ap, fmt);
	text = said(all->mem, fmt, ap);
	va_end(ap);
	add(all, true, line, none, none, text)->in_map = true;
}

static int
by_place(const void *a, const void *b)
{
	const struct finding *x = *(const struct finding *const *)a,
			     *y = *(const struct finding *const *)b;

	if (x->in_map != y->in_map)
		return x->in_map ? -1 : 1;
	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	return x->nth < y->nth ? -1 : x->nth > y->nth;
}

void
findings_sort(struct findings *all)
{
	size_t n = 0, total = all->nfaults + all->nnotes;
	struct finding **v = MEM_MANY(all->mem, struct finding *, total + 1);

	for (struct finding *f = all->first; f != NULL; f = f->next)
		v[n++] = f;
	qsort(v, n, sizeof *v, by_place);
	all->last = &all->first;
	for (size_t i = 0; i < n; i++) {
		*all->last = v[i];
		all->last = &v[i]->next;
	}
	*all->last = NULL;
}

void
finding_put(struct buf *out, const struct finding *f)
{
	if (f->row > 0)
		buf_printf(out, "%s %zu", f->in_map ? "line" : "row", f->row);
	if (f->in_map)
		buf_puts(out, " of the map");
	if (f->column.n > 0)
		buf_printf(out, "%s%.*s", out->n > 0 ? ", " : "column ", STRF(f->column));
	if (f->value.n > 0)
		buf_printf(out, " \"%.*s\"", STRF(f->value));
	if (f->row > 0 || f->column.n > 0)
		buf_puts(out, ": ");
	buf_put(out, f->text);
}
