/* query.c - Computes the position of a row in the order of a query, for paging; collects rows. */
#include "base/mem.h"
#include "schema/terms.h"
#include "store/drivers.h"

bool
search_has_codes(const struct query *q)
{
	return q->words.n == 1 && q->schema->code >= 0;
}

enum rank
search_rank(const void *mem, const struct query *q, const void *rec)
{
	int code = q->schema->code;

	return search_has_codes(q) &&
		       str_starts(terms_folded(mem, q->schema, code, rec), q->words.v[0])
		   ? RANK_CODE
		   : RANK_REST;
}

static struct query_position
query_search_position(const void *mem, const struct query *q, const void *rec)
{
	enum rank rank = search_rank(mem, q, rec);
	int field = rank == RANK_CODE ? q->schema->code : terms_name_field(q->schema);

	return (struct query_position){
	    .given = true, .rank = rank, .text = terms_folded(mem, q->schema, field, rec)};
}

struct query_position
query_position_of(const void *mem, const struct query *q, const void *rec)
{
	const struct field *f = &q->schema->fields[q->order.field];
	struct query_position a = {.given = true, .text = STR("")};

	if (q->words.n > 0)
		a = query_search_position(mem, q, rec);
	else if (q->order.field > 0 && field_is_text(f)) /* the id has its own member */
		a.text = rec_text(rec, f);
	else if (q->order.field > 0)
		a.number = rec_number(rec, f);
	a.id = rec_text(rec, &q->schema->fields[0]);
	return a;
}

void *
rows_add(const void *mem, struct rows *rows, size_t *cap, size_t size)
{
	rows->v = mem_reserve(mem, rows->v, rows->n + 1, cap, size);
	return (char *)rows->v + rows->n++ * size;
}
