/* typescript_zod.c - Generates zod (v4) schemas for forms. */
#include "base/decimal.h"
#include "schema/check_record.h"
#include "schema/typescript.h"

static void
zod_put_name(struct buf *b, const struct schema *s, enum openapi_form form)
{
	struct str name = openapi_name(b->mem, s, form);

	buf_putc(b, (char)(name.s[0] - 'A' + 'a'));
	buf_put(b, str_from(name, 1));
}

static void
zod_put_bounds(struct buf *b, int64_t min, int64_t max)
{
	if (min > 0)
		buf_printf(b, ".min(%lld)", (long long)min);
	if (max > 0)
		buf_printf(b, ".max(%lld)", (long long)max);
}

static void
zod_put_text(struct buf *b, const struct field *f)
{
	bool empty_too = !field_is(f, F_MIN) || f->min == 0;

	if (f->format == FORMAT_EMAIL && empty_too)
		buf_puts(b, "z.union([z.literal(\"\"), z.email()])");
	else if (f->format == FORMAT_EMAIL)
		buf_puts(b, "z.email()");
	else
		buf_puts(b, f->format == FORMAT_PASSWORD ? "z.string()" : "z.string().trim()");
	if (f->type == T_REF && f->bounds == 0)
		zod_put_bounds(b, 1, CHECK_REF_MAX);
	else if (f->format != FORMAT_EMAIL)
		zod_put_bounds(b, f->min, f->max);
}

static void
zod_put_int(struct buf *b, const struct field *f)
{
	buf_puts(b, "z.int()");
	if (field_is(f, F_MIN))
		buf_printf(b, ".min(%lld)", (long long)f->min);
	if (field_is(f, F_MAX))
		buf_printf(b, ".max(%lld)", (long long)f->max);
}

/* Bounds of decimals are 0 in all tables, so only the sign is checked. */
static void
zod_put_dec(struct buf *b, const struct field *f)
{
	static const struct {
		unsigned flag;
		const char *test, *name;
	} rules[] = {
	    {F_ABOVE, ">", "above"}, {F_MIN, ">=", "at_least"}, {F_NOT_ZERO, "!==", "not"}};

	buf_puts(b, "decimal");
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
		if (field_is(f, rules[i].flag)) {
			buf_printf(b,
			    ".refine((d) => Number(d) %s 0, { params: { type: \"%s\", bound: \"0\" "
			    "} })",
			    rules[i].test, rules[i].name);
			break;
		}
}

static void
zod_put_enum(struct buf *b, const struct field *f)
{
	buf_puts(b, "z.enum([");
	for (size_t i = 0; f->one_of[i] != NULL; i++)
		buf_printf(b, "%s\"%s\"", i == 0 ? "" : ", ", f->one_of[i]);
	buf_puts(b, "])");
}

static void
zod_put_array(struct buf *b, const struct field *f, enum openapi_form form)
{
	buf_puts(b, "z.array(");
	if (f->type == T_LINES)
		zod_put_name(b, f->ref, openapi_line_form(f, form));
	else
		buf_printf(b, "z.string().trim().min(1).max(%lld)", (long long)field_member_max(f));
	buf_putc(b, ')');
	zod_put_bounds(b, f->min, f->max);
}

static void
zod_put_value(struct buf *b, const struct field *f, enum openapi_form form)
{
	switch (f->type) {
	case T_INT:
		zod_put_int(b, f);
		break;
	case T_DEC:
		zod_put_dec(b, f);
		break;
	case T_BOOL:
		buf_puts(b, "z.boolean()");
		break;
	case T_ENUM:
		zod_put_enum(b, f);
		break;
	case T_LIST:
	case T_LINES:
		zod_put_array(b, f, form);
		break;
	case T_JSON:
		buf_puts(b, "z.record(z.string(), z.unknown())");
		break;
	default:
		zod_put_text(b, f);
	}
}

void
typescript_put_zod(struct buf *b, const struct schema *s, enum openapi_form form)
{
	buf_puts(b, "\nexport const ");
	zod_put_name(b, s, form);
	buf_puts(b, " = z.strictObject({\n");
	for (size_t i = 0; i < s->nfields; i++) {
		const struct field *f = &s->fields[i];

		if (!openapi_has(f, form) || field_is(f, F_READONLY))
			continue;
		buf_printf(b, "  %s: ", f->name);
		zod_put_value(b, f, form);
		if (!field_is(f, F_REQUIRED))
			buf_puts(b, ".nullish()");
		else if (!openapi_requires(f, form))
			buf_puts(b, ".optional()");
		buf_puts(b, ",\n");
	}
	buf_puts(b, "});\n");
}
