/* select.c - Translates queries and sums to SQL. */
#include "store/sqlite/sqlite.h"

#include <assert.h>

#include "schema/json.h"
#include "schema/sql.h"
#include "store/drivers.h"

static const char *const sqlite_operators[] = {
    [CMP_EQ] = " = ",
    [CMP_NE] = " <> ",
    [CMP_LT] = " < ",
    [CMP_LE] = " <= ",
    [CMP_GT] = " > ",
    [CMP_GE] = " >= ",
    [CMP_ABSENT] = " IS NULL",
    [CMP_PRESENT] = " IS NOT NULL",
};

/* --- conditions --- */

/* Zero is then part of the text, from which SQLite sees that the partial index has all such rows. */
static bool
sqlite_is_below_zero(const struct field *f, const struct filter *x)
{
	return field_is(f, F_BELOW_ZERO) && x->cmp == CMP_LT && x->number == 0;
}

static struct str
sqlite_texts_as_json(const void *mem, struct list l)
{
	struct buf b = buf_init(mem);

	json_put_list(&b, l);
	return buf_str(&b);
}

static struct str
sqlite_numbers_as_json(const void *mem, const struct integers *l)
{
	struct buf b = buf_init(mem);

	for (size_t i = 0; i < l->n; i++)
		buf_printf(&b, "%c%lld", i == 0 ? '[' : ',', (long long)l->v[i]);
	buf_puts(&b, l->n == 0 ? "[]" : "]");
	return buf_str(&b);
}

static void
sqlite_put_in(struct sql *q, const struct field *f, const struct filter *x)
{
	const bool is_text = field_is_text(f);

	if ((is_text ? x->in.n : x->in_numbers.n) == 1) { /* avoids a temporary table of one row */
		sql_put(q, " = ");
		if (is_text)
			sql_put_text(q, x->in.v[0]);
		else
			sql_put_number(q, x->in_numbers.v[0]);
		return;
	}
	sql_put(q, " IN (SELECT value FROM json_each(");
	sql_put_text(q, is_text ? sqlite_texts_as_json(q->text.mem, x->in)
				: sqlite_numbers_as_json(q->text.mem, &x->in_numbers));
	sql_put(q, "))");
}

static void
sqlite_put_filter(struct sql *q, const struct schema *of, const struct filter *x)
{
	const struct field *f = &of->fields[x->field];

	sql_put_name(&q->text, f->name);
	if (x->cmp == CMP_IN) {
		sqlite_put_in(q, f, x);
		return;
	}
	sql_put(q, sqlite_operators[x->cmp]);
	if (x->cmp != CMP_ABSENT && x->cmp != CMP_PRESENT) {
		if (sqlite_is_below_zero(f, x))
			sql_put(q, "0");
		else if (field_is_text(f))
			sql_put_text(q, x->text);
		else
			sql_put_number(q, x->number);
	}
}

/* All conditions but that of the page; returns the text to put before the next condition. */
static const char *
sqlite_put_where(struct sql *q, const struct query *query, struct search_way way)
{
	const char *before = " WHERE ";

	for (size_t i = 0; i < query->nwhere; i++) {
		sql_put(q, before);
		before = " AND ";
		sqlite_put_filter(q, query->schema, &query->where[i]);
	}
	if (query->search.given) {
		sql_put(q, before);
		before = " AND ";
		sqlite_put_search(q, query, way);
	}
	return before;
}

/* --- find --- */

static void
sqlite_put_after(struct sql *q, const struct query *query)
{
	const struct field *f = &query->schema->fields[query->order.field];
	const struct query_position *a = &query->after;
	const char *place = query_sort_column(query);

	sql_put(q, "(");
	sql_put_name(&q->text, place == NULL ? "id" : place);
	sql_put(q, query->order.desc ? ", id) < (" : ", id) > (");
	if (place == NULL)
		sql_put_text(q, a->id);
	else if (query->search.given || field_is_text(f))
		sql_put_text(q, a->text);
	else
		sql_put_number(q, a->number);
	sql_put(q, ", ");
	sql_put_text(q, a->id);
	sql_put(q, ")");
}

