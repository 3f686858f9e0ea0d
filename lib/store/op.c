/* op.c - Computes the row an operation writes, or why it is refused. */
#include "store/op.h"

#include <assert.h>
#include <string.h>

#include "base/mem.h"

bool
op_is_sound(const struct op *op)
{
	const bool by_id = op->kind == OP_DELETE || op->kind == OP_EXPECT;
	const bool by_rec = !by_id && op->kind != OP_NONE;

	return op->schema->stored && op->version >= 0 && (!by_id || op->id.n > 0) &&
	       (!by_rec || op->rec != NULL);
}

struct str
op_id(const struct op *op)
{
	if (op->kind == OP_DELETE || op->kind == OP_EXPECT || op->kind == OP_NONE)
		return op->id;
	return rec_text(op->rec, &op->schema->fields[0]);
}

static void
op_set_version(const struct op *op, int64_t version)
{
	if (op->schema->version >= 0)
		rec_set_number(op->rec, op->schema, (size_t)op->schema->version, version);
}

/* --- INSERT, PUT --- */

bool
op_inserts(const struct op *op)
{
	return op->kind == OP_INSERT || op->kind == OP_PUT;
}

static void
op_set_number(const struct op *ops, struct op *op, const struct assigned_number *t, struct why *w)
{
	const struct op *from = &ops[t->from_op];
	int64_t number = rec_number(from->rec, &from->schema->fields[t->from_field]);
	enum type type = op->schema->fields[t->field].type;

	if (type == T_TEXT || type == T_KEY)
		rec_set_text(op->rec, op->schema, t->field,
		    str_printf(
			w->mem, "%.*s%0*lld", STRF(t->prefix), t->digits, (long long)number));
	else
		rec_set_number(op->rec, op->schema, t->field, number);
}

void
op_prepare_insert(const struct op *ops, struct op *op, struct why *w)
{
	if (op->kind == OP_PUT)
		return;
	for (size_t i = 0; i < op->nnumbers; i++) {
		assert(ops[op->numbers[i].from_op].kind == OP_ADD);
		assert(&ops[op->numbers[i].from_op] < op);
		op_set_number(ops, op, &op->numbers[i], w);
	}
	op_set_version(op, 1);
}

/* --- UPDATE, DELETE, EXPECT --- */

static enum err
op_clash(struct why *w)
{
	return err_set(w, ERR_CLASH, "%s", err_title(ERR_CLASH));
}

enum err
op_check_version(struct op *op, const void *old, struct why *w)
{
	int64_t version = old == NULL ? 0 : rec_version(op->schema, old);

	if (old == NULL && op->kind != OP_UPDATE && op->version == 0)
		return OK;
	if (old == NULL || (op->kind == OP_EXPECT && op->version == 0) ||
	    (op->version != 0 && op->version != version))
		return op_clash(w);
	if (op->kind == OP_UPDATE)
		op_set_version(op, version + 1);
	return OK;
}

/* --- NONE --- */

struct query
op_none_query(const struct op *op)
{
	return (struct query){.schema = op->schema,
	    .fields = 1,
	    .where = op->where,
	    .nwhere = op->nwhere,
	    .limit = 1};
}

enum err
op_check_none(bool found, struct why *w)
{
	return found ? op_clash(w) : OK;
}

/* --- ADD --- */

static enum err
op_out_of_bounds(struct why *w, size_t field)
{
	w->field = field;
	return err_set(w, ERR_BOUND, "%s", err_title(ERR_BOUND));
}

static bool
op_within_bounds(const struct field *f, int64_t v)
{
	if (field_is(f, F_MIN) && (v < f->min || (field_is(f, F_ABOVE) && v == f->min)))
		return false;
	if (field_is(f, F_MAX) && v > f->max)
		return false;
	return !(field_is(f, F_NOT_ZERO) && v == 0);
}

static enum err
op_add_field(struct op *op, void *row, const struct increment *increment, struct why *w)
{
	const struct field *f = &op->schema->fields[increment->field];
	int64_t sum = rec_has(row, increment->field) ? rec_number(row, f) : 0;

	if (__builtin_add_overflow(sum, increment->amount, &sum) || !op_within_bounds(f, sum))
		return op_out_of_bounds(w, increment->field);
	rec_set_number(row, op->schema, increment->field, sum);
	return OK;
}

static enum err
op_raise_text(struct op *op, void *row, struct why *w)
{
	const struct text_raise *r = &op->raise;
	struct str old;

	if (r->field == 0)
		return OK;
	old = rec_text(row, &op->schema->fields[r->field]);
	if (r->not_above.n > 0 && str_cmp(old, r->not_above) > 0)
		return op_out_of_bounds(w, r->field);
	if (str_cmp(r->to, old) > 0 || !rec_has(row, r->field))
		rec_set_text(row, op->schema, r->field, r->to);
	return OK;
}

static void
op_set_updated_at(struct op *op, void *row)
{
	int field = op->schema->updated_at;

	if (field >= 0 && rec_has(op->rec, (size_t)field))
		rec_set_number(row, op->schema, (size_t)field,
		    rec_number(op->rec, &op->schema->fields[field]));
}

enum err
op_apply_add(struct op *op, const void *old, struct why *w)
{
	const struct schema *s = op->schema;
	void *row = mem_copy(w->mem, old == NULL ? op->rec : old, s->size);
	enum err e;

	for (size_t i = 0; i < op->nincrements; i++)
		if ((e = op_add_field(op, row, &op->increments[i], w)) != OK)
			return e;
	if ((e = op_raise_text(op, row, w)) != OK)
		return e;
	op_set_updated_at(op, row);
	memcpy(op->rec, row, s->size);
	op_set_version(op, old == NULL ? 1 : rec_version(s, old) + 1);
	return OK;
}

enum err
op_check_required(const struct op *op, struct why *w)
{
	const struct schema *s = op->schema;

	if (op->kind == OP_DELETE || op->kind == OP_EXPECT || op->kind == OP_NONE)
		return OK;
	for (size_t i = 0; i < s->nfields; i++)
		if (field_is(&s->fields[i], F_REQUIRED) && !field_is(&s->fields[i], F_VIRTUAL) &&
		    s->fields[i].type != T_LINES && !rec_has(op->rec, i))
			return err_set(
			    w, ERR_INTERNAL, "%s.%s is missing", s->plural, s->fields[i].name);
	return OK;
}

uint64_t
op_added_fields(const struct op *op)
{
	int version = op->schema->version, updated_at = op->schema->updated_at;
	uint64_t mask = 0;

	for (size_t i = 0; i < op->nincrements; i++)
		mask |= UINT64_C(1) << op->increments[i].field;
	if (op->raise.field != 0)
		mask |= UINT64_C(1) << op->raise.field;
	if (version >= 0)
		mask |= UINT64_C(1) << version;
	if (updated_at >= 0)
		mask |= UINT64_C(1) << updated_at;
	return mask;
}
