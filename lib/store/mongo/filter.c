/*
 * filter.c - Translates queries to MongoDB filters and find options. Client input occurs only
 * as values of its field's type, never as a name or an operator.
 */
#include "store/mongo/filter.h"

#include "base/mem.h"
#include "store/drivers.h"

/* Sorts after every text with the prefix before it: the last code point. */
#define LAST_CODE_POINT "\xf4\x8f\xbf\xbf"

static const char *const mongo_operators[] = {
    [CMP_EQ] = "$eq",
    [CMP_NE] = "$ne",
    [CMP_LT] = "$lt",
    [CMP_LE] = "$lte",
    [CMP_GT] = "$gt",
    [CMP_GE] = "$gte",
    [CMP_IN] = "$in",
    [CMP_ABSENT] = "$exists",
    [CMP_PRESENT] = "$exists",
};

void
mongo_put_in(struct doc *d, const struct list *l)
{
	doc_list(d, "$in");
	for (size_t i = 0; i < l->n; i++)
		doc_text(d, NULL, l->v[i]);
	doc_close(d);
}

static void
mongo_put_in_numbers(struct doc *d, const struct integers *l)
{
	doc_list(d, "$in");
	for (size_t i = 0; i < l->n; i++)
		doc_number(d, NULL, l->v[i]);
	doc_close(d);
}

/* field: {$op: value} */
static void
mongo_put_filter(struct doc *d, const struct field *f, const struct filter *x)
{
	const char *op = mongo_operators[x->cmp];

	doc_open(d, f->name);
	if (x->cmp == CMP_IN && field_is_text(f))
		mongo_put_in(d, &x->in);
	else if (x->cmp == CMP_IN)
		mongo_put_in_numbers(d, &x->in_numbers);
	else if (x->cmp == CMP_ABSENT || x->cmp == CMP_PRESENT)
		doc_bool(d, op, x->cmp == CMP_PRESENT);
	else
		doc_value(d, op, f, x->text, x->number);
	if (x->cmp == CMP_NE)
		doc_bool(d, "$exists", true);
	doc_close(d);
}

static struct str
mongo_prefix_end(const void *mem, struct str beginning)
{
	return str_printf(mem, "%.*s" LAST_CODE_POINT, STRF(beginning));
}

/* {terms: {$elemMatch: {...}}}: some term begins with the text. */
static void
mongo_put_beginning(struct doc *d, struct str text, const void *mem)
{
	doc_open(d, NULL);
	doc_open(d, TERMS);
	doc_open(d, "$elemMatch");
	doc_text(d, "$gte", text);
	doc_text(d, "$lt", mongo_prefix_end(mem, text));
	doc_close(d);
	doc_close(d);
	doc_close(d);
}

/* Some term begins with the word, or with the part of a code that it also is. */
static void
mongo_put_word(struct doc *d, const struct search_text *s, size_t word, const void *mem)
{
	if (s->parts.v[word].n == 0) {
		mongo_put_beginning(d, s->words.v[word], mem);
		return;
	}
	doc_open(d, NULL);
	doc_list(d, "$or");
	mongo_put_beginning(d, s->words.v[word], mem);
	mongo_put_beginning(d, s->parts.v[word], mem);
	doc_close(d);
	doc_close(d);
}

/* {name: {op: text}} */
static void
mongo_put_comparison(struct doc *d, const char *name, const char *op, struct str text)
{
	doc_open(d, NULL);
	doc_open(d, name);
	doc_text(d, op, text);
	doc_close(d);
	doc_close(d);
}

/* {terms: {op: [term]}}: $in, one of its terms is this; $nin, none is. */
static void
mongo_put_whole_term(struct doc *d, const char *op, struct str term)
{
	doc_open(d, NULL);
	doc_open(d, TERMS);
	doc_list(d, op);
	doc_text(d, NULL, term);
	doc_close(d);
	doc_close(d);
	doc_close(d);
}

/* The code begins with the text, or not. */
static void
mongo_put_code(struct doc *d, struct str code, bool begins, const void *mem)
{
	doc_open(d, NULL);
	doc_list(d, begins ? "$and" : "$or");
	mongo_put_comparison(d, FOLDED_CODE, begins ? "$gte" : "$lt", code);
	mongo_put_comparison(d, FOLDED_CODE, begins ? "$lt" : "$gte", mongo_prefix_end(mem, code));
	doc_close(d);
	doc_close(d);
}

