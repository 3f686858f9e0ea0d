/* list_params.h - The standard parameters of lists: skip, limit, sort, q, cursor, count, pages. */
#ifndef LIST_PARAMS_H
#define LIST_PARAMS_H

#include "api/list.h"

/* Reads a standard parameter into the listing; false when it is none. */
bool list_read_standard(struct req *, struct listing *, const struct pair *);

/* A fault that names all parameters the list takes. */
void list_refuse_unknown(struct req *, const struct schema *, struct str name);

/* The i-th standard parameter for the OpenAPI document; NULL after the last. One without a
 * name does not apply to this schema: a search without search terms, a sort with a single
 * order. */
const struct param *list_param(const struct schema *, size_t i);

/* The values `sort` may have: "code", "-code", ...; ends with NULL. */
const char *const *list_orders(const void *mem, const struct schema *);

#endif
