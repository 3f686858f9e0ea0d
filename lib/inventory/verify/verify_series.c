/* verify_series.c - Verifies that the series have issued one number for each posting. */
#include "inventory/ledger/ledger.h"
#include "inventory/verify/verify_parts.h"
#include "schema/records.h"

enum { SERIES_MOST = 100000 }; /* one per location and year */

/* The next seq must follow the last one used. */
static enum err
verify_seq(struct verifier *v)
{
	const struct filter counted = {
	    .field = FIELD(posting, seq), .cmp = CMP_LT, .number = LEDGER_SEQ_INSTANT};
	const struct query last = {.schema = &posting_schema,
	    .where = &counted,
	    .nwhere = 1,
	    .order = {.field = FIELD(posting, seq), .desc = true},
	    .limit = 1};
	struct series s = {0};
	struct rows rows;
	int64_t seq;
	enum err e;

	if ((e = store_find(v->store, &last, &rows, v->w)) != OK)
		return e;
	e = store_get(v->store, &series_schema, STR("posting"), &s, v->w);
	if (e != OK && e != ERR_NOT_FOUND)
		return e;
	seq = rows.n == 0 ? 0 : ((const struct posting *)rows.v)->seq;
	if (s.value != seq)
		verify_differs(v, "the last posting is %lld, but %lld numbers were issued",
		    (long long)seq, (long long)s.value);
	return OK;
}

/* Posting numbers are unique, so counting them is enough. */
static enum err
verify_numbers(struct verifier *v)
{
	const struct filter numbers[] = {
	    {.field = FIELD(series, id), .cmp = CMP_GE, .text = STR("MV-")},
	    {.field = FIELD(series, id), .cmp = CMP_LT, .text = STR("MV.")}};
	const struct query given = {
	    .schema = &series_schema, .where = numbers, .nwhere = 2, .limit = SERIES_MOST};
	const struct query postings = {.schema = &posting_schema, .limit = 1};
	struct rows rows;
	int64_t n, sum = 0;
	enum err e;

	if ((e = store_find(v->store, &given, &rows, v->w)) != OK ||
	    (e = store_count(v->store, &postings, &n, v->w)) != OK)
		return e;
	for (size_t i = 0; i < rows.n; i++)
		sum += ((const struct series *)rows.v)[i].value;
	if (sum != n)
		verify_differs(v, "there are %lld postings, but %lld were numbered", (long long)n,
		    (long long)sum);
	return OK;
}

enum err
verify_series(struct verifier *v)
{
	enum err e = verify_seq(v);

	return e != OK || verify_found(v) ? e : verify_numbers(v);
}
