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
    [CMP_IN] = " IN ",
    [CMP_ABSENT] = " IS NULL",
    [CMP_PRESENT] = " IS NOT NULL",
};

/* --- conditions --- */

static void
sqlite_put_filter(struct sql *q, const struct schema *of, const struct filter *x)
{
	const struct field *f = &of->fields[x->field];
	struct buf in = buf_init(q->text.mem);

	sql_put_name(&q->text, f->name);
	if (x->cmp == CMP_IN && x->in.n == 1) { /* avoids a temporary table of one row */
		sql_put(q, " = ");
		sql_put_text(q, x->in.v[0]);
		return;
	}
	sql_put(q, sqlite_operators[x->cmp]);
	if (x->cmp == CMP_IN) {
		json_put_list(&in, x->in);
		sql_put(q, "(SELECT value FROM json_each(");
		sql_put_text(q, buf_str(&in));
		sql_put(q, "))");
	} else if (x->cmp != CMP_ABSENT && x->cmp != CMP_PRESENT) {
		if (field_is_text(f))
			sql_put_text(q, x->text);
		else
			sql_put_number(q, x->number);
	}
}

/* The range from the word to the greatest UTF-8 text with that prefix. */
static void
sqlite_put_prefix(struct sql *q, const char *name, struct str word)
{
	sql_put(q, name);
	sql_put(q, " >= ");
	sql_put_text(q, word);
	sql_put(q, " AND ");
	sql_put(q, name);
	sql_put(q, " < ");
	sql_put_text(q, str_printf(q->text.mem, "%.*s\xff", STRF(word)));
}

/* A term begins with the word, or with the part of a code that it also is. */
static void
sqlite_put_term_ranges(struct sql *q, const struct search_text *s, size_t word)
{
	sqlite_put_prefix(q, "term", s->words.v[word]);
	if (s->parts.v[word].n > 0) {
		sql_put(q, " OR ");
		sqlite_put_prefix(q, "term", s->parts.v[word]);
	}
}

/* The terms of the row contain the text, which begins with a line feed. */
static void
sqlite_put_in_row(struct sql *q, struct str text, const char *comparison)
{
	sql_put(q, "instr(" TERMS ", ");
	sql_put_text(q, text);
	sql_put(q, comparison);
}

static void
sqlite_put_word_in_row(struct sql *q, const struct search_text *s, size_t word)
{
	const void *mem = q->text.mem;
	const struct str *part = &s->parts.v[word];

	sql_put(q, "(");
	sqlite_put_in_row(q, str_printf(mem, "\n%.*s", STRF(s->words.v[word])), ") > 0");
	if (part->n > 0) {
		sql_put(q, " OR ");
		sqlite_put_in_row(q, str_printf(mem, "\n%.*s", STRF(*part)), ") > 0");
	}
	sql_put(q, ")");
}

/* Searched in the table of terms, or in the row itself. */
static void
sqlite_put_word(struct sql *q, const struct query *query, size_t word, bool lookup)
{
	if (!lookup) {
		sqlite_put_word_in_row(q, &query->search, word);
		return;
	}
	sql_put(q, "id IN (SELECT id FROM ");
	sql_put_terms_name(&q->text, query->schema);
	sql_put(q, " WHERE ");
	sqlite_put_term_ranges(q, &query->search, word);
	sql_put(q, ")");
}

static void
sqlite_put_has_term(struct sql *q, const struct query *query, struct str term)
{
	sql_put(q, "id IN (SELECT id FROM ");
	sql_put_terms_name(&q->text, query->schema);
	sql_put(q, " WHERE term = ");
	sql_put_text(q, term);
	sql_put(q, ")");
}

static void
sqlite_put_lacks_term(struct sql *q, struct str term)
{
	sql_put(q, " AND ");
	sqlite_put_in_row(q, str_printf(q->text.mem, "\n%.*s\n", STRF(term)), ") = 0");
}

static void
sqlite_put_words(struct sql *q, const struct query *query, size_t lookup)
{
	for (size_t i = 0; i < query->search.words.n; i++) {
		sqlite_put_word(q, query, i, i == lookup);
		sql_put(q, " AND ");
	}
}

/* What a part of a search requires, and that no earlier part has the row. */
static void
sqlite_put_part(struct sql *q, const struct query *query, size_t lookup)
{
	const struct search_text *s = &query->search;

	switch (query->rank) {
	case RANK_EXACT:
		sqlite_put_has_term(q, query, s->exact);
		break;
	case RANK_SAME:
		sqlite_put_has_term(q, query, s->same);
		sqlite_put_lacks_term(q, s->exact);
		break;
	case RANK_CODE:
		sqlite_put_prefix(q, FOLDED_CODE, s->code);
		sqlite_put_lacks_term(q, s->same);
		break;
	default:
		sqlite_put_words(q, query, lookup);
		sql_put(q, "NOT (");
		sqlite_put_prefix(q, FOLDED_CODE, s->code);
		sql_put(q, ")");
		sqlite_put_lacks_term(q, s->same);
	}
}

/* All conditions but that of the page; returns the text to put before the next condition. */
static const char *
sqlite_put_where(struct sql *q, const struct query *query, size_t lookup)
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
		sqlite_put_part(q, query, lookup);
	}
	return before;
}

struct sql
sqlite_terms_text(const struct query *query, size_t word, int64_t most, void *mem)
{
	struct sql q = sql_init(mem);

	sql_put(&q, "SELECT count(*) FROM (SELECT 1 FROM ");
	sql_put_terms_name(&q.text, query->schema);
	sql_put(&q, " WHERE ");
	sqlite_put_term_ranges(&q, &query->search, word);
	sql_put(&q, " LIMIT ");
	sql_put_number(&q, most);
	sql_put(&q, ")");
	return q;
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

struct sql
sqlite_find_text(const struct query *query, size_t lookup, void *mem)
{
	struct sql q = sql_init(mem);
	const char *before;

	sql_put(&q, "SELECT ");
	sqlite_put_columns(&q, query->schema, sqlite_query_fields(query));
	buf_printf(&q.text, " FROM %s", query->schema->plural);
	before = sqlite_put_where(&q, query, lookup);
	if (query->after.given) {
		sql_put(&q, before);
		sqlite_put_after(&q, query);
	}
	sqlite_put_order(&q, query);
	sql_put(&q, " LIMIT ");
	sql_put_number(&q, (int64_t)query->limit);
	sql_put(&q, " OFFSET ");
	sql_put_number(&q, (int64_t)query->skip);
	return q;
}

/* --- sum --- */

struct sql
sqlite_sum_text(const struct query *query, size_t lookup, const size_t *group, size_t ngroup,
    const size_t *fields, size_t nfields, void *mem)
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
	buf_printf(&q.text, "count(*) FROM %s", of->plural);
	sqlite_put_where(&q, query, lookup);
	for (size_t i = 0; i < ngroup; i++)
		buf_printf(&q.text, "%s%zu", i == 0 ? " GROUP BY " : ", ", i + 1);
	for (size_t i = 0; i < ngroup; i++)
		buf_printf(&q.text, "%s%zu", i == 0 ? " ORDER BY " : ", ", i + 1);
	return q;
}
