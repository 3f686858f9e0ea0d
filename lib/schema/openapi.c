/* openapi.c - Generates JSON Schema from the fields of a record. */
#include "schema/openapi.h"

#include <string.h>

#include "base/decimal.h"
#include "schema/check_record.h"
#include "schema/json.h"

static void
openapi_put_text(struct buf *b, const char *name, const char *text)
{
	openapi_next(b);
	json_put_name(b, name);
	json_put_str(b, str_of(text));
}

static void
openapi_put_number(struct buf *b, const char *name, int64_t v, enum type type)
{
	openapi_next(b);
	json_put_name(b, name);
	if (type == T_DEC)
		dec_put(b, v);
	else
		buf_put_int(b, v);
}

void
openapi_next(struct buf *b)
{
	if (b->n > 0 && strchr("{[:", b->s[b->n - 1]) == NULL)
		buf_putc(b, ',');
}

struct str
openapi_name(const void *mem, const struct schema *s, enum openapi_form form)
{
	static const char *const suffix[] = {"", "Create", "Update"};
	struct buf b = buf_init(mem);
	bool up = true;

	for (const char *p = s->name; *p != '\0'; p++) {
		if (*p != '_')
			buf_putc(&b, up ? (char)(*p - 'a' + 'A') : *p);
		up = *p == '_';
	}
	buf_puts(&b, suffix[form]);
	return buf_str(&b);
}

void
openapi_put_ref(struct buf *b, const struct schema *s, enum openapi_form form)
{
	buf_printf(b, "{\"$ref\":\"#/components/schemas/%s\"}", openapi_name(b->mem, s, form).s);
}

static void
openapi_put_names(struct buf *b, const char *member, const char *const *names, bool nullable)
{
	openapi_next(b);
	json_put_name(b, member);
	buf_putc(b, '[');
	for (; *names != NULL; names++) {
		openapi_next(b);
		json_put_str(b, str_of(*names));
	}
	if (nullable)
		buf_puts(b, ",null");
	buf_putc(b, ']');
}

static const char *
openapi_type_name(enum type t)
{
	static const char *const names[] = {
	    [T_KEY] = "string",
	    [T_TEXT] = "string",
	    [T_INT] = "integer",
	    [T_DEC] = "number",
	    [T_BOOL] = "boolean",
	    [T_TIME] = "string",
	    [T_ENUM] = "string",
	    [T_REF] = "string",
	    [T_LIST] = "array",
	    [T_LINES] = "array",
	    [T_JSON] = "object",
	};

	return names[t];
}

/* A decimal is sent as a number or, to keep all digits, as a string. */
static void
openapi_put_type(struct buf *b, enum type t, bool in, bool nullable)
{
	const char *also = t == T_DEC && in ? "string" : NULL;

	if (also == NULL && !nullable) {
		openapi_put_text(b, "type", openapi_type_name(t));
		return;
	}
	openapi_next(b);
	buf_printf(b, "\"type\":[\"%s\"", openapi_type_name(t));
	if (also != NULL)
		buf_printf(b, ",\"%s\"", also);
	buf_puts(b, nullable ? ",\"null\"]" : "]");
}

static void
openapi_put_bounds(struct buf *b, const struct field *f)
{
	const bool text = f->type == T_TEXT || f->type == T_KEY || f->type == T_REF;
	const bool many = f->type == T_LIST || f->type == T_LINES;
	const char *least = text ? "minLength" : many ? "minItems" : "minimum";
	const char *most = text ? "maxLength" : many ? "maxItems" : "maximum";

	if (f->bounds & F_MIN)
		openapi_put_number(
		    b, f->bounds & F_ABOVE ? "exclusiveMinimum" : least, f->min, f->type);
	else if (f->type == T_REF)
		openapi_put_number(b, least, 1, T_INT);
	if (f->bounds & F_MAX)
		openapi_put_number(b, most, f->max, f->type);
	else if (f->type == T_REF)
		openapi_put_number(b, most, CHECK_REF_MAX, T_INT);
	if (f->bounds & F_NOT_ZERO) {
		openapi_next(b);
		buf_puts(b, "\"not\":{\"const\":0}");
	}
}

/* Input must be in range, whatever bounds of its own a field has. */
static void
openapi_put_range(struct buf *b, const struct field *f)
{
	if (!(f->bounds & F_MIN))
		openapi_put_number(b, "exclusiveMinimum", -DEC_INPUT_MAX, T_DEC);
	if (!(f->bounds & F_MAX))
		openapi_put_number(b, "exclusiveMaximum", DEC_INPUT_MAX, T_DEC);
}

void
openapi_put_value(struct buf *b, const struct field *f, const char *pattern)
{
	buf_putc(b, '{');
	openapi_put_type(b, f->type, false, false);
	if (f->one_of != NULL)
		openapi_put_names(b, "enum", f->one_of, false);
	if (f->type == T_TIME)
		buf_puts(b, ",\"anyOf\":[{\"format\":\"date\"},{\"format\":\"date-time\"}]");
	openapi_put_bounds(b, f);
	if (pattern != NULL)
		openapi_put_text(b, "pattern", pattern);
	buf_putc(b, '}');
}

