/*
 * first_clash.c - Finds the first operation of a failed batch that could not succeed.
 *
 * Inserts are refused by the unique indexes, late, and only one of them is reported. So when a
 * batch has failed, this queries the store for the ids and unique values the ops would have
 * created, except for those the batch itself removes. Then it compares the ops with each
 * other.
 */
#include "store/mongo/batch_ops.h"

#include <uthash.h>

#include "base/mem.h"
#include "store/drivers.h"
#include "store/mongo/filter.h"

struct clash_search {
	struct mongo *m;
	const struct op *ops;
	size_t n;            /* only ops before this one */
	size_t first, field; /* first failure so far; first == n: none */
	struct why *w;
};

static bool
clash_op_sets(const struct op *op, const struct schema *s, size_t field)
{
	return op->schema == s && (op_inserts(op) || (op->kind == OP_UPDATE && field > 0)) &&
	       rec_has(op->rec, field);
}

static bool
clash_op_sets_value(const struct op *op, const struct schema *s, size_t field, const void *rec)
{
	const struct field *f = &s->fields[field];

	if (!clash_op_sets(op, s, field))
		return false;
	if (field_is_text(f))
		return str_eq(rec_text(op->rec, f), rec_text(rec, f));
	return rec_number(op->rec, f) == rec_number(rec, f);
}

/* Whether one of these ops refers to that row, which is then as the batch has left it. */
static bool
clash_row_touched(
    const struct clash_search *x, size_t from, size_t to, const struct schema *s, struct str id)
{
	for (size_t i = from; i < to; i++)
		if (x->ops[i].schema == s && x->ops[i].kind != OP_EXPECT &&
		    str_eq(op_id(&x->ops[i]), id))
			return true;
	return false;
}

/* rec exists with this value of the field. */
static void
clash_check_row(struct clash_search *x, const struct schema *s, size_t field, const void *rec)
{
	struct str id = rec_text(rec, &s->fields[0]);

	for (size_t i = 0; i < x->first; i++) {
		if (!clash_op_sets_value(&x->ops[i], s, field, rec) ||
		    clash_row_touched(x, 0, i, s, id) ||
		    (field > 0 && str_eq(op_id(&x->ops[i]), id)))
			continue;
		x->first = i;
		x->field = field;
	}
}

static void
clash_put_values(struct doc *d, const struct clash_search *x, const struct schema *s, size_t field)
{
	const struct field *f = &s->fields[field];

	doc_open(d, f->name);
	doc_list(d, "$in");
	for (size_t i = 0; i < x->n; i++) {
		if (!clash_op_sets(&x->ops[i], s, field))
			continue;
		if (field_is_text(f))
			doc_value(d, NULL, f, rec_text(x->ops[i].rec, f), 0);
		else
			doc_value(d, NULL, f, STR(""), rec_number(x->ops[i].rec, f));
	}
	doc_close_all(d, 0);
}

static enum err
clash_find_rows(struct clash_search *x, const struct schema *s, size_t field)
{
	mongoc_collection_t *c = mongo_collection(x->m, s);
	const uint64_t fields = UINT64_C(1) << field | 1;
	struct doc where, options;
	mongoc_cursor_t *cursor;
	const bson_t *doc;
	enum err e = OK;

	doc_init(&where);
	clash_put_values(&where, x, s, field);
	doc_init(&options);
	mongo_put_projection(&options, "projection", s, fields);
	doc_number(&options, "maxTimeMS", MONGO_WRITE_MS);
	cursor = mongoc_collection_find_with_opts(c, doc_bson(&where), doc_bson(&options), NULL);
	while (e == OK && mongoc_cursor_next(cursor, &doc)) {
		void *rec = mem_new(x->w->mem, s->size);

		if ((e = mongo_read_record(doc, s, fields, rec, x->w)) == OK)
			clash_check_row(x, s, field, rec);
	}
	e = mongo_cursor_end(x->m, cursor, e, x->w);
	doc_done(&options);
	doc_done(&where);
	mongoc_collection_destroy(c);
	return e;
}

