/*
 * number_search.c - Numbers have no gaps, so those that a text may mean follow from the series: no
 * posting needs search terms for its number.
 */
#include "inventory/posting/number_search.h"

#include <string.h>

#include "base/fold.h"
#include "base/mem.h"
#include "inventory/posting/numbers.h"
#include "schema/words.h"
#include "store/rows.h"

enum { NUMBER_DIGITS_MAX = 18 };

static struct str
number_plain(const void *mem, struct str number)
{
	return words_plain(mem, fold_search(mem, number));
}

bool
number_is(const void *mem, struct str number, const struct search_text *text)
{
	return str_eq(number_plain(mem, number), text->code);
}

static bool
number_parse(struct str digits, int64_t *n)
{
	for (size_t i = 0; i < digits.n; i++)
		if (digits.s[i] < '0' || digits.s[i] > '9')
			return false;
	return digits.n > 0 && digits.n <= NUMBER_DIGITS_MAX && str_int(digits, n);
}

/* The number in a series that the text is an end of: as much of the series as the text has, then
 * digits. 0: none. */
static int64_t
number_in_series(const void *mem, const struct series *s, struct str text)
{
	struct str prefix = number_plain(mem, s->id);
	int64_t n;

	for (size_t from = 0; from <= prefix.n; from++) {
		struct str end = str_from(prefix, from);

		if (str_starts(text, end) && number_parse(str_from(text, end.n), &n) && n > 0 &&
		    n <= s->value)
			return n;
	}
	return 0;
}

/* --- by the end --- */

static enum err
number_find_candidates(
    struct store *st, const struct search_text *text, struct id_set *numbers, struct why *w)
{
	const struct filter where[] = {
	    {.field = FIELD(series, id), .cmp = CMP_GE, .text = STR("MV-")},
	    {.field = FIELD(series, id), .cmp = CMP_LT, .text = STR("MV.")}};
	const struct query q = {.schema = &series_schema,
	    .where = where,
	    .nwhere = 2,
	    .order = {.desc = true},
	    .limit = READ_ROWS_MAX};
	struct rows rows;
	enum err e = store_find(st, &q, &rows, w);

	for (size_t i = 0; e == OK && i < rows.n; i++) {
		const struct series *s = (const struct series *)rows.v + i;
		int64_t n = number_in_series(w->mem, s, text->code);

		if (n > 0)
			id_set_add(numbers, numbers_text(w->mem, s->id, n));
	}
	return e;
}

static void
number_add_row(struct rows *rows, size_t limit, const struct posting *p)
{
	struct posting *v = rows->v;

	for (size_t i = 0; i < rows->n; i++)
		if (str_eq(v[i].id, p->id))
			return;
	if (rows->n < limit)
		v[rows->n++] = *p;
}

/* In the order of the series. */
static enum err
number_find_ends(struct store *st, const struct search_text *text, size_t limit, struct rows *rows,
    struct why *w)
{
	struct id_set numbers = {.mem = w->mem};
	struct rows found;
	enum err e;

	if ((e = number_find_candidates(st, text, &numbers, w)) != OK ||
	    (e = rows_find_in(
		 st, &posting_schema, FIELD(posting, number), numbers.list, &found, w)) != OK)
		return e;
	for (size_t i = 0; i < numbers.list.n; i++) {
		const struct posting *p =
		    rows_lookup(&found, &posting_schema, FIELD(posting, number), numbers.list.v[i]);

		if (p != NULL)
			number_add_row(rows, limit, p);
	}
	return OK;
}

/* --- by the beginning --- */

static enum err
number_find_beginnings(
    struct store *st, struct str beginning, size_t limit, struct rows *rows, struct why *w)
{
	const struct filter where[] = {
	    {.field = FIELD(posting, number), .cmp = CMP_GE, .text = beginning},
	    {.field = FIELD(posting, number),
		.cmp = CMP_LT,
		.text = str_printf(w->mem, "%.*s\xf4\x8f\xbf\xbf", STRF(beginning))}};
	const struct query q = {.schema = &posting_schema,
	    .where = where,
	    .nwhere = 2,
	    .order = {FIELD(posting, number), true},
	    .limit = limit};
	struct rows found;
	enum err e;

	if (!str_starts(beginning, STR("MV-")))
		return OK;
	if ((e = store_find(st, &q, &found, w)) == OK)
		for (size_t i = 0; i < found.n; i++)
			number_add_row(rows, limit, (const struct posting *)found.v + i);
	return e;
}

enum err
number_search(struct store *st, const struct search_text *text, size_t limit, struct rows *rows,
    struct why *w)
{
	struct str typed = str_capitals(w->mem, text->folded);
	enum err e;

	*rows = (struct rows){.v = MEM_MANY(w->mem, struct posting, limit)};
	if (text->words.n == 0)
		return OK;
	if ((e = number_find_ends(st, text, limit, rows, w)) != OK)
		return e;
	return number_find_beginnings(st, typed, limit, rows, w);
}
