/* sqlite_read.c - Get, find, sum and read snapshots in SQLite. */
#include "store/sqlite/sqlite.h"

#include <assert.h>
#include <string.h>

#include "base/mem.h"

enum err
sqlite_get(struct store *store, const struct schema *of, struct str id, void *rec, struct why *w)
{
	bool found;
	enum err e = sqlite_find_row(sqlite_of(store), of, id, rec, &found, w);

	if (e == OK && !found)
		return err_set(w, ERR_NOT_FOUND, "%s", err_title(ERR_NOT_FOUND));
	return e;
}

/* --- find --- */

/* Up to this many ids are read row by row, in order. That costs a third of a statement with a
 * list, for which SQLite builds a table. */
enum { FEW_IDS = 8 };

static bool
sqlite_is_few_ids(const struct query *q)
{
	return q->nwhere == 1 && q->where->field == 0 && q->where->cmp == CMP_IN &&
	       q->where->in.n <= FEW_IDS && !q->search.given && q->order.field == 0 &&
	       !q->order.desc && !q->after.given && q->skip == 0;
}

/* Sorts the ids and removes duplicates; returns how many are left. */
static size_t
sqlite_sort_ids(struct list in, struct str ids[FEW_IDS])
{
	size_t n = 0;

	for (size_t i = 0; i < in.n; i++) {
		size_t at = n;

		while (at > 0 && str_cmp(ids[at - 1], in.v[i]) > 0)
			at--;
		if (at > 0 && str_eq(ids[at - 1], in.v[i]))
			continue;
		memmove(&ids[at + 1], &ids[at], (n++ - at) * sizeof *ids);
		ids[at] = in.v[i];
	}
	return n;
}

static enum err
sqlite_find_few(struct sqlite *s, const struct query *q, struct rows *rows, struct why *w)
{
	const struct schema *of = q->schema;
	struct str ids[FEW_IDS + 1];
	const size_t n = sqlite_sort_ids(q->where->in, ids);

	*rows = (struct rows){.v = mem_array(w->mem, n + 1, of->size)};
	for (size_t i = 0; i < n && rows->n < q->limit; i++) {
		void *rec = (char *)rows->v + rows->n * of->size;
		bool found = false;
		enum err e = sqlite_find_row(s, of, ids[i], rec, &found, w);

		if (e != OK)
			return e;
		rows->n += found;
	}
	return OK;
}

static enum err
sqlite_find_by(struct sqlite *s, const struct query *query, struct search_way way,
    struct rows *rows, struct why *w)
{
	struct sql q = sqlite_find_text(query, way, w->mem);
	const struct schema *of = query->schema;
	const uint64_t fields = sqlite_query_fields(query);
	struct block block = {.mem = w->mem};
	sqlite3_stmt *stmt;
	size_t cap = 0;
	bool more;
	enum err e;

	*rows = (struct rows){0};
	if ((e = sqlite_statement_start(s, &q, &stmt, w)) != OK)
		return e;
	while ((e = sqlite_statement_step(s, stmt, &more, w)) == OK && more)
		if ((e = sqlite_read_record(s, of, fields, stmt, &block,
			 rows_add(w->mem, rows, &cap, of->size), w)) != OK)
			break;
	sqlite_statement_stop(stmt);
	return e;
}

enum err
sqlite_find(struct store *store, const struct query *query, struct rows *rows, struct why *w)
{
	struct sqlite *s = sqlite_of(store);
	struct search_way ways[2];
	enum err e;

	if (sqlite_is_few_ids(query))
		return sqlite_find_few(s, query, rows, w);
	if ((e = sqlite_choose_ways(s, query, ways, w)) != OK)
		return e;
	if (ways[0].walked > 0) {
		e = sqlite_find_by(s, query, ways[0], rows, w);
		if (e != OK || rows->n == query->limit)
			return e;
	}
	return sqlite_find_by(s, query, ways[1], rows, w);
}

/* --- sum --- */

static void
sqlite_read_sum(
    sqlite3_stmt *stmt, size_t ngroup, size_t nfields, struct sum_row *row, const void *mem)
{
	int at = 0;

	*row = (struct sum_row){0};
	for (size_t i = 0; i < ngroup; i++, at++)
		row->key[i] = str_dup(mem, (struct str){(const char *)sqlite3_column_text(stmt, at),
					       (size_t)sqlite3_column_bytes(stmt, at)});
	for (size_t i = 0; i < nfields; i++, at++)
		row->total[i] = sqlite3_column_int64(stmt, at);
	row->count = sqlite3_column_int64(stmt, at);
}

enum err
sqlite_sum(struct store *store, const struct query *query, const size_t *group, size_t ngroup,
    const size_t *fields, size_t nfields, struct sums *sums, struct why *w)
{
	struct sqlite *s = sqlite_of(store);
	struct sql q;
	struct rows rows = {0};
	sqlite3_stmt *stmt;
	size_t cap = 0;
	struct search_way ways[2];
	bool more;
	enum err e;

	if ((e = sqlite_choose_ways(s, query, ways, w)) != OK)
		return e;
	q = sqlite_sum_text(query, ways[1], group, ngroup, fields, nfields, w->mem);
	if ((e = sqlite_statement_start(s, &q, &stmt, w)) != OK)
		return e;
	while ((e = sqlite_statement_step(s, stmt, &more, w)) == OK && more)
		sqlite_read_sum(stmt, ngroup, nfields,
		    rows_add(w->mem, &rows, &cap, sizeof(struct sum_row)), w->mem);
	sqlite_statement_stop(stmt);
	*sums = (struct sums){rows.v, rows.n};
	return e;
}

/* --- several reads in one transaction --- */

/* False: the reads have a transaction each, as without it. */
static bool
sqlite_run_alone(struct sqlite *s, const char *text)
{
	void *mem = mem_root("reads");
	struct why w;
	bool done;

	why_init(&w, mem);
	done = sqlite_run_text(s, text, &w) == OK;
	mem_free(mem);
	return done;
}

/* Within a write or a snapshot there is a transaction already. */
void
sqlite_reads_begin(struct store *store)
{
	struct sqlite *s = sqlite_of(store);

	if (!s->in_reads && sqlite3_get_autocommit(s->db))
		s->in_reads = sqlite_run_alone(s, "BEGIN");
}

void
sqlite_reads_end(struct store *store)
{
	struct sqlite *s = sqlite_of(store);

	assert(!s->in_snapshot);
	if (s->in_reads && !sqlite3_get_autocommit(s->db))
		sqlite_run_alone(s, "ROLLBACK");
	s->in_reads = false;
}

/* --- snapshots --- */

/* A snapshot begins with its first read, so one is made here. */
enum err
sqlite_snapshot_begin(struct store *store, struct why *w)
{
	struct sqlite *s = sqlite_of(store);
	int64_t ignored;
	enum err e;

	assert(!s->in_snapshot);
	if (sqlite3_get_autocommit(s->db) && (e = sqlite_run_text(s, "BEGIN", w)) != OK)
		return e;
	s->in_snapshot = true;
	e = sqlite_query_number(s, "PRAGMA user_version", &ignored, w);
	if (e != OK)
		sqlite_snapshot_end(store);
	return e;
}

void
sqlite_snapshot_end(struct store *store)
{
	struct sqlite *s = sqlite_of(store);

	if (s->in_snapshot && !s->in_reads)
		sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
	s->in_snapshot = false;
}