static bool
clash_any_sets(const struct clash_search *x, size_t from, const struct schema *s, size_t field)
{
	for (; from < x->n; from++)
		if (clash_op_sets(&x->ops[from], s, field))
			return true;
	return false;
}

static bool
clash_schema_seen(const struct clash_search *x, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (x->ops[k].schema == x->ops[i].schema)
			return true;
	return false;
}

static enum err
clash_find_all_rows(struct clash_search *x)
{
	enum err e = OK;

	for (size_t i = 0; i < x->n; i++) {
		const struct schema *s = x->ops[i].schema;

		for (size_t f = 0; f < s->nfields && e == OK && !clash_schema_seen(x, i); f++)
			if ((f == 0 || field_is(&s->fields[f], F_UNIQUE)) &&
			    clash_any_sets(x, i, s, f))
				e = clash_find_rows(x, s, f);
	}
	return e;
}

/* --- between ops --- */

struct clash_claim { /* the last op that sets a unique field to this value */
	UT_hash_handle hh;
	struct str key;
	size_t op;
};

static struct clash_claim *
clash_claim_at(
    const struct clash_search *x, struct clash_claim **all, const struct op *op, size_t field)
{
	const struct field *f = &op->schema->fields[field];
	struct str value = field_is_text(f)
			       ? rec_text(op->rec, f)
			       : str_printf(x->w->mem, "%lld", (long long)rec_number(op->rec, f));
	struct str key =
	    str_printf(x->w->mem, "%s/%zu/%.*s", op->schema->plural, field, STRF(value));
	struct clash_claim *g;

	HASH_FIND(hh, *all, key.s, (unsigned)key.n, g);
	if (g != NULL)
		return g;
	g = MEM_ONE(x->w->mem, struct clash_claim);
	g->key = key;
	g->op = x->n;
	HASH_ADD_KEYPTR(hh, *all, g->key.s, (unsigned)g->key.n, g);
	return g;
}

/* Whether op i sets a value that an earlier op set in another row, which still has it. */
static bool
clash_claims_twice(const struct clash_search *x, struct clash_claim **all, size_t i, size_t field)
{
	const struct op *op = &x->ops[i];
	struct clash_claim *g = clash_claim_at(x, all, op, field);
	size_t before = g->op;
	struct str id;

	g->op = i;
	if (before == x->n)
		return false;
	id = op_id(&x->ops[before]);
	return !str_eq(id, op_id(op)) && !clash_row_touched(x, before + 1, i, op->schema, id);
}

static void
clash_compare_ops(struct clash_search *x)
{
	struct clash_claim *all = NULL;

	for (size_t i = 0; i < x->first; i++) {
		const struct schema *s = x->ops[i].schema;

		for (size_t f = 1; f < s->nfields; f++) {
			if (!field_is(&s->fields[f], F_UNIQUE) ||
			    !clash_op_sets(&x->ops[i], s, f) || !clash_claims_twice(x, &all, i, f))
				continue;
			x->first = i;
			x->field = f;
			break;
		}
	}
	HASH_CLEAR(hh, all);
}

enum err
mongo_batch_first_clash(struct mongo *m, const struct op *ops, size_t at, enum err e, struct why *w)
{
	struct clash_search x = {.m = m, .ops = ops, .n = e == ERR_EXISTS ? at + 1 : at, .w = w};
	enum err asked;

	x.first = x.n;
	if ((asked = clash_find_all_rows(&x)) != OK)
		return asked;
	clash_compare_ops(&x);
	w->op = at;
	if (x.first == x.n)
		return e;
	w->op = x.first;
	w->field = x.field;
	return err_set(w, ERR_EXISTS, "%s", err_title(ERR_EXISTS));
}
