/* document.c - Builds nested BSON documents. */
#include "store/mongo/document.h"

#include <assert.h>

/* The name of the next member; generated in room for a list. */
static const char *
doc_member_name(struct doc *d, const char *name, char room[static 16])
{
	if (name == NULL)
		bson_uint32_to_string(d->members[d->depth]++, &name, room, 16);
	return name;
}

static bson_t *
doc_current(struct doc *d)
{
	return &d->at[d->depth];
}

void
doc_init(struct doc *d)
{
	d->depth = 0;
	d->members[0] = 0;
	bson_init(&d->at[0]);
}

void
doc_done(struct doc *d)
{
	doc_close_all(d, 0);
	bson_destroy(&d->at[0]);
}

const bson_t *
doc_bson(struct doc *d)
{
	assert(d->depth == 0);
	return &d->at[0];
}

static bson_t *
doc_child(struct doc *d)
{
	assert(d->depth + 1 < DOC_DEPTH);
	d->members[d->depth + 1] = 0;
	return &d->at[d->depth + 1];
}

/* A list is a document with numbers as names, but of another type. */
static void
doc_begin(struct doc *d, const char *name, bool list)
{
	char room[16];

	name = doc_member_name(d, name, room);
	if (list)
		bson_append_array_begin(doc_current(d), name, -1, doc_child(d));
	else
		bson_append_document_begin(doc_current(d), name, -1, doc_child(d));
	d->depth++;
}

void
doc_open(struct doc *d, const char *name)
{
	doc_begin(d, name, false);
}

void
doc_list(struct doc *d, const char *name)
{
	doc_begin(d, name, true);
}

void
doc_close(struct doc *d)
{
	assert(d->depth > 0);
	d->depth--;
	bson_append_document_end(doc_current(d), &d->at[d->depth + 1]);
}

void
doc_close_all(struct doc *d, int depth)
{
	while (d->depth > depth)
		doc_close(d);
}

void
doc_text(struct doc *d, const char *name, struct str v)
{
	char room[16];

	bson_put_text(doc_current(d), doc_member_name(d, name, room), v);
}

void
doc_number(struct doc *d, const char *name, int64_t v)
{
	char room[16];

	bson_append_int64(doc_current(d), doc_member_name(d, name, room), -1, v);
}

void
doc_bool(struct doc *d, const char *name, bool v)
{
	char room[16];

	bson_append_bool(doc_current(d), doc_member_name(d, name, room), -1, v);
}

void
doc_value(struct doc *d, const char *name, const struct field *f, struct str text, int64_t number)
{
	char room[16];

	bson_put_value(doc_current(d), doc_member_name(d, name, room), f, text, number);
}

void
doc_null(struct doc *d, const char *name)
{
	char room[16];

	bson_append_null(doc_current(d), doc_member_name(d, name, room), -1);
}
