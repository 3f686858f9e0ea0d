/* openapi.h - schemas as JSON Schema (2020-12), as OpenAPI 3.1 takes them. */
#ifndef OPENAPI_H
#define OPENAPI_H

#include "schema/schema.h"

enum openapi_form { /* of a record: what an answer holds, what makes it, what changes it */
	FORM_ANSWER,
	FORM_CREATE,
	FORM_UPDATE,
};

/* "Item", "ItemCreate", "ItemUpdate": the component's name. */
struct str openapi_name(const void *mem, const struct schema *, enum openapi_form);

/* The form of a field's lines in a record of that form: lines are whole, also in a change. */
enum openapi_form openapi_line_form(const struct field *, enum openapi_form);

/* What a form has: an answer no secrets, a creation nothing that the server sets. */
bool openapi_has(const struct field *, enum openapi_form);
bool openapi_requires(const struct field *, enum openapi_form);

/* The record as an object. Lines are references to components. */
void openapi_put_record(struct buf *, const struct schema *, enum openapi_form);

/* A value of that type: of a query's parameter. */
void openapi_put_type(struct buf *, enum type, const char *const *one_of);

/* {"$ref":"#/components/schemas/Item"} */
void openapi_put_ref(struct buf *, const struct schema *, enum openapi_form);

/* A comma, unless something was just opened. */
void openapi_next(struct buf *);

#endif
