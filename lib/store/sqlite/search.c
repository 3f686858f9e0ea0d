/* search.c - Translates the parts of a search to SQL, and chooses how the rest is found. */
#include "store/sqlite/search.h"

#include "schema/sql.h"
#include "store/drivers.h"
#include "store/sqlite/sqlite.h"

/* A word that begins this many terms is broad: its records are frequent, so the first page is most
 * often among the first rows in the order. Those of a narrower word are looked up and sorted. */
enum { BROAD_TERMS = 10000, WALKED_ROWS = 1000, LOOKUPS_MAX = 64 };

/* Of a word that begins fewer terms the rows are read, for the other words to be matched in them.
 */
enum { FEW_TERMS = 1000 };

/* --- conditions --- */

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

static void
sqlite_put_terms_from(struct sql *q, const struct schema *of)
{
	sql_put(q, " FROM ");
	sql_put_terms_name(&q->text, of);
	sql_put(q, " WHERE ");
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

/* Those that are looked up are intersected before a row is read. */
static void
sqlite_put_words(struct sql *q, const struct query *query, uint64_t looked_up)
{
	const size_t n = query->search.words.n;
	const char *before = "id IN (SELECT id";

	for (size_t i = 0; i < n; i++) {
		if (!search_looks_up(looked_up, i))
			continue;
		sql_put(q, before);
		before = " INTERSECT SELECT id";
		sqlite_put_terms_from(q, query->schema);
		sqlite_put_term_ranges(q, &query->search, i);
	}
	sql_put(q, looked_up == 0 ? "" : ") AND ");
	for (size_t i = 0; i < n; i++)
		if (!search_looks_up(looked_up, i))
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
sqlite_put_search(struct sql *q, const struct query *query, uint64_t looked_up)
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
		sqlite_put_words(q, query, looked_up);
		sqlite_put_coded(q, query->schema);
		sql_put(q, "NOT (");
		sqlite_put_prefix(q, FOLDED_CODE, s->code);
		sql_put(q, ")");
	}
	sqlite_put_term(q, query, " AND id NOT IN", s->same);
}

/* --- ways --- */

/* Number of terms that begin with the word, counted as long as it is narrow. */
static struct sql
sqlite_terms_text(const struct query *query, size_t word, void *mem)
{
	struct sql q = sql_init(mem);

	sql_put(&q, "SELECT count(*) FROM (SELECT 1");
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

bool
sqlite_search_is_covered(const struct query *query, struct search_way way)
{
	for (size_t i = 0; i < query->nwhere; i++)
		if ((int)query->where[i].field != query->schema->is_active)
			return false;
	return sql_has_search_index(query->schema) && query->search.words.n <= LOOKUPS_MAX &&
	       way.looked_up == search_all_words(query);
}

static enum err
sqlite_count_terms(
    struct sqlite *s, const struct query *query, size_t word, int64_t *n, struct why *w)
{
	struct sql q = sqlite_terms_text(query, word, w->mem);
	sqlite3_stmt *stmt;
	bool more;
	enum err e;

	if ((e = sqlite_statement_start(s, &q, &stmt, w)) != OK)
		return e;
	if ((e = sqlite_statement_step(s, stmt, &more, w)) == OK)
		*n = sqlite3_column_int64(stmt, 0);
	sqlite_statement_stop(stmt);
	return e;
}

/* The narrow words; if one has few records, that alone. */
static enum err
sqlite_choose_lookups(struct sqlite *s, const struct query *query, uint64_t *narrow, struct why *w)
{
	int64_t n;

	*narrow = 0;
	for (size_t i = 0; i < query->search.words.n && i < LOOKUPS_MAX; i++) {
		enum err e = sqlite_count_terms(s, query, i, &n, w);

		if (e != OK)
			return e;
		if (n < FEW_TERMS) {
			*narrow = UINT64_C(1) << i;
			return OK;
		}
		*narrow |= (uint64_t)(n < BROAD_TERMS) << i;
	}
	return OK;
}

enum err
sqlite_choose_ways(
    struct sqlite *s, const struct query *query, struct search_way ways[2], struct why *w)
{
	uint64_t narrow;
	enum err e;

	ways[0] = ways[1] = (struct search_way){0};
	if (!query->search.given || query->rank != RANK_REST)
		return OK;
	if ((e = sqlite_choose_lookups(s, query, &narrow, w)) != OK)
		return e;
	ways[0].walked = narrow == 0 ? WALKED_ROWS : 0;
	ways[1].looked_up = narrow == 0 ? search_all_words(query) : narrow;
	return OK;
}
