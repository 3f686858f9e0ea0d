/* memory_sum.c - Sums rows by group in memory. */
#include <stdlib.h>

#include "base/mem.h"
#include "store/memory/memory.h"

static bool
memory_same_group(const struct sum_row *a, const struct sum_row *b)
{
	for (size_t i = 0; i < SUM_GROUP_MAX; i++)
		if (!str_eq(a->key[i], b->key[i]))
			return false;
	return true;
}

static int
memory_compare_groups(const void *x, const void *y)
{
	const struct sum_row *a = x, *b = y;

	for (size_t i = 0; i < SUM_GROUP_MAX; i++) {
		int c = str_cmp(a->key[i], b->key[i]);

		if (c != 0)
			return c;
	}
	return 0;
}

/* A group with only this row. */
static struct sum_row
memory_sum_row(const struct schema *of, const void *rec, const size_t *group, size_t ngroup,
    const size_t *fields, size_t nfields, const void *mem)
{
	struct sum_row row = {.count = 1};

	for (size_t i = 0; i < ngroup; i++)
		row.key[i] = rec_has(rec, group[i])
				 ? str_dup(mem, rec_text(rec, &of->fields[group[i]]))
				 : STR("");
	for (size_t i = 0; i < nfields; i++)
		row.total[i] =
		    rec_has(rec, fields[i]) ? rec_number(rec, &of->fields[fields[i]]) : 0;
	return row;
}

static void
memory_add_sum(struct sums *sums, const struct sum_row *row)
{
	size_t i = 0;

	while (i < sums->n && !memory_same_group(&sums->v[i], row))
		i++;
	if (i == sums->n) {
		sums->v[sums->n++] = *row;
		return;
	}
	for (size_t f = 0; f < SUM_FIELD_MAX; f++)
		sums->v[i].total[f] += row->total[f];
	sums->v[i].count += row->count;
}

struct sums
memory_group(const struct schema *of, const void **hits, size_t n, const size_t *group,
    size_t ngroup, const size_t *fields, size_t nfields, const void *mem)
{
	struct sums sums = {.v = MEM_MANY(mem, struct sum_row, n + 1)};

	for (size_t i = 0; i < n; i++) {
		struct sum_row row =
		    memory_sum_row(of, hits[i], group, ngroup, fields, nfields, mem);

		memory_add_sum(&sums, &row);
	}
	if (ngroup == 0)
		sums.n = 1;
	qsort(sums.v, sums.n, sizeof *sums.v, memory_compare_groups);
	return sums;
}
