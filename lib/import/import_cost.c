/*
 * import_cost.c - Currency conversion and means in 128-bit integers, rounded half away from
 * zero.
 */
#include "import/import_cost.h"

#include "base/decimal.h"

static int64_t
cost_divide_rounded(cost_int128 v, cost_int128 by)
{
	return (int64_t)((v + by / 2) / by);
}

bool
cost_convert(
    const struct costs *c, size_t row, struct str column, struct str currency, int64_t *cost)
{
	const struct map_entry *rate = map_find(c->map, MAP_RATES, STR_NONE, currency);
	int64_t worth;

	if (currency.n == 0 || str_eq(currency, c->ours))
		return true;
	if (rate == NULL)
		rate = map_find(c->map, MAP_RATES, STR_NONE, STR("other"));
	if (rate == NULL) {
		findings_fault(c->found, row, column, currency,
		    "costs are in %.*s: give its rate in the map's [rates], or none to omit the "
		    "cost",
		    STRF(c->ours));
		return false;
	}
	if (str_is(rate->value, "none")) {
		findings_note(
		    c->found, row, column, currency, "the cost is omitted, as the map says");
		return false;
	}
	if (dec_parse(rate->value, &worth) != DEC_OK || worth <= 0) {
		findings_fault(c->found, row, column, currency,
		    "its rate in line %zu of the map is not a number above 0", rate->line);
		return false;
	}
	if ((cost_int128)*cost * worth / DEC_ONE >= DEC_INPUT_MAX) {
		findings_fault(c->found, row, column, currency, "in %.*s the cost is too large",
		    STRF(c->ours));
		return false;
	}
	*cost = cost_divide_rounded((cost_int128)*cost * worth, DEC_ONE);
	return true;
}

void
cost_mean_add(struct cost_mean *m, int64_t quantity, int64_t cost)
{
	m->differs = m->differs || (m->any && cost != m->first);
	m->first = m->any ? m->first : cost;
	m->any = true;
	m->value += (cost_int128)quantity * cost;
	m->quantity += quantity;
}

int64_t
cost_mean_value(const struct cost_mean *m)
{
	return m->differs ? cost_divide_rounded(m->value, m->quantity) : m->first;
}
