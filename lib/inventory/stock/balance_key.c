/* balance_key.c - Compares balances by item, location and lot, and forms the ids of their rows. */
#include "inventory/stock/balance_key.h"

#include "base/fold.h"
#include "schema/records.h"

int
balance_key_compare(const struct balance_key *a, const struct balance_key *b)
{
	int c = str_cmp(a->item, b->item);

	if (c == 0)
		c = str_cmp(a->location, b->location);
	return c != 0 ? c : str_cmp(a->lot, b->lot);
}

struct balance_key
balance_key_of_sum(const struct sum_row *row)
{
	return (struct balance_key){row->key[0], row->key[1], row->key[2]};
}

struct str
lot_fold(const void *mem, struct str lot)
{
	return lot.n == 0 ? STR("") : fold_width(mem, lot);
}

struct str
balance_key_id(const void *mem, const struct balance_key *k)
{
	return str_printf(mem, "%.*s|%.*s|%.*s", STRF(k->item), STRF(k->location), STRF(k->lot));
}

struct str
balance_id(const void *mem, struct str item, struct str location, struct str lot)
{
	const struct balance_key k = {item, location, lot_fold(mem, lot)};

	return balance_key_id(mem, &k);
}

struct str
balance_period_id(const void *mem, struct str balance_id, struct str when)
{
	return str_printf(mem, "%.*s|%.*s", STRF(balance_id), STRF(when));
}

struct str
lot_id(const void *mem, struct str item, struct str lot)
{
	return str_printf(mem, "%.*s|%.*s", STRF(item), STRF(lot_fold(mem, lot)));
}
