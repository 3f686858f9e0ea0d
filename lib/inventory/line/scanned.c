/* scanned.c - Fills lines from GS1 codes and reports ambiguous or invalid ones. */
#include "inventory/line/scanned.h"

#include "inventory/stock/lot.h"

static const char *
scanned_field(const struct posting_line *l)
{
	return HAS(l, posting_line, barcode) ? "barcode" : "item_code";
}

void
scanned_fill(const struct master_cache *k, struct posting_line *l)
{
	const struct scan_result *is = master_cache_scan(k, l);

	if (is->item == NULL)
		return;
	if (is->gs1.lot.n > 0 && !HAS(l, posting_line, lot))
		SET(l, posting_line, lot, is->gs1.lot);
	if (is->quantity == 0 || HAS(l, posting_line, quantity) || HAS(l, posting_line, uom))
		return;
	SET(l, posting_line, quantity, is->quantity);
	SET(l, posting_line, uom, is->unit);
}

enum err
scanned_refuse_ambiguous(const struct master_cache *k, const struct posting_line *l, size_t n,
    const struct loc *list, struct why *w)
{
	for (size_t i = 0; i < n; i++) {
		const struct scan_result *is = master_cache_scan(k, &l[i]);
		const struct loc *loc;

		if (is->err != ERR_AMBIGUOUS)
			continue;
		loc = list == NULL ? loc_name(w, NULL, "body") : loc_at(w, list, i);
		loc = loc_name(w, loc, scanned_field(&l[i]));
		return scan_fail(&k->scans, is, scanned_text(&l[i]), loc, w);
	}
	return OK;
}

bool
scanned_check(const struct master_cache *k, const struct posting_line *l, const struct loc *loc,
    struct why *w)
{
	const struct scan_result *is = master_cache_scan(k, l);

	if (is->err == ERR_INVALID) {
		err_field(
		    w, loc_name(w, loc, scanned_field(l)), "gs1", "%.*s", STRF(is->gs1.fault));
		return false;
	}
	if (is->gs1.lot.n > 0 && !str_eq(lot_fold(w->mem, is->gs1.lot), lot_fold(w->mem, l->lot)))
		err_field(
		    w, loc_name(w, loc, "lot"), "conflict", "The GS1 code has a different lot");
	return true;
}
