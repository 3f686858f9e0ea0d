/* filter.h - Translates queries to MongoDB filters, options and pipelines. */
#ifndef STORE_MONGO_QUERY_H
#define STORE_MONGO_QUERY_H

#include "store/mongo/document.h"
#include "store/store.h"

#define MONGO_ALL_FIELDS UINT64_MAX

/* The fields to project. */
uint64_t mongo_query_fields(const struct query *);

/* $in: [...] */
void mongo_put_in(struct doc *, const struct list *);

/* All conditions of where, search and page, into the open document. */
void mongo_put_where(struct doc *, const struct query *, const void *mem);
void mongo_put_projection(struct doc *, const char *name, const struct schema *, uint64_t fields);
/* projection, sort, skip and limit of a find */
void mongo_put_options(struct doc *, const struct query *);

/* --- pipeline.c: {pipeline: [...]} --- */
/* Yields documents sorted by k: the texts of the group joined by MONGO_KEY_SEPARATOR; n; and
 * t0, t1, ... */
void mongo_put_sum(struct doc *, const struct query *, const size_t *group, size_t ngroup,
    const size_t *fields, size_t nfields, const void *mem);

/* Occurs in no text of ours, and sorts before all characters that do. */
#define MONGO_KEY_SEPARATOR '\x1f'

#endif