enum openapi_form
openapi_line_form(const struct field *f, enum openapi_form form)
{
	if (field_is(f, F_READONLY))
		return FORM_ANSWER;
	return form == FORM_UPDATE ? FORM_CREATE : form;
}

/* What can be granted: single permissions and presets. */
static void
openapi_put_grants(struct buf *b)
{
	buf_puts(b, "{\"type\":\"string\",\"enum\":[");
	for (int p = 0; p < PERM__MAX; p++)
		if (perms[p].name != NULL)
			openapi_next(b), json_put_str(b, str_of(perms[p].name));
	for (const struct preset *p = presets; p->name != NULL; p++)
		openapi_next(b), json_put_str(b, str_of(p->name));
	buf_puts(b, "]}");
}

static void
openapi_put_list_member(struct buf *b, const struct field *f, bool in)
{
	buf_puts(b, "{\"type\":\"string\"");
	if (in) {
		openapi_put_number(b, "minLength", 1, T_INT);
		openapi_put_number(b, "maxLength", field_member_max(f), T_INT);
		openapi_put_text(b, "pattern", openapi_nonblank_pattern(f->format));
	}
	buf_putc(b, '}');
}

static void
openapi_put_items(struct buf *b, const struct field *f, enum openapi_form form)
{
	if (f->type != T_LIST && f->type != T_LINES)
		return;
	openapi_next(b);
	json_put_name(b, "items");
	if (f->type == T_LIST && f->format == FORMAT_PERM && form != FORM_ANSWER)
		openapi_put_grants(b);
	else if (f->type == T_LIST)
		openapi_put_list_member(b, f, form != FORM_ANSWER);
	else
		openapi_put_ref(b, f->ref, openapi_line_form(f, form));
}

static void
openapi_put_field(struct buf *b, const struct field *f, enum openapi_form form)
{
	const bool in = form != FORM_ANSWER;
	const bool nullable = in && !(f->flags & (F_REQUIRED | F_EITHER));

	json_put_name(b, f->name);
	if (f->flags & F_ONE) {
		openapi_put_ref(b, f->ref, openapi_line_form(f, form));
		return;
	}
	buf_putc(b, '{');
	openapi_put_type(b, f->type, in, nullable);
	if (f->one_of != NULL)
		openapi_put_names(b, "enum", f->one_of, nullable);
	if (openapi_format(f) != NULL)
		openapi_next(b), buf_puts(b, openapi_format(f));
	openapi_put_bounds(b, f);
	if (in && f->type == T_DEC)
		openapi_put_range(b, f);
	if (in && openapi_pattern(f) != NULL)
		openapi_put_text(b, "pattern", openapi_pattern(f));
	openapi_put_items(b, f, form);
	if (f->flags & F_READONLY)
		openapi_next(b), buf_puts(b, "\"readOnly\":true");
	if (f->read != PERM_NONE)
		openapi_put_text(b, "x-permission", perms[f->read].name);
	openapi_put_text(b, "description", f->doc);
	buf_putc(b, '}');
}

bool
openapi_has(const struct field *f, enum openapi_form form)
{
	if (form == FORM_ANSWER)
		return !(f->flags & (F_SECRET | F_HIDDEN));
	return !field_internal(f) && (form == FORM_UPDATE || !(f->flags & F_READONLY));
}

bool
openapi_requires(const struct field *f, enum openapi_form form)
{
	if (!(f->flags & F_REQUIRED) || !openapi_has(f, form) || form == FORM_UPDATE)
		return false;
	return form == FORM_ANSWER ? f->read == PERM_NONE : !(f->flags & (F_DEFAULT | F_MADE));
}

static void
openapi_put_required(struct buf *b, const struct schema *s, enum openapi_form form)
{
	const size_t before = b->n;
	size_t n = 0;

	buf_puts(b, ",\"required\":[");
	for (size_t i = 0; i < s->nfields; i++)
		if (openapi_requires(&s->fields[i], form)) {
			openapi_next(b);
			json_put_str(b, str_of(s->fields[i].name));
			n++;
		}
	buf_putc(b, ']');
	if (n == 0)
		b->n = before;
}

static void
openapi_put_one_of(struct buf *b, const struct schema *s, enum openapi_form form)
{
	size_t n = 0;

	for (size_t i = 0; i < s->nfields; i++)
		if (form != FORM_ANSWER && (s->fields[i].flags & F_EITHER))
			buf_printf(b, "%s{\"required\":[\"%s\"]}", n++ == 0 ? ",\"oneOf\":[" : ",",
			    s->fields[i].name);
	if (n > 0)
		buf_putc(b, ']');
}

void
openapi_put_record(struct buf *b, const struct schema *s, enum openapi_form form)
{
	buf_putc(b, '{');
	openapi_put_text(b, "type", "object");
	openapi_put_text(b, "description", s->doc);
	buf_puts(b, ",\"properties\":{");
	for (size_t i = 0; i < s->nfields; i++)
		if (openapi_has(&s->fields[i], form)) {
			openapi_next(b);
			openapi_put_field(b, &s->fields[i], form);
		}
	buf_putc(b, '}');
	openapi_put_required(b, s, form);
	openapi_put_one_of(b, s, form);
	buf_puts(b, ",\"additionalProperties\":false}");
}
