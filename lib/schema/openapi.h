/* openapi.h - Generates JSON Schema (2020-12) for OpenAPI 3.1. */
#ifndef OPENAPI_H
#define OPENAPI_H

#include "schema/record.h"

enum openapi_form { /* of a record: in responses, in a create request, in an update request */
	FORM_ANSWER,
	FORM_CREATE,
	FORM_UPDATE,
};

/* Name of the component: "Item", "ItemCreate", "ItemUpdate". */
struct str openapi_name(const void *mem, const struct schema *, enum openapi_form);

/* The form of a field's lines in a record of that form: lines are complete, also in an update. */
enum openapi_form openapi_line_form(const struct field *, enum openapi_form);

/* Whether a form has the field: responses have no secrets, create requests nothing readonly. */
bool openapi_has(const struct field *, enum openapi_form);
bool openapi_requires(const struct field *, enum openapi_form);

/* The record as an object; lines are references to components. */
void openapi_put_record(struct buf *, const struct schema *, enum openapi_form);

/* A value of the field in a query parameter; a non-NULL text overrides its format. A TIME is a
 * day or an instant. */
void openapi_put_value(struct buf *, const struct field *, const char *pattern);

/* {"$ref":"#/components/schemas/Item"} */
void openapi_put_ref(struct buf *, const struct schema *, enum openapi_form);

/* The field's format as members without braces, e.g. "format":"date", and the pattern of its
 * input, which excludes control characters and requires a visible one where it must not be
 * empty. NULL: none. */
const char *openapi_format(const struct field *);
const char *openapi_pattern(const struct field *);
const char *openapi_nonblank_pattern(enum format); /* of a text that must not be empty */

/* A comma, unless an object or array was just opened. */
void openapi_next(struct buf *);

#endif
