/* query.c - Computes the position of a row in the order of a query, for paging; collects rows. */
#include "base/mem.h"
#include "store/drivers.h"

enum rank
search_rank(const void *mem, const struct query *q, const void *rec)
{
	const struct list terms = terms_of(mem, q->schema, rec);

	if (list_has(&terms, q->search.exact))
		return RANK_EXACT;
	if (list_has(&terms, q->search.same))
		return RANK_SAME;
	return str_starts(terms_folded_code(mem, q->schema, rec), q->search.code) ? RANK_CODE
										  : RANK_REST;
}

static struct query_position
query_search_position(const void *mem, const struct query *q, const void *rec)
{
	enum rank rank = search_rank(mem, q, rec);

	return (struct query_position){.given = true,
	    .rank = rank,
	    .text = search_is_by_name(q->schema, rank) ? terms_folded_name(mem, q->schema, rec)
						       : terms_folded_code(mem, q->schema, rec)};
}

struct query_position
query_position_of(const void *mem, const struct query *q, const void *rec)
{
	const struct field *f = &q->schema->fields[q->order.field];
	struct query_position a = {.given = true, .text = STR("")};

	if (q->search.given)
		a = query_search_position(mem, q, rec);
	else if (q->order.field > 0 && field_is_text(f)) /* the id has its own member */
		a.text = rec_text(rec, f);
	else if (q->order.field > 0)
		a.number = rec_number(rec, f);
	a.id = rec_text(rec, &q->schema->fields[0]);
	return a;
}

int
query_position_compare(const struct query_position *a, const struct query_position *b)
{
	int c = str_cmp(a->text, b->text);

	if (c == 0)
		c = (a->number > b->number) - (a->number < b->number);
	return c != 0 ? c : str_cmp(a->id, b->id);
}

void *
rows_add(const void *mem, struct rows *rows, size_t *cap, size_t size)
{
	rows->v = mem_reserve(mem, rows->v, rows->n + 1, cap, size);
	return (char *)rows->v + rows->n++ * size;
}
