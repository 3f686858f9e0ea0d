/*
 * survey_page.c - Compares the stored rows of a page of items with the fingerprints of their lines
 * and with each other, and the balances with the item's total.
 *
 * Rows are read in the order of their ids, in chunks, each in memory of its own.
 */
#include "base/mem.h"
#include "inventory/recount/recount.h"
#include "inventory/recount/survey_parts.h"
#include "schema/records.h"
#include "store/rows.h"

enum { CHUNK = 2000, LOTS_MAX = 20000 };

/* The rows of the page after an id: at most `limit`. */
static enum err
survey_find(struct survey_pass *p, const struct schema *s, struct str after, size_t limit,
    struct rows *rows)
{
	const struct filter where[] = {
	    {.cmp = CMP_GE, .text = p->from}, {.cmp = CMP_LT, .text = p->to}};
	const struct query q = {.schema = s,
	    .where = where,
	    .nwhere = 2,
	    .limit = limit,
	    .after = {.given = after.n > 0, .id = after}};

	return store_find(p->store, &q, rows, p->w);
}

/* A chunk in memory of its own; *after becomes its last id, in the page's memory. */
static enum err
survey_read_chunk(
    struct survey_pass *p, const struct survey_source *of, struct str *after, bool *more)
{
	struct why *outer = p->w, w;
	void *mem = mem_root("chunk of rows");
	struct rows rows = {0};
	enum err e;

	why_init(&w, mem);
	p->w = &w;
	if ((e = survey_find(p, of->schema, *after, CHUNK, &rows)) != OK)
		e = err_set(outer, e, "%.*s", STRF(w.text));
	for (size_t i = 0; e == OK && i < rows.n; i++) {
		const void *rec = (const char *)rows.v + i * of->schema->size;
		const struct str id = rec_text(rec, &of->schema->fields[0]);
		struct survey_tally *t = survey_tally_of(p, id);

		if (t != NULL)
			of->add(p, t, rec);
		if (i + 1 == rows.n)
			*after = str_dup(outer->mem, id);
	}
	*more = e == OK && rows.n == CHUNK;
	p->w = outer;
	mem_free(mem);
	return e;
}

static enum err
survey_read(struct survey_pass *p, const struct survey_source *of)
{
	struct str after = STR("");
	bool more = true;
	enum err e = OK;

	while (more && e == OK)
		e = survey_read_chunk(p, of, &after, &more);
	return e;
}

/* A record that is not as its first line would make it is left to the recount. */
static enum err
survey_read_lots(struct survey_pass *p)
{
	enum err e = survey_find(p, &lot_schema, STR(""), LOTS_MAX + 1, &p->lots);

	if (p->lots.n > LOTS_MAX) /* too many at once: items with lots are recounted, one by one */
		p->lots.n = 0;
	for (size_t i = 0; e == OK && i < p->lots.n; i++) {
		const struct lot *lot = (const struct lot *)p->lots.v + i;
		const struct str id[] = {lot->item_id, lot->folded};
		struct survey_tally *t = survey_tally_of(p, lot->id);

		if (t != NULL)
			t->differs |= lot->others.n > 0 || !survey_id_is(lot->id, id, 2) ||
				      !str_eq(lot_fold(p->w->mem, lot->lot), lot->folded);
	}
	return e;
}

/* --- the page --- */

static struct survey_pass
survey_pass_init(
    const struct survey *s, struct store *st, const struct item *items, size_t n, struct why *w)
{
	struct survey_pass p = {.survey = s,
	    .store = st,
	    .v = MEM_MANY(w->mem, struct survey_tally, n),
	    .n = n,
	    .w = w};

	for (size_t i = 0; i < n; i++) {
		const struct survey_item *known = survey_find_item(s, items[i].id);
		struct str first = str_printf(w->mem, "%.*s|", STRF(items[i].id)),
			   last = str_printf(w->mem, "%.*s}", STRF(items[i].id));

		p.v[i] = (struct survey_tally){.item = &items[i],
		    .days = known == NULL ? 0 : known->lines,
		    .openings = known == NULL ? 0 : known->openings};
		if (i == 0 || str_cmp(first, p.from) < 0)
			p.from = first;
		if (i == 0 || str_cmp(last, p.to) > 0)
			p.to = last;
	}
	return p;
}

/* The items' totals; an item that never moved may have none. */
static enum err
survey_compare_totals(struct survey_pass *p, bool *differs)
{
	const size_t id = FIELD(item_stock, id);
	const struct filter where[] = {{.field = id, .cmp = CMP_GE, .text = p->v[0].item->id},
	    {.field = id, .cmp = CMP_LE, .text = p->v[p->n - 1].item->id}};
	const struct query q = {
	    .schema = &item_stock_schema, .where = where, .nwhere = 2, .limit = READ_ROWS_MAX};
	struct rows rows;
	enum err e = store_find(p->store, &q, &rows, p->w);

	for (size_t i = 0; e == OK && i < p->n; i++) {
		const struct survey_tally *t = &p->v[i];
		const struct item_stock *kept =
		    rows_lookup(&rows, &item_stock_schema, id, t->item->id);
		const struct recount_total due = {
		    t->on_hand, t->available, {t->last_day, t->moved ? SURVEY_DAY : 0}};

		differs[i] = t->differs || t->days != 0 || t->months != 0 || t->balances != 0 ||
			     t->keys != 0 || t->openings != 0 ||
			     (kept == NULL ? t->moved : !recount_total_is(t->item, kept, &due));
	}
	return e;
}

enum err
survey_page(const struct survey *s, struct store *st, const struct item *items, size_t n,
    bool *differs, struct why *w)
{
	struct survey_pass p;
	enum err e;

	if (n == 0)
		return OK;
	p = survey_pass_init(s, st, items, n, w);
	if ((e = survey_read_lots(&p)) != OK)
		return e;
	for (const struct survey_source *of = survey_sources; of->schema != NULL; of++)
		if ((e = survey_read(&p, of)) != OK)
			return e;
	return survey_compare_totals(&p, differs);
}
