/* docs_operation.c - Writes an OpenAPI operation: permission, parameters, body and responses. */
#include <string.h>

#include "api/docs.h"
#include "api/list_filter.h"
#include "api/list_params.h"
#include "schema/json.h"

/* --- parameters --- */

static void
put_parameter(struct buf *b, const char *in, const struct param *p)
{
	const struct field is = {.type = p->type,
	    .one_of = p->one_of,
	    .min = p->min,
	    .max = p->max,
	    .bounds = (p->min > 0 || p->max > 0 ? F_MIN : 0) | (p->max > 0 ? F_MAX : 0)};

	openapi_next(b);
	buf_printf(b, "{\"name\":\"%s\",\"in\":\"%s\",", p->name, in);
	if (p->required)
		buf_puts(b, "\"required\":true,");
	buf_puts(b, "\"schema\":");
	openapi_put_value(b, &is, p->pattern);
	if (p->doc != NULL) {
		buf_puts(b, ",\"description\":");
		json_put_str(b, str_of(p->doc));
	}
	buf_putc(b, '}');
}

static void
put_path_parameters(struct buf *b, const char *path)
{
	for (const char *p = path; (p = strchr(p, '{')) != NULL; p++) {
		const struct str name = {p + 1, strcspn(p + 1, "}")};

		put_parameter(b, "path",
		    &(struct param){.name = str_dup(b->mem, name).s,
			.type = T_TEXT,
			.required = true,
			.min = 1});
	}
}

static void
put_own_params(struct buf *b, const struct route *r)
{
	for (const struct param *p = r->params; p != NULL && p->name != NULL; p++)
		put_parameter(b, "query", p);
}

static bool
is_own_param(const struct route *r, const char *name)
{
	for (const struct param *p = r->params; p != NULL && p->name != NULL; p++)
		if (strcmp(p->name, name) == 0)
			return true;
	return false;
}

/* The standard parameters of lists that apply to this one. */
static void
put_standard_params(struct buf *b, const struct schema *s)
{
	const struct param *p;

	for (size_t i = 0; (p = list_param(s, i)) != NULL; i++) {
		struct param is = *p;

		if (p->name == NULL)
			continue;
		if (strcmp(p->name, "sort") == 0)
			is.one_of = list_orders(b->mem, s);
		put_parameter(b, "query", &is);
	}
}

static const struct param active_param = {"is_active", T_ENUM,
    (const char *const[]){"true", "false", "all", NULL},
    .doc = "Active records (the default), inactive ones, or all."};

/* Every indexed field of the listed record, by name. */
static void
put_filter_params(struct buf *b, const struct route *r, const struct schema *s)
{
	for (size_t i = 0; i < s->nfields; i++) {
		const struct field *f = &s->fields[i];
		const bool text = f->type == T_KEY || f->type == T_REF;
		const struct param is = {f->name, text ? T_TEXT : f->type, f->one_of, .doc = f->doc,
		    .min = f->type == T_INT ? INT64_MIN : 0,
		    .max = f->type == T_INT ? INT64_MAX : 0};

		if (list_can_filter(f, UINT64_MAX) && !is_own_param(r, f->name) &&
		    strcmp(f->name, "is_active") != 0)
			put_parameter(b, "query", &is);
	}
	if (s->is_active >= 0)
		put_parameter(b, "query", &active_param);
}

static const struct param key_param = {"Idempotency-Key", T_TEXT, NULL,
    .doc = "Key by which a repeated request takes effect only once.", .pattern = "^[!-~]{1,255}$"};

static const struct param if_match_param = {
    "If-Match", T_TEXT, NULL, .doc = "ETag of the record as read; 412 if its version has changed."};

static void
docs_put_parameters(struct buf *b, const struct route *r)
{
	const struct schema *listed = r->of != NULL ? r->of : r->out;

	buf_puts(b, ",\"parameters\":[");
	put_path_parameters(b, r->path);
	if (r->flags & ROUTE_LIST)
		put_standard_params(b, listed);
	put_own_params(b, r);
	if (r->flags & ROUTE_LIST)
		put_filter_params(b, r, listed);
	if (r->flags & ROUTE_TAKES_KEY)
		put_parameter(b, "header", &key_param);
	if (r->flags & ROUTE_IF_MATCH)
		put_parameter(b, "header", &if_match_param);
	buf_putc(b, ']');
}

/* --- body and responses --- */

static void
docs_put_body(struct buf *b, const struct route *r)
{
	if (r->in == NULL)
		return;
	buf_printf(b,
	    ",\"requestBody\":{\"required\":%s,\"content\":{\"application/json\":{\"schema\":",
	    r->flags & ROUTE_BODY_OPTIONAL ? "false" : "true");
	openapi_put_ref(b, r->in, docs_body_form(r));
	buf_puts(b, "}}}");
}

