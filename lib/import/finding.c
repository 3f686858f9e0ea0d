/* finding.c - Collects findings and merges equal ones of several rows. */
#include "import/finding.h"

#include <assert.h>
#include <stdlib.h>

#include "base/mem.h"

void
findings_init(struct findings *all, void *mem)
{
	*all = (struct findings){.mem = mem};
	all->last = &all->first;
}

static struct str
finding_text(void *mem, const char *fmt, va_list ap)
{
	char *s = talloc_vasprintf(mem, fmt, ap);

	return str_of(s);
}

static struct finding *
findings_add(struct findings *all, bool fault, size_t row, struct str column, struct str value,
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
	text = finding_text(all->mem, fmt, ap);
	va_end(ap);
	return findings_add(all, true, row, column, value, text);
}

struct finding *
findings_note(
    struct findings *all, size_t row, struct str column, struct str value, const char *fmt, ...)
{
	va_list ap;
	struct str text;

	va_start(ap, fmt);
	text = finding_text(all->mem, fmt, ap);
	va_end(ap);
	return findings_add(all, false, row, column, value, text);
}

void
findings_map_fault(struct findings *all, size_t line, const char *fmt, ...)
{
	va_list ap;
	struct str text;

	va_start(ap, fmt);
	text = finding_text(all->mem, fmt, ap);
	va_end(ap);
	findings_add(all, true, line, STR_NONE, STR_NONE, text)->in_map = true;
}

static int
finding_compare(const void *a, const void *b)
{
	const struct finding *x = *(const struct finding *const *)a,
			     *y = *(const struct finding *const *)b;

	if (x->in_map != y->in_map)
		return x->in_map ? -1 : 1;
	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	return x->nth < y->nth ? -1 : x->nth > y->nth;
}

static bool
finding_equal(const struct finding *a, const struct finding *b)
{
	return a->fault == b->fault && a->in_map == b->in_map && str_eq(a->column, b->column) &&
	       str_eq(a->value, b->value) && str_eq(a->text, b->text);
}

/* A fault lists every row; a note, which needs no action, only the first few. */
enum { FINDING_NOTE_RANGES = 8 };

struct row_ranges {
	struct buf text;
	size_t shown, most;
	size_t left_out; /* rows */
};

static void
row_ranges_put(struct row_ranges *r, size_t first, size_t last)
{
	assert(first <= last);
	if (r->shown == r->most) {
		r->left_out += last - first + 1;
		return;
	}
	buf_printf(&r->text, "%s%zu", r->shown++ > 0 ? ", " : "", first);
	if (last > first)
		buf_printf(&r->text, "-%zu", last);
}

/* "2-49, 51": the rows of v[i] and of all later findings equal to it, which are set to NULL. */
static struct str
finding_collect_rows(void *mem, struct finding **v, size_t i, size_t n)
{
	const struct finding *f = v[i];
	struct row_ranges r = {
	    .text = buf_init(mem), .most = f->fault ? SIZE_MAX : FINDING_NOTE_RANGES};
	size_t first = f->row, last = f->row;

	for (size_t k = i + 1; k < n; k++) {
		if (v[k] == NULL || !finding_equal(f, v[k]))
			continue;
		if (v[k]->row > last + 1) {
			row_ranges_put(&r, first, last);
			first = v[k]->row;
		}
		last = v[k]->row;
		v[k] = NULL;
	}
	row_ranges_put(&r, first, last);
	if (r.left_out > 0)
		buf_printf(&r.text, " and %zu more", r.left_out);
	return buf_str(&r.text);
}

void
findings_sort(struct findings *all)
{
	size_t n = 0, total = all->nfaults + all->nnotes;
	struct finding **v = MEM_MANY(all->mem, struct finding *, total + 1);

	for (struct finding *f = all->first; f != NULL; f = f->next)
		v[n++] = f;
	qsort(v, n, sizeof *v, finding_compare);
	all->last = &all->first;
	for (size_t i = 0; i < n; i++) {
		if (v[i] == NULL)
			continue;
		v[i]->rows = finding_collect_rows(all->mem, v, i, n);
		*all->last = v[i];
		all->last = &v[i]->next;
	}
	*all->last = NULL;
}

static bool
rows_are_several(struct str rows)
{
	int64_t n;

	return !str_int(rows, &n);
}

void
finding_put(struct buf *out, const struct finding *f)
{
	const char *what = f->in_map ? "line" : "row";

	if (f->row > 0)
		buf_printf(
		    out, "%s%s %.*s", what, rows_are_several(f->rows) ? "s" : "", STRF(f->rows));
	if (f->in_map && f->row > 0)
		buf_puts(out, " of the map");
	if (f->column.n > 0)
		buf_printf(out, "%s%.*s", out->n > 0 ? ", " : "column ", STRF(f->column));
	if (f->value.n > 0)
		buf_printf(out, " \"%.*s\"", STRF(f->value));
	if (f->row > 0 || f->column.n > 0)
		buf_puts(out, ": ");
	buf_put(out, f->text);
}