/* What a part of a search requires, and that no earlier part has the document. */
static void
mongo_put_part(struct doc *d, const struct query *q, const void *mem)
{
	const struct search_text *s = &q->search;

	switch (q->rank) {
	case RANK_EXACT:
		mongo_put_whole_term(d, "$in", s->exact);
		break;
	case RANK_SAME:
		mongo_put_whole_term(d, "$in", s->same);
		mongo_put_whole_term(d, "$nin", s->exact);
		break;
	case RANK_CODE:
		mongo_put_code(d, s->code, true, mem);
		mongo_put_whole_term(d, "$nin", s->same);
		break;
	default:
		for (size_t i = 0; i < s->words.n; i++)
			mongo_put_word(d, s, i, mem);
		mongo_put_code(d, s->code, false, mem);
		mongo_put_whole_term(d, "$nin", s->same);
	}
}

/* {name: {op: value of the last row}} */
static void
mongo_put_sort_bound(struct doc *d, const struct query *q, const char *op)
{
	const struct query_position *a = &q->after;

	doc_open(d, NULL);
	doc_open(d, query_sort_column(q));
	if (q->search.given)
		doc_text(d, op, a->text);
	else
		doc_value(d, op, &q->schema->fields[q->order.field], a->text, a->number);
	doc_close(d);
	doc_close(d);
}

/* After the last row of the previous page: the sort field beyond it, or equal with a greater
 * id. The first condition is redundant; it lets the index scan start at the right key. */
static void
mongo_put_after(struct doc *d, const struct query *q)
{
	const char *beyond = q->order.desc ? "$lt" : "$gt";
	int depth = d->depth;

	if (query_sort_column(q) != NULL) {
		mongo_put_sort_bound(d, q, q->order.desc ? "$lte" : "$gte");
		doc_open(d, NULL);
		doc_list(d, "$or");
		mongo_put_sort_bound(d, q, beyond);
	}
	doc_open(d, NULL);
	doc_open(d, "id");
	doc_text(d, beyond, q->after.id);
	doc_close_all(d, depth);
}

void
mongo_put_where(struct doc *d, const struct query *q, const void *mem)
{
	if (q->nwhere == 0 && !q->search.given && !q->after.given)
		return;
	doc_list(d, "$and");
	for (size_t i = 0; i < q->nwhere; i++) {
		doc_open(d, NULL);
		mongo_put_filter(d, &q->schema->fields[q->where[i].field], &q->where[i]);
		doc_close(d);
	}
	if (q->search.given)
		mongo_put_part(d, q, mem);
	if (q->after.given)
		mongo_put_after(d, q);
	doc_close(d);
}

/* The id is always included, as it identifies the row. */
uint64_t
mongo_query_fields(const struct query *q)
{
	return q->fields == 0 ? MONGO_ALL_FIELDS : q->fields | 1;
}

void
mongo_put_projection(struct doc *d, const char *name, const struct schema *s, uint64_t fields)
{
	doc_open(d, name);
	doc_number(d, "_id", 0);
	if (fields == MONGO_ALL_FIELDS && terms_searchable(s))
		doc_number(d, TERMS, 0);
	for (size_t i = 0; fields != MONGO_ALL_FIELDS && i < s->nfields; i++)
		if ((fields >> i & 1) != 0 && !field_is(&s->fields[i], F_VIRTUAL))
			doc_number(d, s->fields[i].name, 1);
	doc_close(d);
}

/* A unique, always present field has no ties: then it alone is the order, and its index yields
 * it. */
static bool
mongo_sort_may_tie(const struct query *q)
{
	const struct field *f = &q->schema->fields[q->order.field];

	return !(field_is(f, F_UNIQUE) && field_is(f, F_REQUIRED));
}

void
mongo_put_options(struct doc *d, const struct query *q)
{
	int way = q->order.desc ? -1 : 1;

	mongo_put_projection(d, "projection", q->schema, mongo_query_fields(q));
	doc_open(d, "sort");
	if (query_sort_column(q) != NULL)
		doc_number(d, query_sort_column(q), way);
	if (q->search.given || mongo_sort_may_tie(q))
		doc_number(d, "id", way);
	doc_close(d);
	doc_number(d, "skip", (int64_t)q->skip);
	doc_number(d, "limit", (int64_t)q->limit);
	doc_number(d, "batchSize", (int64_t)q->limit); /* one reply, no getMore */
}
