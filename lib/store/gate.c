/* gate.c - Builds the operations that expect or change a gate. */
#include "store/gate.h"

#include "base/mem.h"
#include "schema/records.h"
#include "store/series.h"

struct str
gate_subject(const void *mem, const struct schema *s, struct str id)
{
	return str_printf(mem, "%s:%.*s", s->name, STRF(id));
}

struct str
gate_id(const void *mem, struct str of, int n)
{
	return str_printf(mem, "gate:%.*s:%d", STRF(of), n);
}

static struct series *
gate_row(const void *mem, struct str id)
{
	struct series *s = MEM_ONE(mem, struct series);

	SET(s, series, id, id);
	SET(s, series, value, 0);
	return s;
}

void
gate_expect(struct batch *b, const struct gate *g)
{
	if (g->version == 0)
		batch_add(b, OP_INSERT, &series_schema, gate_row(b->mem, g->id));
	else
		batch_expect(b, &series_schema, g->id, g->version);
}

void
gate_change_all(struct batch *b, struct str of)
{
	for (int i = 0; i < GATES_PER_SUBJECT; i++)
		series_add(b, gate_id(b->mem, of, i), 0, 1);
}
