/* memory_driver.c - Opens an in-memory store, and defines the driver's function table. */
#include "base/mem.h"
#include "store/drivers.h"
#include "store/memory/memory.h"

static enum err
memory_open(struct store **out, const void *mem, const char *url, struct why *w)
{
	struct memory *m = MEM_ONE(mem, struct memory);

	(void)url, (void)w;
	while (schemas[m->n] != NULL)
		m->n++;
	m->tables = MEM_MANY(m, struct memory_table, m->n);
	for (size_t i = 0; i < m->n; i++)
		m->tables[i].of = schemas[i];
	*out = &m->base;
	return OK;
}

static void
memory_do_nothing(struct store *s)
{
	(void)s;
}

static enum err
memory_return_ok(struct store *s, struct why *w)
{
	(void)s, (void)w;
	return OK;
}

static enum err
memory_migrate(struct store *s, const char *dir, int64_t to, struct buf *report, struct why *w)
{
	(void)s, (void)dir, (void)to, (void)report, (void)w;
	return OK;
}

const struct store_driver memory_driver = {
    .name = "memory",
    .open = memory_open,
    .close = memory_do_nothing,
    .get = memory_get,
    .find = memory_find,
    .sum = memory_sum,
    .apply = memory_apply,
    .apply_parts = memory_apply_parts,
    .snapshot_begin = memory_return_ok,
    .snapshot_end = memory_do_nothing,
    .migrate = memory_migrate,
    .ready = memory_return_ok,
};
