/* openapi.h - schemas as JSON Schema (2020-12), as OpenAPI 3.1 takes them. */
#ifndef OPENAPI_H
#define OPENAPI_H

#include "schema/record.h"

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

/* A value of such a field that looks like that (NULL: as it likes): of a query's parameter. A TIME
 * is a day or an instant. */
void openapi_put_value(struct buf *, const struct field *, const char *pattern);

/* {"$ref":"#/components/schemas/Item"} */
void openapi_put_ref(struct buf *, const struct schema *, enum openapi_form);

/* The members that say a field's format, {"format":"date"} without the braces; and the pattern
 * of what is given: nothing that steers a terminal, and something to be seen where it must not
 * be empty. NULL: none. */
const char *openapi_format(const struct field *);
const char *openapi_pattern(const struct field *);
const char *openapi_nonblank_pattern(enum format); /* of a text that must not be empty */

/* A comma, unless something was just opened. */
void openapi_next(struct buf *);

#endif
