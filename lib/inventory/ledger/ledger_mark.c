/* ledger_mark.c - Counts the postings since an instant, reading only those it has not seen. */
#include "inventory/ledger/ledger_mark.h"

#include "inventory/ledger/ledger.h"
#include "schema/records.h"

/* The greatest seq of the postings that match; 0: none. */
static enum err
ledger_last_seq(struct store *st, const struct filter *where, size_t n, int64_t *seq, struct why *w)
{
	const struct query q = {.schema = &posting_schema,
	    .fields = FIELD_BIT(posting, seq),
	    .where = where,
	    .nwhere = n,
	    .order = {FIELD(posting, seq), true},
	    .limit = 1};
	struct rows rows;
	enum err e = store_find(st, &q, &rows, w);

	*seq = e == OK && rows.n > 0 ? ((const struct posting *)rows.v)->seq : 0;
	return e;
}

/* Where seq is an instant it has gaps, and a posting may come before one that was seen. */
static enum err
ledger_count_uncounted(struct store *st, int64_t at, int64_t *n, struct why *w)
{
	struct filter since = {.field = FIELD(posting, seq), .cmp = CMP_GT};
	const struct query q = {
	    .schema = &posting_schema, .where = &since, .nwhere = 1, .limit = 1};
	enum err e = ledger_seq_at(st, at - 1, &since.number, w);

	return e != OK ? e : store_count(st, &q, n, w);
}

enum err
ledger_count_since(struct store *st, struct ledger_mark *m, int64_t at, int64_t *n, struct why *w)
{
	struct filter unseen[] = {{.field = FIELD(posting, seq), .cmp = CMP_GT},
	    {.field = FIELD(posting, seq), .cmp = CMP_LE},
	    {.field = FIELD(posting, posted_at), .cmp = CMP_LT, .number = at}};
	int64_t last, before;
	enum err e;

	if ((e = ledger_last_seq(st, NULL, 0, &last, w)) != OK)
		return e;
	if (last >= LEDGER_SEQ_INSTANT)
		return ledger_count_uncounted(st, at, n, w);
	if (m->at != at || m->seen > last)
		*m = (struct ledger_mark){.at = at};
	unseen[0].number = m->seen;
	unseen[1].number = last;
	if (last > m->seen && (e = ledger_last_seq(st, unseen, 3, &before, w)) != OK)
		return e;
	if (last > m->seen && before > 0)
		m->seq = before;
	m->seen = last;
	*n = last - m->seq;
	return OK;
}
