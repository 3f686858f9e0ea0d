/* batch_print.c - Prints the ops of a batch, for debugging. */
#include "store/batch_print.h"

#include "base/decimal.h"
#include "store/op.h"

static const char *const op_names[] = {
    [OP_INSERT] = "insert",
    [OP_PUT] = "put",
    [OP_UPDATE] = "update",
    [OP_DELETE] = "delete",
    [OP_ADD] = "add",
    [OP_EXPECT] = "expect",
    [OP_NONE] = "none",
};

static void
op_print_increment(struct buf *b, const struct schema *s, const struct increment *i)
{
	const struct field *f = &s->fields[i->field];

	buf_printf(b, " %s %s", f->name, i->amount < 0 ? "" : "+");
	if (f->type == T_DEC)
		dec_put(b, i->amount);
	else
		buf_put_int(b, i->amount);
}

static void
op_print_raise(struct buf *b, const struct schema *s, const struct text_raise *r)
{
	buf_printf(b, " %s up to %.*s", s->fields[r->field].name, STRF(r->to));
	if (r->not_above.n > 0)
		buf_printf(b, " unless above %.*s", STRF(r->not_above));
}

static void
op_print(struct buf *b, const struct op *op)
{
	const struct schema *s = op->schema;

	buf_printf(b, "%s %s %.*s", op_names[op->kind], s->name, STRF(op_id(op)));
	if (op->kind == OP_EXPECT && op->version == 0)
		buf_puts(b, " to be absent");
	else if (op->version != 0)
		buf_printf(b, " at version %lld", (long long)op->version);
	for (size_t i = 0; i < op->nwhere; i++)
		buf_printf(b, "%s %s", i == 0 ? "by" : ",", s->fields[op->where[i].field].name);
	for (size_t i = 0; i < op->nincrements; i++)
		op_print_increment(b, s, &op->increments[i]);
	if (op->raise.field != 0)
		op_print_raise(b, s, &op->raise);
	for (size_t i = 0; i < op->nnumbers; i++)
		buf_printf(b, " %s from op %zu", s->fields[op->numbers[i].field].name,
		    op->numbers[i].from_op);
	if (op->urgent)
		buf_puts(b, " urgent");
}

static bool
op_failed(enum err e)
{
	return e == ERR_EXISTS || e == ERR_CLASH || e == ERR_BOUND;
}

void
batch_print(struct buf *b, const struct op *ops, size_t n, const struct why *failed)
{
	for (size_t i = 0; i < n; i++) {
		bool here = failed != NULL && op_failed(failed->err) && failed->op == i;

		buf_printf(b, "%s%4zu ", here ? ">" : " ", i);
		op_print(b, &ops[i]);
		if (here)
			buf_printf(b, ": %s at %s", err_code(failed->err),
			    ops[i].schema->fields[failed->field].name);
		buf_putc(b, '\n');
	}
}