/* The record or, with `fields`, a part of it. */
static void
put_list_member(struct buf *b, const struct schema *s)
{
	buf_puts(b, "{\"anyOf\":[");
	openapi_put_ref(b, s, FORM_ANSWER);
	buf_puts(b, ",{\"type\":\"object\",\"description\":\"With `fields`: only those.\"}]}");
}

static void
put_list_content(struct buf *b, const struct schema *s)
{
	buf_puts(b, ",\"content\":{\"application/json\":{\"schema\":{\"anyOf\":["
		    "{\"type\":\"array\",\"items\":");
	put_list_member(b, s);
	buf_puts(b,
	    "},{\"type\":\"object\",\"required\":[\"data\",\"total\",\"page\",\"page_size\"],"
	    "\"properties\":{\"data\":{\"type\":\"array\",\"items\":");
	put_list_member(b, s);
	buf_puts(b, "},\"total\":{\"type\":\"integer\"},\"page\":{\"type\":\"integer\"},"
		    "\"page_size\":{\"type\":\"integer\"}}}]}},"
		    "\"text/csv\":{\"schema\":{\"type\":\"string\"}}}");
}

/* Records that can be changed have a version, which is their ETag. */
static bool
has_etag(const struct route *r)
{
	return r->out != NULL && !(r->flags & (ROUTE_LIST | ROUTE_NO_CONTENT)) &&
	       r->out->version >= 0;
}

static void
put_success_response(struct buf *b, const struct route *r)
{
	const int status = r->flags & ROUTE_NO_CONTENT ? 204 : r->flags & ROUTE_CREATED ? 201 : 200;

	buf_printf(b, "\"%d\":{\"description\":\"Done.\"", status);
	if (has_etag(r))
		buf_puts(b, ",\"headers\":{\"ETag\":{\"description\":\"The record's version.\","
			    "\"schema\":{\"type\":\"string\"}}}");
	if (status != 204 && r->out != NULL && (r->flags & ROUTE_LIST)) {
		put_list_content(b, r->out);
	} else if (status != 204 && r->out != NULL) {
		buf_puts(b, ",\"content\":{\"application/json\":{\"schema\":");
		openapi_put_ref(b, r->out, FORM_ANSWER);
		buf_puts(b, "}}");
	}
	buf_putc(b, '}');
}

static void
put_responses(struct buf *b, const struct route *r)
{
	buf_puts(b, ",\"responses\":{");
	put_success_response(b, r);
	if (strcmp(r->method, "GET") == 0 && r->out != NULL && !(r->flags & ROUTE_LIST))
		buf_puts(b, ",\"304\":{\"description\":\"Not modified: the version is the one in "
			    "If-None-Match.\"}");
	buf_puts(b, ",\"422\":{\"$ref\":\"#/components/responses/Invalid\"}"
		    ",\"default\":{\"$ref\":\"#/components/responses/Error\"}}");
}

/* --- the operation --- */

static void
put_operation_id(struct buf *b, const struct route *r, const char *method)
{
	buf_printf(b, "\"operationId\":\"%s", method);
	for (const char *p = r->path; *p != '\0'; p++)
		if (*p == '/' || *p == '-' || *p == '.')
			buf_putc(b, '_');
		else if (*p != '{' && *p != '}')
			buf_putc(b, *p);
	buf_putc(b, '"');
}

static void
put_permission(struct buf *b, const enum perm *needs)
{
	const bool one = needs[1] == PERM_NONE;

	if (perms[*needs].name == NULL)
		return;
	buf_puts(b, one ? ",\"description\":\"Needs the permission "
			: ",\"description\":\"Needs one of the permissions ");
	for (size_t i = 0; needs[i] != PERM_NONE; i++)
		buf_printf(b, "%s`%s`", i == 0 ? "" : ", ", perms[needs[i]].name);
	buf_puts(b, ".\",\"x-permissions\":[");
	for (size_t i = 0; needs[i] != PERM_NONE; i++)
		buf_printf(b, "%s\"%s\"", i == 0 ? "" : ",", perms[needs[i]].name);
	buf_putc(b, ']');
}

void
docs_put_operation(struct buf *b, const struct route *r, const char *method)
{
	openapi_next(b);
	buf_printf(b, "\"%s\":{", method);
	put_operation_id(b, r, method);
	buf_puts(b, ",\"tags\":[");
	json_put_str(b, str_of(r->tag));
	buf_puts(b, "],\"summary\":");
	json_put_str(b, str_of(r->doc));
	put_permission(b, r->needs);
	if (r->needs[0] == PERM_PUBLIC)
		buf_puts(b, ",\"security\":[]");
	docs_put_parameters(b, r);
	docs_put_body(b, r);
	put_responses(b, r);
	buf_putc(b, '}');
}
