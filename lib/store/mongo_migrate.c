/* mongo_migrate.c - makes the collections and their unique indexes. */
#include "store/mongo.h"

#include "store/mongo_document.h"

static void
put_index(struct doc *d, const struct schema *s, const struct field *f)
{
	(void)s;
	doc_open(d, NULL);
	doc_open(d, "key");
	doc_number(d, f->name, 1);
	doc_close(d);
	doc_text(d, "name", str_of(f->name));
	doc_yes(d, "unique", true);
	if (!field_is(f, F_REQUIRED)) {
		doc_open(d, "partialFilterExpression");
		doc_open(d, f->name);
		doc_yes(d, "$exists", true);
		doc_close(d);
		doc_close(d);
	}
	doc_close(d);
}

static enum err
make(struct mongo *m, const struct schema *s, struct why *w)
{
	bson_error_t error;
	bson_t reply;
	struct doc d;
	enum err e = OK;

	doc_init(&d);
	doc_text(&d, "createIndexes", str_of(s->plural));
	doc_list(&d, "indexes");
	for (size_t i = 0; i < s->nfields; i++)
		if (i == 0 || field_is(&s->fields[i], F_UNIQUE))
			put_index(&d, s, &s->fields[i]);
	doc_close(&d);
	if (!mongoc_database_write_command_with_opts(m->db, doc_bson(&d), NULL, &reply, &error))
		e = mongo_failed(m, &error, &reply, w);
	bson_destroy(&reply);
	doc_done(&d);
	return e;
}

enum err
mongo_migrate(struct store *store, const char *dir, int64_t to, struct buf *report, struct why *w)
{
	enum err e = OK;

	(void)dir, (void)to, (void)report;
	for (size_t i = 0; e == OK && schemas[i] != NULL; i++)
		if (schemas[i]->stored)
			e = make(mongo_of(store), schemas[i], w);
	return e;
}
