/* pipeline.c - Translates sums to aggregation pipelines. */
#include "store/mongo/filter.h"

#include <assert.h>

#include "base/mem.h"
#include "store/drivers.h"

static void
pipeline_put_match(struct doc *d, const struct query *q, const void *mem)
{
	doc_open(d, NULL);
	doc_open(d, "$match");
	mongo_put_where(d, q, mem);
	doc_close(d);
	doc_close(d);
}

static struct str
pipeline_field_path(const struct schema *s, size_t field, const void *mem)
{
	return str_printf(mem, "$%s", s->fields[field].name);
}

/* _id: the texts of the group joined. */
static void
pipeline_put_key(
    struct doc *d, const struct schema *s, const size_t *group, size_t ngroup, const void *mem)
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
		doc_text(d, NULL, pipeline_field_path(s, group[i], mem));
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
	struct query all = *q; /* regardless of the page */
	int depth = d->depth;

	all.after = (struct query_position){0};
	doc_list(d, "pipeline");
	pipeline_put_match(d, &all, mem);
	doc_open(d, NULL);
	doc_open(d, "$group");
	pipeline_put_key(d, q->schema, group, ngroup, mem);
	doc_open(d, "n");
	doc_number(d, "$sum", 1);
	doc_close(d);
	for (size_t i = 0; i < nfields; i++) {
		doc_open(d, str_printf(mem, "t%zu", i).s);
		doc_text(d, "$sum", pipeline_field_path(q->schema, fields[i], mem));
		doc_close(d);
	}
	doc_close(d);
	doc_close(d);
	doc_open(d, NULL);
	doc_open(d, "$sort");
	doc_number(d, "_id", 1);
	doc_close_all(d, depth);
}
