/* mongo_pipeline.c - searches and sums as pipelines of an aggregation. */
#include "store/mongo_query.h"

#include <assert.h>

#include "base/mem.h"
#include "schema/terms.h"
#include "store/drivers.h"

static void
put_match(struct doc *d, const struct query *q, const void *mem)
{
	doc_open(d, NULL);
	doc_open(d, "$match");
	mongo_put_where(d, q, mem);
	doc_close(d);
	doc_close(d);
}

/* {name: v} */
static void
put_number(struct doc *d, const char *name, size_t v)
{
	doc_open(d, NULL);
	doc_number(d, name, (int64_t)v);
	doc_close(d);
}

/* --- search --- */

/* op: [what the record has for a code, text] */
static void
put_compared(struct doc *d, const char *op, struct str text)
{
	doc_list(d, op);
	doc_text(d, NULL, STR("$" BSON_FOLDED_CODE));
	doc_open(d, NULL);
	doc_text(d, "$literal", text);
	doc_close(d);
	doc_close(d);
}

/* 0: the code itself was typed; 1: the code begins with it. */
static void
put_case(struct doc *d, int rank, struct str word, const void *mem)
{
	doc_open(d, NULL);
	doc_open(d, "case");
	if (rank == 0) {
		put_compared(d, "$eq", word);
	} else {
		doc_list(d, "$and");
		doc_open(d, NULL);
		put_compared(d, "$gte", word);
		doc_close(d);
		doc_open(d, NULL);
		put_compared(d, "$lt", mongo_end(mem, word));
		doc_close(d);
		doc_close(d);
	}
	doc_close(d);
	doc_number(d, "then", rank);
	doc_close(d);
}

static void
put_rank(struct doc *d, const struct query *q, const void *mem)
{
	int depth = d->depth;

	doc_open(d, NULL);
	doc_open(d, "$addFields");
	doc_open(d, "rank");
	if (q->words.n == 1 && terms_code_field(q->schema) >= 0) {
		doc_open(d, "$switch");
		doc_list(d, "branches");
		put_case(d, 0, q->words.v[0], mem);
		put_case(d, 1, q->words.v[0], mem);
		doc_close(d);
		doc_number(d, "default", 2);
	} else {
		doc_number(d, "$literal", 2);
	}
	doc_close_all(d, depth);
}

/* The rank beyond; or the same and the name beyond; or both the same and the id beyond. */
static void
put_beyond(struct doc *d, const struct after *a)
{
	static const char *const names[] = {"rank", BSON_FOLDED_NAME, "id"};
	int depth = d->depth;

	doc_open(d, NULL);
	doc_open(d, "$match");
	doc_list(d, "$or");
	for (int same = 0; same < 3; same++) {
		doc_open(d, NULL);
		if (same > 0)
			doc_number(d, names[0], a->rank);
		if (same > 1)
			doc_text(d, names[1], a->text);
		doc_open(d, names[same]);
		if (same == 0)
			doc_number(d, "$gt", a->rank);
		else
			doc_text(d, "$gt", same == 1 ? a->text : a->id);
		doc_close(d);
		doc_close(d);
	}
	doc_close_all(d, depth);
}

void
mongo_put_search(struct doc *d, const struct query *q, const void *mem)
{
	doc_list(d, "pipeline");
	put_match(d, q, mem);
	put_rank(d, q, mem);
	if (q->after.given)
		put_beyond(d, &q->after);
	doc_open(d, NULL);
	doc_open(d, "$sort");
	doc_number(d, "rank", 1);
	doc_number(d, BSON_FOLDED_NAME, 1);
	doc_number(d, "id", 1);
	doc_close(d);
	doc_close(d);
	if (q->skip > 0)
		put_number(d, "$skip", q->skip);
	put_number(d, "$limit", q->limit);
	doc_open(d, NULL);
	mongo_put_projection(d, "$project", q->schema, mongo_wanted(q));
	doc_close(d);
	doc_close(d);
}

/* --- sum --- */

static struct str
path(const struct schema *s, size_t field, const void *mem)
{
	return str_printf(mem, "$%s", s->fields[field].name);
}

/* _id: the texts of the group as one. */
static void
put_key(struct doc *d, const struct schema *s, const size_t *group, size_t ngroup, const void *mem)
{
	static const char separator[] = {MONGO_KEY_SEPARATOR, '\0'};

	if (ngroup == 0) {
		doc_null(d, "_id");
		return;
	}
	doc_open(d, "_id");
	doc_list(d, "$concat");
	for (size_t i = 0; i < ngroup; i++) {
		assert(field_is_text(&s->fields[group[i]]));
		if (i > 0)
			doc_text(d, NULL, str_of(separator));
		doc_open(d, NULL);
		doc_list(d, "$ifNull");
		doc_text(d, NULL, path(s, group[i], mem));
		doc_text(d, NULL, STR(""));
		doc_close(d);
		doc_close(d);
	}
	doc_close(d);
	doc_close(d);
}

void
mongo_put_sum(struct doc *d, const struct query *q, const size_t *group, size_t ngroup,
    const size_t *fields, size_t nfields, const void *mem)
{
	struct query all = *q; /* whatever page of it is shown */
	int depth = d->depth;

	all.after = (struct after){0};
	doc_list(d, "pipeline");
	put_match(d, &all, mem);
	doc_open(d, NULL);
	doc_open(d, "$group");
	put_key(d, q->schema, group, ngroup, mem);
	doc_open(d, "n");
	doc_number(d, "$sum", 1);
	doc_close(d);
	for (size_t i = 0; i < nfields; i++) {
		doc_open(d, str_printf(mem, "t%zu", i).s);
		doc_text(d, "$sum", path(q->schema, fields[i], mem));
		doc_close(d);
	}
	doc_close(d);
	doc_close(d);
	doc_open(d, NULL);
	doc_open(d, "$sort");
	doc_number(d, "_id", 1);
	doc_close_all(d, depth);
}
