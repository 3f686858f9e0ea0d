/* docs.h - the API's description, printed from the tables that it runs on. */
#ifndef DOCS_H
#define DOCS_H

#include "base/buf.h"

/* OpenAPI 3.1, as /api/openapi.json and `ccpl schema openapi` give it. */
void docs_openapi(struct buf *);

#endif
