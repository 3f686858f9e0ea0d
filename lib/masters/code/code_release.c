/*
 * code_release.c - Releases a code that its record no longer has, or leaves it to the other
 * records that claim it.
 *
 * A code from before codes were unique may have two claimants; removing it from one leaves it
 * to the other, which resolves the conflict.
 */
#include "masters/code/code.h"

#include "base/mem.h"

/* So that two concurrent releases do not each leave the code to the other. */
static enum err
code_expect_claimant(struct edit *c, struct str id)
{
	struct item other = {0};
	enum err e = edit_get(c, &item_schema, id, &other);

	if (e != OK)
		return e == ERR_NOT_FOUND ? OK : e;
	batch_expect(c->batch, &item_schema, id, other.version);
	return OK;
}

/* The other claimants keep it; the record remains a claimant as often as it still has the code. */
static enum err
code_remove_claim(struct edit *c, const struct code *row, size_t left)
{
	struct code *now = MEM_ONE(c->w->mem, struct code);
	struct list all = {MEM_MANY(c->w->mem, struct str, row->also.n + 1 + left), 0};
	enum err e;

	while (all.n < left)
		all.v[all.n++] = edit_id(c);
	for (size_t i = 0; i <= row->also.n; i++) {
		struct str id = i == 0 ? row->record_id : row->also.v[i - 1];

		if (str_eq(id, edit_id(c)))
			continue;
		if ((e = code_expect_claimant(c, id)) != OK)
			return e;
		all.v[all.n++] = id;
	}
	*now = *row;
	now->record_id = all.v[0];
	SET(now, code, also, ((struct list){all.v + 1, all.n - 1}));
	if (all.n == 1)
		rec_unset(now, FIELD(code, also));
	batch_add(c->batch, OP_UPDATE, &code_schema, now);
	return OK;
}

size_t
code_claims(const struct code *row, struct str id)
{
	size_t n = str_eq(row->record_id, id);

	for (size_t i = 0; i < row->also.n; i++)
		n += str_eq(row->also.v[i], id);
	return n;
}

enum err
code_release(struct edit *c, struct str id, size_t left)
{
	struct code row = {0};
	size_t mine;
	enum err e = store_get(c->store, &code_schema, id, &row, c->w);

	if (e != OK)
		return e == ERR_NOT_FOUND ? OK : e;
	mine = code_claims(&row, edit_id(c));
	if (mine == 0)
		return OK;
	if (1 + row.also.n - mine + left > 0)
		return code_remove_claim(c, &row, left);
	batch_add(c->batch, OP_DELETE, &code_schema, NULL)->id = id;
	return OK;
}
