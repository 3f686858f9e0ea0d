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
	    .value = value.n > 0 ? str_dup(all->mem, value) : value,
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
finding_compare_place(const struct finding *x, const struct finding *y)
{
	if (x->in_map != y->in_map)
		return x->in_map ? -1 : 1;
	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	return x->nth < y->nth ? -1 : x->nth > y->nth;
}

/* By what they say. */
static int
finding_compare_text(const struct finding *x, const struct finding *y)
{
	int c = (x->fault > y->fault) - (x->fault < y->fault);

	c = c != 0 ? c : (x->in_map > y->in_map) - (x->in_map < y->in_map);
	c = c != 0 ? c : str_cmp(x->column, y->column);
	c = c != 0 ? c : str_cmp(x->value, y->value);
	return c != 0 ? c : str_cmp(x->text, y->text);
}

static int
finding_by_place(const void *a, const void *b)
{
	return finding_compare_place(
	    *(const struct finding *const *)a, *(const struct finding *const *)b);
}

static int
finding_by_text(const void *a, const void *b)
{
	const struct finding *x = *(const struct finding *const *)a,
			     *y = *(const struct finding *const *)b;
	int c = finding_compare_text(x, y);

	return c != 0 ? c : finding_compare_place(x, y);
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

/* "2-49, 51": the rows of n equal findings. */
static struct str
finding_collect_rows(void *mem, struct finding *const *v, size_t n)
{
	struct row_ranges r = {
	    .text = buf_init(mem), .most = v[0]->fault ? SIZE_MAX : FINDING_NOTE_RANGES};
	size_t first = v[0]->row, last = first;

	for (size_t i = 1; i < n; i++) {
		if (v[i]->row > last + 1) {
			row_ranges_put(&r, first, last);
			first = v[i]->row;
		}
		last = v[i]->row;
	}
	row_ranges_put(&r, first, last);
	if (r.left_out > 0)
		buf_printf(&r.text, " and %zu more", r.left_out);
	return buf_str(&r.text);
}

/* Of each group of equal findings keeps the first, which gets the rows of all; returns how many are
 * kept. */
static size_t
findings_merge(void *mem, struct finding **v, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0, next; i < n; i = next) {
		for (next = i + 1; next < n && finding_compare_text(v[i], v[next]) == 0;)
			next++;
		v[i]->rows = finding_collect_rows(mem, v + i, next - i);
		v[kept++] = v[i];
	}
	return kept;
}

void
findings_sort(struct findings *all)
{
	size_t n = 0, total = all->nfaults + all->nnotes;
	struct finding **v = MEM_MANY(all->mem, struct finding *, total + 1);

	for (struct finding *f = all->first; f != NULL; f = f->next)
		v[n++] = f;
	qsort(v, n, sizeof *v, finding_by_text);
	n = findings_merge(all->mem, v, n);
	qsort(v, n, sizeof *v, finding_by_place);
	all->last = &all->first;
	for (size_t i = 0; i < n; i++) {
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
