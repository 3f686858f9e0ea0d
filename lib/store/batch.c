/* batch.c - Builds a batch of operations. */
#include <assert.h>

#include "base/mem.h"
#include "store/store.h"

struct batch
batch_init(const void *mem)
{
	return (struct batch){.mem = mem};
}

struct op *
batch_add(struct batch *b, enum opkind kind, const struct schema *s, void *rec)
{
	struct op *op;

	MEM_RESERVE(b->mem, b->ops, b->n + 1, b->cap);
	op = &b->ops[b->n++];
	*op = (struct op){.kind = kind, .schema = s, .rec = rec};
	return op;
}

void
batch_expect(struct batch *b, const struct schema *s, struct str id, int64_t version)
{
	struct op *op = batch_add(b, OP_EXPECT, s, NULL);

	assert(version >= 0);
	op->id = id;
	op->version = version;
}

void
batch_none(struct batch *b, const struct schema *s, const struct filter *where, size_t n)
{
	struct op *op = batch_add(b, OP_NONE, s, NULL);
	void *copy = mem_copy(b->mem, where, n * sizeof *where);

	op->where = copy;
	op->nwhere = n;
}

void
batch_urgent(struct batch *b)
{
	b->ops[0].urgent = true;
}

void
op_increment(struct op *op, size_t field, int64_t amount)
{
	assert(op->nincrements < OP_INCREMENTS_MAX);
	op->increments[op->nincrements++] = (struct increment){field, amount};
}

void
op_assign_number(
    struct op *op, size_t field, size_t from_op, size_t from_field, const char *prefix, int digits)
{
	assert(op->nnumbers < OP_NUMBERS_MAX);
	op->numbers[op->nnumbers++] =
	    (struct assigned_number){field, from_op, from_field, str_of(prefix), digits};
}
