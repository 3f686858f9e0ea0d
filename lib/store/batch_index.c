/*
 * batch_index.c - The latest ops of a batch are scanned, the earlier ones are in a hash: a small
 * batch needs none, and one of any size is built in linear time.
 */
#include "store/batch_index.h"

#include <assert.h>

#include "base/block.h"
#include "base/mem.h"
#include "store/op.h"

/* Allocated with the rows of the hash. */
#define uthash_malloc(n)  mem_new(x->block.mem, (n))
#define uthash_free(p, n) ((void)(p))
#include <uthash.h>

enum { BATCH_SCANNED = 32 };

struct batch_row {
	struct str id;
	const struct schema *schema;
	const void *rec;
	enum opkind kind;
	struct batch_row *next; /* another op with that id */
	UT_hash_handle hh;
};

struct batch_index {
	struct block block;
	struct batch_row *rows;
	size_t nops; /* the first ops of the batch, which are in rows */
};

/* --- the hash --- */

static void
batch_index_add(struct batch_index *x, struct batch_row row)
{
	struct batch_row *first, *new = BLOCK_ONE(&x->block, struct batch_row);

	*new = row;
	HASH_FIND(hh, x->rows, row.id.s, row.id.n, first);
	if (first == NULL) {
		HASH_ADD_KEYPTR(hh, x->rows, new->id.s, new->id.n, new);
	} else {
		new->next = first->next;
		first->next = new;
	}
}

/* Whether its id is only known when it is applied, as it is assigned a number. */
static bool
op_takes_id(const struct op *op)
{
	return op->nnumbers > 0 && op->numbers[0].field == 0;
}

static struct batch_row
batch_row_of(const struct op *op)
{
	return (struct batch_row){
	    .id = op_id(op), .schema = op->schema, .rec = op->rec, .kind = op->kind};
}

static struct batch_index *
batch_index_new(const void *mem)
{
	struct batch_index *x = MEM_ONE(mem, struct batch_index);

	x->block.mem = x;
	return x;
}

/* Moves all ops to the hash once there are too many to scan. */
static void
batch_index_update(struct batch *b)
{
	if (b->n - (b->index == NULL ? 0 : b->index->nops) <= BATCH_SCANNED)
		return;
	if (b->index == NULL)
		b->index = batch_index_new(b->mem);
	assert(b->index->nops <= b->n);
	for (; b->index->nops < b->n; b->index->nops++) {
		const struct op *op = &b->ops[b->index->nops];

		if (op->kind != OP_NONE && !op_takes_id(op))
			batch_index_add(b->index, batch_row_of(op));
	}
}

/* --- finding --- */

/* Sets of kinds of ops. */
enum { ROW_INSERTED = 1 << OP_INSERT, ROW_ANY = 0xff };

static bool
batch_row_is(const struct batch_row *row, const struct schema *s, unsigned kinds)
{
	return row->schema == s && (kinds >> row->kind & 1) != 0;
}

static const struct batch_row *
batch_index_find(const struct batch_index *x, const struct schema *s, struct str id, unsigned kinds)
{
	const struct batch_row *row = NULL;

	if (x != NULL)
		HASH_FIND(hh, x->rows, id.s, id.n, row);
	while (row != NULL && !batch_row_is(row, s, kinds))
		row = row->next;
	return row;
}

static bool
batch_find_row(
    struct batch *b, const struct schema *s, struct str id, unsigned kinds, struct batch_row *found)
{
	const struct batch_row *row;

	batch_index_update(b);
	for (size_t i = b->n; i-- > (b->index == NULL ? 0 : b->index->nops);) {
		const struct op *op = &b->ops[i];

		*found = batch_row_of(op);
		if (batch_row_is(found, s, kinds) && !op_takes_id(op) && str_eq(found->id, id))
			return true;
	}
	if ((row = batch_index_find(b->index, s, id, kinds)) != NULL)
		*found = *row;
	return row != NULL;
}

const void *
batch_inserted(struct batch *b, const struct schema *s, struct str id)
{
	const struct batch_row *earlier;
	struct batch_row row;

	if (batch_find_row(b, s, id, ROW_INSERTED, &row))
		return row.rec;
	earlier = batch_index_find(b->earlier, s, id, ROW_INSERTED);
	return earlier == NULL ? NULL : earlier->rec;
}

bool
batch_has_op(struct batch *b, enum opkind kind, const struct schema *s, struct str id)
{
	struct batch_row row;

	return batch_find_row(b, s, id, 1u << kind, &row);
}

bool
batch_has_row(struct batch *b, const struct schema *s, struct str id)
{
	struct batch_row row;

	return batch_find_row(b, s, id, ROW_ANY, &row);
}

/* --- parts --- */

void
batch_next_part(
    struct batch *b, const void *mem, const void *kept, bool (*keeps)(const struct schema *))
{
	struct batch_index *all = b->earlier == NULL ? batch_index_new(kept) : b->earlier;

	for (size_t i = 0; i < b->n; i++) {
		struct batch_row row = batch_row_of(&b->ops[i]);

		if (row.kind != OP_INSERT || op_takes_id(&b->ops[i]) || !keeps(row.schema))
			continue;
		row.rec = rec_pack(&all->block, row.schema, row.rec);
		row.id = rec_text(row.rec, &row.schema->fields[0]);
		batch_index_add(all, row);
	}
	*b = batch_init(mem);
	b->earlier = all;
}
