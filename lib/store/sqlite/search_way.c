/* search_way.c - Chooses how the rest of a search is found, by how many terms its words begin. */
#include "store/sqlite/search.h"

#include "base/mem.h"
#include "store/sqlite/sqlite.h"

/* A word that begins this many terms is broad: its records are frequent, so the first page is most
 * often among the first rows in the order. Those of a narrower word are looked up and sorted. */
enum { BROAD_TERMS = 10000, WALKED_ROWS = 1000 };

/* Of a word that begins fewer terms the rows are read, for the other words to be matched in them.
 */
enum { FEW_TERMS = 1000 };

struct word_terms {
	int64_t n;       /* that the word begins, counted as long as it is narrow */
	struct str only; /* the term, if there is a single one; else empty */
};

static void
sqlite_put_extreme_term(struct sql *q, const struct query *query, const char *extreme, size_t word)
{
	buf_printf(&q->text, "(SELECT %s(term)", extreme);
	sqlite_put_terms_from(q, query->schema);
	sqlite_put_term_ranges(q, &query->search, word);
	sql_put(q, "), ");
}

/* The first and the last term of two ranges are not found without reading them. */
static struct sql
sqlite_terms_text(const struct query *query, size_t word, void *mem)
{
	struct sql q = sql_init(mem);

	sql_put(&q, "SELECT ");
	if (query->search.parts.v[word].n == 0) {
		sqlite_put_extreme_term(&q, query, "min", word);
		sqlite_put_extreme_term(&q, query, "max", word);
	} else {
		sql_put(&q, "NULL, NULL, ");
	}
	sql_put(&q, "count(*) FROM (SELECT 1");
	sqlite_put_terms_from(&q, query->schema);
	sqlite_put_term_ranges(&q, &query->search, word);
	sql_put(&q, " LIMIT ");
	sql_put_number(&q, BROAD_TERMS);
	sql_put(&q, ")");
	return q;
}

static uint64_t
search_all_words(const struct query *query)
{
	const size_t n = query->search.words.n;

	return n >= LOOKUPS_MAX ? UINT64_MAX : (UINT64_C(1) << n) - 1;
}

static struct str
sqlite_column_str(sqlite3_stmt *stmt, int column)
{
	const char *s = (const char *)sqlite3_column_text(stmt, column);

	return s == NULL ? STR("") : (struct str){s, (size_t)sqlite3_column_bytes(stmt, column)};
}

static enum err
sqlite_count_terms(struct sqlite *s, const struct query *query, size_t word, struct word_terms *out,
    struct why *w)
{
	struct sql q = sqlite_terms_text(query, word, w->mem);
	struct str first;
	sqlite3_stmt *stmt;
	bool more;
	enum err e;

	*out = (struct word_terms){.only = STR("")};
	if ((e = sqlite_statement_start(s, &q, &stmt, w)) != OK)
		return e;
	if ((e = sqlite_statement_step(s, stmt, &more, w)) == OK) {
		out->n = sqlite3_column_int64(stmt, 2);
		first = sqlite_column_str(stmt, 0);
		if (str_eq(first, sqlite_column_str(stmt, 1)))
			out->only = str_dup(w->mem, first);
	}
	sqlite_statement_stop(stmt);
	return e;
}

/* The narrow words; if one has few records, that alone. */
static enum err
sqlite_choose_lookups(
    struct sqlite *s, const struct query *query, struct search_way *way, struct why *w)
{
	struct str *only = MEM_MANY(w->mem, struct str, query->search.words.n);
	struct word_terms terms;
	enum err e;

	way->only.v = only;
	for (size_t i = 0; i < query->search.words.n && i < LOOKUPS_MAX; i++) {
		if ((e = sqlite_count_terms(s, query, i, &terms, w)) != OK)
			return e;
		only[i] = terms.only;
		way->only.n = i + 1;
		if (terms.n < FEW_TERMS) {
			way->looked_up = UINT64_C(1) << i;
			return OK;
		}
		way->looked_up |= (uint64_t)(terms.n < BROAD_TERMS) << i;
	}
	return OK;
}

enum err
sqlite_choose_ways(
    struct sqlite *s, const struct query *query, struct search_way ways[2], struct why *w)
{
	enum err e;

	ways[0] = ways[1] = (struct search_way){0};
	if (!query->search.given || query->rank != RANK_REST)
		return OK;
	if ((e = sqlite_choose_lookups(s, query, &ways[1], w)) != OK || ways[1].looked_up != 0)
		return e;
	ways[0].walked = WALKED_ROWS;
	ways[1].looked_up = search_all_words(query);
	return OK;
}
