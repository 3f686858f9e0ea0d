/* posting_batch.c - Collects the drafts of a batch, and the lots that they are the first to name.
 */
#include "inventory/draft/posting_batch.h"

#include "base/mem.h"
#include "base/uuid.h"
#include "inventory/draft/draft.h"
#include "inventory/stock/lot.h"

#define uthash_malloc(n)  mem_new(pb->cx->mem, (n))
#define uthash_free(p, n) ((void)(p))
#include <uthash.h>

struct new_lot {
	struct str id, item, lot;
	UT_hash_handle hh;
};

struct posting_batch
posting_batch_init(struct store *st, const struct change_context *cx)
{
	return (struct posting_batch){.store = st, .cx = cx, .guards = guards_init(cx)};
}

struct draft *
posting_batch_add(struct posting_batch *pb, enum posting_kind kind)
{
	const void *mem = pb->cx->mem;
	struct draft *f = MEM_ONE(mem, struct draft);

	MEM_RESERVE(mem, pb->drafts, pb->n + 1, pb->cap);
	pb->drafts[pb->n++] = f;
	*f = (struct draft){
	    .batch = pb, .store = pb->store, .cx = pb->cx, .posting = MEM_ONE(mem, struct posting)};
	SET(f->posting, posting, id, uuid_v7(mem));
	SET(f->posting, posting, kind, (int)kind);
	return f;
}

struct str
posting_batch_name_lot(struct posting_batch *pb, struct str item, struct str lot)
{
	struct str id = lot_id(pb->cx->mem, item, lot);
	struct new_lot *l;

	HASH_FIND(hh, pb->new_lots, id.s, (unsigned)id.n, l);
	if (l == NULL) {
		l = MEM_ONE(pb->cx->mem, struct new_lot);
		*l = (struct new_lot){.id = id, .item = item, .lot = lot};
		HASH_ADD_KEYPTR(hh, pb->new_lots, l->id.s, (unsigned)l->id.n, l);
	}
	return l->lot;
}

/* Of two concurrent first lines of a lot the second fails with EXISTS, and is rebuilt with the
 * spelling of the first. */
void
posting_batch_put_lots(struct batch *b, const struct posting_batch *pb)
{
	for (const struct new_lot *l = pb->new_lots; l != NULL; l = l->hh.next)
		batch_add(b, OP_INSERT, &lot_schema, lot_make(b->mem, l->item, l->lot));
}

bool
posting_batch_reverses(const struct posting_batch *pb, struct str posting_id)
{
	for (size_t i = 0; i < pb->n; i++) {
		const struct posting *p = pb->drafts[i]->posting;

		if (HAS(p, posting, reverses_id) && str_eq(p->reverses_id, posting_id))
			return true;
	}
	return false;
}
