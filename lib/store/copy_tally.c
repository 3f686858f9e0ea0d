/* copy_tally.c - Totals the numeric fields of records. */
#include "store/copy_tally.h"

#include "base/decimal.h"

static bool
copy_tally_has_field(const struct field *f)
{
	return (f->type == T_INT || f->type == T_DEC) && !field_is(f, F_VIRTUAL);
}

void
copy_tally_add(struct copy_tally *t, const void *rec)
{
	t->records++;
	for (size_t i = 0; i < t->of->nfields; i++) {
		const struct field *f = &t->of->fields[i];

		if (!copy_tally_has_field(f) || !rec_has(rec, i))
			continue;
		t->has |= UINT64_C(1) << i;
		t->sums[i] += rec_number(rec, f);
	}
}

static void
copy_tally_put_sum(struct buf *b, const struct field *f, copy_tally_sum sum)
{
	const copy_tally_sum one = f->type == T_DEC ? DEC_ONE : 1;
	const copy_tally_sum size = sum < 0 ? -sum : sum;
	struct buf places = buf_init(b->mem);

	if (sum < 0)
		buf_putc(b, '-');
	buf_put_int(b, (int64_t)(size / one));
	if (size % one == 0)
		return;
	dec_put(&places, (int64_t)(size % one)); /* 0.25 */
	buf_put(b, str_from(buf_str(&places), 1));
}

void
copy_tally_put(struct buf *b, const struct copy_tally *t)
{
	const char *before = "; ";

	buf_printf(b, "%-18s %9lld", t->of->plural, (long long)t->records);
	for (size_t i = 0; i < t->of->nfields; i++) {
		if (!(t->has >> i & 1))
			continue;
		buf_printf(b, "%s%s ", before, t->of->fields[i].name);
		before = ", ";
		copy_tally_put_sum(b, &t->of->fields[i], t->sums[i]);
	}
	buf_putc(b, '\n');
}
