/* memory_query.c - Filters, sorts and pages rows in memory. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/drivers.h"
#include "store/memory/memory.h"

/* --- records --- */

int
memory_compare(const struct field *f, size_t field, const void *a, const void *b)
{
	int64_t x, y;

	if (!rec_has(a, field) || !rec_has(b, field))
		return rec_has(a, field) - rec_has(b, field);
	if (field_is_text(f))
		return str_cmp(rec_text(a, f), rec_text(b, f));
	x = rec_number(a, f);
	y = rec_number(b, f);
	return (x > y) - (x < y);
}

/* --- filters --- */

static int
memory_compare_filter(const struct field *f, const void *rec, const struct filter *x)
{
	int64_t v;

	if (field_is_text(f))
		return str_cmp(rec_text(rec, f), x->text);
	v = rec_number(rec, f);
	return (v > x->number) - (v < x->number);
}

static bool
memory_is_among(const struct field *f, const void *rec, const struct filter *x)
{
	if (field_is_text(f))
		return list_has(&x->in, rec_text(rec, f));
	for (size_t i = 0; i < x->in_numbers.n; i++)
		if (x->in_numbers.v[i] == rec_number(rec, f))
			return true;
	return false;
}

static bool
memory_filter_holds(const struct field *f, const void *rec, const struct filter *x)
{
	if (!rec_has(rec, x->field))
		return x->cmp == CMP_ABSENT;
	switch (x->cmp) {
	case CMP_EQ:
		return memory_compare_filter(f, rec, x) == 0;
	case CMP_NE:
		return memory_compare_filter(f, rec, x) != 0;
	case CMP_LT:
		return memory_compare_filter(f, rec, x) < 0;
	case CMP_LE:
		return memory_compare_filter(f, rec, x) <= 0;
	case CMP_GT:
		return memory_compare_filter(f, rec, x) > 0;
	case CMP_GE:
		return memory_compare_filter(f, rec, x) >= 0;
	case CMP_IN:
		return memory_is_among(f, rec, x);
	case CMP_PRESENT:
		return true;
	case CMP_ABSENT:
		return false;
	}
	return false;
}

static bool
memory_prefixes_term(struct str word, const struct list *terms)
{
	for (size_t i = 0; i < terms->n; i++)
		if (word.n > 0 && str_starts(terms->v[i], word))
			return true;
	return false;
}

static bool
memory_search_holds(const struct query *q, const void *rec, void *mem)
{
	const struct list terms = terms_of(mem, q->schema, rec);

	if (search_rank(mem, q, rec) != q->rank)
		return false;
	for (size_t i = 0; i < q->search.words.n && q->rank == RANK_REST; i++)
		if (!memory_prefixes_term(q->search.words.v[i], &terms) &&
		    !memory_prefixes_term(q->search.parts.v[i], &terms))
			return false;
	return true;
}

static bool
memory_row_matches(const struct query *q, const void *rec, void *mem)
{
	for (size_t i = 0; i < q->nwhere; i++)
		if (!memory_filter_holds(&q->schema->fields[q->where[i].field], rec, &q->where[i]))
			return false;
	return !q->search.given || memory_search_holds(q, rec, mem);
}

size_t
memory_match(const struct query *q, void *const *rows, size_t n, const void **hits, void *mem)
{
	size_t found = 0;

	for (size_t i = 0; i < n; i++)
		if (memory_row_matches(q, rows[i], mem))
			hits[found++] = rows[i];
	return found;
}

/* --- order --- */

/* Compares the positions of two rows in the order of the query. */
static int
memory_compare_positions(
    const struct query *q, const struct query_position *a, const struct query_position *b)
{
	const int c = query_position_compare(a, b);

	return q->order.desc ? -c : c;
}

static void
memory_sort(const struct query *q, struct query_position *places, const void **hits, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct query_position p = places[i];
		const void *hit = hits[i];
		size_t j = i;

		for (; j > 0 && memory_compare_positions(q, &p, &places[j - 1]) < 0; j--) {
			places[j] = places[j - 1];
			hits[j] = hits[j - 1];
		}
		places[j] = p;
		hits[j] = hit;
	}
}

size_t
memory_page(const struct query *q, const void **hits, size_t n, void *mem)
{
	struct query_position *places = MEM_MANY(mem, struct query_position, n + 1);
	size_t first = 0;

	for (size_t i = 0; i < n; i++)
		places[i] = query_position_of(mem, q, hits[i]);
	memory_sort(q, places, hits, n);
	while (q->after.given && first < n &&
	       memory_compare_positions(q, &places[first], &q->after) <= 0)
		first++;
	first = q->skip < n - first ? first + q->skip : n;
	n = n - first < q->limit ? n - first : q->limit;
	memmove(hits, hits + first, n * sizeof *hits);
	return n;
}
