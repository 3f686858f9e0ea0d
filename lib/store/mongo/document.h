/*
 * document.h - Builds BSON documents with matching opens and closes. Members of a list have no
 * name (NULL).
 *
 *     doc_open(&d, "on_hand");
 *     doc_number(&d, "$gt", 5);
 *     doc_close(&d);              {on_hand: {$gt: 5}}
 */
#ifndef STORE_MONGO_DOCUMENT_H
#define STORE_MONGO_DOCUMENT_H

#include "schema/bson.h"

enum { DOC_DEPTH = 16 };

struct doc {
	bson_t at[DOC_DEPTH]; /* [0] is the document */
	uint32_t members[DOC_DEPTH];
	int depth;
};

void doc_init(struct doc *);
void doc_done(struct doc *); /* frees it */
const bson_t *doc_bson(struct doc *);

void doc_open(struct doc *, const char *name); /* { */
void doc_list(struct doc *, const char *name); /* [ */
void doc_close(struct doc *);
void doc_close_all(struct doc *, int depth); /* until this many are open */

void doc_text(struct doc *, const char *name, struct str);
void doc_number(struct doc *, const char *name, int64_t);
void doc_bool(struct doc *, const char *name, bool);
void doc_value(struct doc *, const char *name, const struct field *, struct str, int64_t);
void doc_null(struct doc *, const char *name);

#endif
