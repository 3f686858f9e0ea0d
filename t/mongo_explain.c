/*
 * mongo_explain.c - Tests that every MongoDB list query uses an index: explains each filter,
 * order and search. Needs a real server.
 */
#include "t/fixture.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "schema/terms.h"
#include "store/mongo/mongo.h"
#include "store/mongo/filter.h"

static void *mem;
static struct why w;
static struct store *st;

/* Explains the command that is open in d, and closes it. */
static void
explain_command(struct doc *d, const char *what)
{
	bson_error_t error;
	bson_t reply;
	char *text;

	doc_close_all(d, 0);
	doc_text(d, "verbosity", STR("queryPlanner"));
	ck_assert_msg(
	    mongoc_database_command_simple(mongo_of(st)->db, doc_bson(d), NULL, &reply, &error),
	    "%s: %s", what, error.message);
	text = bson_as_relaxed_extended_json(&reply, NULL);
	ck_assert_msg(strstr(text, "COLLSCAN") == NULL, "%s: %s", what, text);
	ck_assert_msg(strstr(text, "IXSCAN") != NULL || strstr(text, "EXPRESS") != NULL, "%s: %s",
	    what, text);
	bson_free(text);
	bson_destroy(&reply);
	doc_done(d);
}

static void
explain_find(const struct query *q, const char *what)
{
	struct doc d;

	doc_init(&d);
	doc_open(&d, "explain");
	doc_text(&d, "find", str_of(q->schema->plural));
	doc_open(&d, "filter");
	mongo_put_where(&d, q, mem);
	doc_close(&d);
	mongo_put_options(&d, q);
	explain_command(&d, str_printf(mem, "%s by %s", q->schema->plural, what).s);
}

static void
explain_search(const struct schema *s)
{
	struct query q = {.schema = s, .search = terms_parse(mem, STR("bolt")), .limit = 10};

	for (q.rank = RANK_EXACT; q.rank <= RANK_REST; q.rank++)
		explain_find(&q, "a word");
}

/* A value of the field's type. */
static struct filter
sample_filter(const struct schema *s, size_t field)
{
	const struct field *f = &s->fields[field];

	return (struct filter){.field = field,
	    .text = f->type == T_ENUM ? str_of(f->one_of[0]) : STR("x"),
	    .number = 1};
}

static void
explain_field(const struct schema *s, size_t i)
{
	const struct field *f = &s->fields[i];
	struct filter where = sample_filter(s, i);
	struct query filtered = {.schema = s, .where = &where, .nwhere = 1, .limit = 10};
	struct query sorted = {.schema = s, .order = {.field = i}, .limit = 10};

	if (i > 0 && !field_is(f, F_INDEXED | F_UNIQUE))
		return;
	explain_find(&filtered, f->name);
	if (i > 0 && !field_is(f, F_REQUIRED))
		return;
	explain_find(&sorted, f->name);
	sorted.order.desc = true;
	explain_find(&sorted, f->name);
}

START_TEST(each_list_goes_by_an_index)
{
	mem = mem_root("test");
	why_init(&w, mem);
	st = fixture_store(mem, "mongo");
	for (size_t k = 0; schemas[k] != NULL; k++) {
		const struct schema *s = schemas[k];

		for (size_t i = 0; s->stored && i < s->nfields; i++)
			explain_field(s, i);
		for (const struct index *x = s->indexes; s->stored && x->first >= 0; x++) {
			struct filter where = sample_filter(s, (size_t)x->first);
			struct query q = {.schema = s, .where = &where, .nwhere = 1, .limit = 10};

			q.order.field = (size_t)x->second;
			explain_find(&q, s->fields[x->first].name);
		}
		if (s->stored && terms_searchable(s))
			explain_search(s);
	}
	mem_free(mem);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("mongo_explain");
	TCase *tc = tcase_create("lists");

	tcase_add_test(tc, each_list_goes_by_an_index);
	suite_add_tcase(s, tc);
	return fixture_run(s);
}