static void
sqlite_put_order(struct sql *q, const struct query *query)
{
	const char *way = query->order.desc ? " DESC" : "";
	const char *place = query_sort_column(query);

	sql_put(q, " ORDER BY ");
	if (place != NULL) {
		sql_put_name(&q->text, place);
		sql_put(q, way);
		sql_put(q, ", ");
	}
	sql_put(q, "id");
	sql_put(q, way);
}

/* The id is always included, as it identifies the row. */
uint64_t
sqlite_query_fields(const struct query *q)
{
	return q->fields == 0 ? SQLITE_ALL_FIELDS : q->fields | 1;
}

/* Not beyond the row that comes so many rows after the page's beginning. */
static void
sqlite_put_walk(struct sql *q, const struct query *query, size_t rows)
{
	const char *by = query_sort_column(query);

	buf_printf(
	    &q->text, "(%s, id) <= (SELECT %s, id FROM %s WHERE ", by, by, query->schema->plural);
	sqlite_put_coded(q, query->schema);
	if (query->after.given)
		sqlite_put_after(q, query);
	else
		sql_put(q, "true");
	sqlite_put_order(q, query);
	sql_put(q, " LIMIT 1 OFFSET ");
	sql_put_number(q, (int64_t)(rows + query->skip));
	sql_put(q, ")");
}

/* The columns of the rows that fulfil the conditions, from the table or its index of searches. */
static void
sqlite_put_rows(struct sql *q, const struct query *query, struct search_way way, uint64_t fields)
{
	const char *before;

	sql_put(q, "SELECT ");
	sqlite_put_columns(q, query->schema, fields);
	sqlite_put_from(q, query, way);
	before = sqlite_put_where(q, query, way);
	if (query->after.given) {
		sql_put(q, before);
		sqlite_put_after(q, query);
		before = " AND ";
	}
	if (way.walked > 0) {
		sql_put(q, before);
		sqlite_put_walk(q, query, way.walked);
	}
	sqlite_put_order(q, query);
	sql_put(q, " LIMIT ");
	sql_put_number(q, (int64_t)query->limit);
	sql_put(q, " OFFSET ");
	sql_put_number(q, (int64_t)query->skip);
}

/* What is looked up is found and sorted by its id alone; only the page is read whole. */
struct sql
sqlite_find_text(const struct query *query, struct search_way way, void *mem)
{
	struct sql q = sql_init(mem);

	if (way.looked_up == 0) {
		sqlite_put_rows(&q, query, way, sqlite_query_fields(query));
		return q;
	}
	sql_put(&q, "SELECT ");
	sqlite_put_columns(&q, query->schema, sqlite_query_fields(query));
	buf_printf(&q.text, " FROM %s WHERE id IN (", query->schema->plural);
	sqlite_put_rows(&q, query, way, 1);
	sql_put(&q, ")");
	sqlite_put_order(&q, query);
	return q;
}

/* --- sum --- */

struct sql
sqlite_sum_text(const struct query *query, struct search_way way, const size_t *group,
    size_t ngroup, const size_t *fields, size_t nfields, void *mem)
{
	const struct schema *of = query->schema;
	struct sql q = sql_init(mem);

	sql_put(&q, "SELECT ");
	for (size_t i = 0; i < ngroup; i++) {
		bool always = of->fields[group[i]].flags & F_REQUIRED;

		assert(field_is_text(&of->fields[group[i]]));
		sql_put(&q, always ? "" : "coalesce(");
		sql_put_name(&q.text, of->fields[group[i]].name);
		sql_put(&q, always ? ", " : ", ''), ");
	}
	for (size_t i = 0; i < nfields; i++) {
		sql_put(&q, "coalesce(sum(");
		sql_put_name(&q.text, of->fields[fields[i]].name);
		sql_put(&q, "), 0), ");
	}
	sql_put(&q, "count(*)");
	sqlite_put_from(&q, query, way);
	sqlite_put_where(&q, query, way);
	for (size_t i = 0; i < ngroup; i++)
		buf_printf(&q.text, "%s%zu", i == 0 ? " GROUP BY " : ", ", i + 1);
	for (size_t i = 0; i < ngroup; i++)
		buf_printf(&q.text, "%s%zu", i == 0 ? " ORDER BY " : ", ", i + 1);
	return q;
}
