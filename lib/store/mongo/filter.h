/*
 * filter.h - queries as filters, options and pipelines.
 */
#ifndef STORE_MONGO_QUERY_H
#define STORE_MONGO_QUERY_H

#include "store/mongo/document.h"
#include "store/store.h"

#define MONGO_ALL_FIELDS UINT64_MAX

/* The fields that a query wants. */
uint64_t mongo_query_fields(const struct query *);

/* $in: [...] */
void mongo_put_in(struct doc *, const struct list *);

/* All conditions, into the document that is open: where, words, and the page. */
void mongo_put_where(struct doc *, const struct query *, const void *mem);
void mongo_put_projection(struct doc *, const char *name, const struct schema *, uint64_t fields);
/* projection, sort, skip and limit of a find */
void mongo_put_options(struct doc *, const struct query *);

/* --- mongo_pipeline.c: {pipeline: [...]} --- */
/* Gives k: the texts of the group one behind the other, with MONGO_KEY_SEPARATOR between
 * them, in its order; n; and t0, t1, ... */
void mongo_put_sum(struct doc *, const struct query *, const size_t *group, size_t ngroup,
    const size_t *fields, size_t nfields, const void *mem);

/* No text of ours holds it, and it sorts before all that they hold. */
#define MONGO_KEY_SEPARATOR '\x1f'

#endif
