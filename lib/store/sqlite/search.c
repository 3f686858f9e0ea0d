/* search.c - Translates the parts of a search to SQL. */
#include "store/sqlite/search.h"

#include "schema/sql.h"
#include "store/drivers.h"
#include "store/sqlite/sqlite.h"

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

void
sqlite_put_terms_from(struct sql *q, const struct schema *of)
{
	sql_put(q, " FROM ");
	sql_put_terms_name(&q->text, of);
	sql_put(q, " WHERE ");
}

/* A term begins with the word, or with the part of a code that it also is. */
void
sqlite_put_term_ranges(struct sql *q, const struct search_text *s, size_t word)
{
	sqlite_put_prefix(q, "term", s->words.v[word]);
	if (s->parts.v[word].n > 0) {
		sql_put(q, " OR ");
		sqlite_put_prefix(q, "term", s->parts.v[word]);
	}
}

/* The terms of the row, a line each, contain one that begins with the text. */
static void
sqlite_put_in_row(struct sql *q, struct str text)
{
	sql_put(q, "instr(" TERMS ", ");
	sql_put_text(q, str_printf(q->text.mem, "\n%.*s", STRF(text)));
	sql_put(q, ") > 0");
}

static void
sqlite_put_word_in_row(struct sql *q, const struct search_text *s, size_t word)
{
	sql_put(q, "(");
	sqlite_put_in_row(q, s->words.v[word]);
	if (s->parts.v[word].n > 0) {
		sql_put(q, " OR ");
		sqlite_put_in_row(q, s->parts.v[word]);
	}
	sql_put(q, ") AND ");
}

static bool
search_looks_up(uint64_t looked_up, size_t word)
{
	return word < LOOKUPS_MAX && (looked_up >> word & 1) != 0;
}

/* The ids of a single term are in order, those of a range are sorted. */
static void
sqlite_put_lookup(struct sql *q, const struct query *query, struct search_way way, size_t word)
{
	sqlite_put_terms_from(q, query->schema);
	if (word >= way.only.n || way.only.v[word].n == 0) {
		sqlite_put_term_ranges(q, &query->search, word);
		return;
	}
	sql_put(q, "term = ");
	sql_put_text(q, way.only.v[word]);
}

/* The ids, intersected before a row is read. With an order SQLite merges them, otherwise it builds a
 * table of each; without a limit it drops the order. */
static void
sqlite_put_lookups(struct sql *q, const struct query *query, struct search_way way)
{
	const char *before = "SELECT id AS found";
	size_t n = 0;

	for (size_t i = 0; i < query->search.words.n; i++) {
		if (!search_looks_up(way.looked_up, i))
			continue;
		sql_put(q, before);
		before = " INTERSECT SELECT id";
		n++;
		sqlite_put_lookup(q, query, way, i);
	}
	sql_put(q, n > 1 ? " ORDER BY found LIMIT -1" : "");
}

/* Whether the ids found are distinct, so that rows can be joined to them as they come: those of a
 * single term, or of several words. */
static bool
search_joins(struct search_way way)
{
	bool joins = (way.looked_up & (way.looked_up - 1)) != 0;

	for (size_t i = 0; i < way.only.n; i++)
		joins |= search_looks_up(way.looked_up, i) && way.only.v[i].n > 0;
	return joins;
}

/* Whether the index <table>_search holds all that the conditions need. */
static bool
search_is_covered(const struct query *query, struct search_way way)
{
	for (size_t i = 0; i < query->nwhere; i++)
		if ((int)query->where[i].field != query->schema->is_active)
			return false;
	for (size_t i = 0; i < query->search.words.n; i++)
		if (!search_looks_up(way.looked_up, i))
			return false;
	return sql_has_search_index(query->schema);
}

void
sqlite_put_from(struct sql *q, const struct query *query, struct search_way way)
{
	const bool joins = search_joins(way);

	sql_put(q, " FROM ");
	if (joins) {
		sql_put(q, "(");
		sqlite_put_lookups(q, query, way);
		sql_put(q, ") CROSS JOIN ");
	}
	sql_put(q, query->schema->plural);
	if (way.looked_up != 0 && search_is_covered(query, way))
		buf_printf(&q->text, " INDEXED BY %s_search", query->schema->plural);
	sql_put(q, joins ? " ON id = found" : "");
}

static void
sqlite_put_words(struct sql *q, const struct query *query, struct search_way way)
{
	if (way.looked_up != 0 && !search_joins(way)) {
		sql_put(q, "id IN (");
		sqlite_put_lookups(q, query, way);
		sql_put(q, ") AND ");
	}
	for (size_t i = 0; i < query->search.words.n; i++)
		if (!search_looks_up(way.looked_up, i))
			sqlite_put_word_in_row(q, &query->search, i);
}

static void
sqlite_put_term(struct sql *q, const struct query *query, const char *in, struct str term)
{
	sql_put(q, in);
	sql_put(q, " (SELECT id");
	sqlite_put_terms_from(q, query->schema);
	sql_put(q, "term = ");
	sql_put_text(q, term);
	sql_put(q, ")");
}

/* A record without a code, which is not in the index of codes, is not found. */
void
sqlite_put_coded(struct sql *q, const struct schema *of)
{
	if (sql_code_is_optional(of))
		sql_put(q, FOLDED_CODE " <> '' AND ");
}

void
sqlite_put_search(struct sql *q, const struct query *query, struct search_way way)
{
	const struct search_text *s = &query->search;

	switch (query->rank) {
	case RANK_EXACT:
		sqlite_put_term(q, query, "id IN", s->exact);
		return;
	case RANK_SAME:
		sqlite_put_term(q, query, "id IN", s->same);
		sqlite_put_term(q, query, " AND id NOT IN", s->exact);
		return;
	case RANK_CODE:
		sqlite_put_coded(q, query->schema);
		sqlite_put_prefix(q, FOLDED_CODE, s->code);
		break;
	default:
		sqlite_put_words(q, query, way);
		sqlite_put_coded(q, query->schema);
		sql_put(q, "NOT (");
		sqlite_put_prefix(q, FOLDED_CODE, s->code);
		sql_put(q, ")");
	}
	sqlite_put_term(q, query, " AND id NOT IN", s->same);
}
