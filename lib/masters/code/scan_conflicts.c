/* scan_conflicts.c - Lists the codes that name more than one item or pack, for `ccpl check`. */
#include "masters/code/barcode.h"
#include "masters/code/scan.h"

enum { SCAN_CONFLICTS_PAGE = 200 };

static enum err
scan_put_conflicts(struct store *st, const struct rows *codes, struct buf *report, struct why *w)
{
	const struct code *c = codes->v;
	struct scan_cache s = {.codes = *codes};
	enum err e = scan_cache_read_items(st, &s, w);

	for (size_t i = 0; i < codes->n && e == OK; i++)
		buf_printf(report, "%.*s\n", STRF(barcode_conflict_text(w->mem, &s.items, &c[i])));
	return e;
}

enum err
scan_report_conflicts(struct store *st, struct buf *report, struct why *w)
{
	const struct filter where = {.field = FIELD(code, also), .cmp = CMP_PRESENT};
	struct query q = {
	    .schema = &code_schema, .where = &where, .nwhere = 1, .limit = SCAN_CONFLICTS_PAGE};
	struct rows rows;
	enum err e;

	do {
		if ((e = store_find(st, &q, &rows, w)) != OK || rows.n == 0)
			return e;
		q.after = query_position_of(w->mem, &q, (struct code *)rows.v + (rows.n - 1));
	} while (
	    (e = scan_put_conflicts(st, &rows, report, w)) == OK && rows.n == SCAN_CONFLICTS_PAGE);
	return e;
}
