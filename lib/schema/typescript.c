/* typescript.c - Generates TypeScript types. */
#include "schema/typescript.h"

#include "schema/records.h"

/* "location_kind" -> "LocationKind" */
static void
typescript_put_camel(struct buf *b, const char *name, bool up)
{
	for (const char *p = name; *p != '\0'; p++) {
		if (*p != '_')
			buf_putc(b, up && *p >= 'a' && *p <= 'z' ? (char)(*p - 'a' + 'A') : *p);
		up = *p == '_';
	}
}

/* The names as a constant, for menus, and their type. */
void
typescript_put_enums(struct buf *b)
{
	for (const struct enumeration *e = enumerations; e->name != NULL; e++) {
		buf_puts(b, "export const ");
		typescript_put_camel(b, e->name, false);
		buf_puts(b, "Names = [");
		for (size_t i = 0; e->names[i] != NULL; i++)
			buf_printf(b, "%s\"%s\"", i == 0 ? "" : ", ", e->names[i]);
		buf_puts(b, "] as const;\nexport type ");
		typescript_put_camel(b, e->name, true);
		buf_puts(b, " = (typeof ");
		typescript_put_camel(b, e->name, false);
		buf_puts(b, "Names)[number];\n");
	}
}

static bool
typescript_decimal_seen(size_t schema, size_t field)
{
	struct str name = str_of(schemas[schema]->fields[field].name);

	for (size_t i = 0; i < schema; i++) {
		int at = schema_field(schemas[i], name);

		if (at >= 0 && schemas[i]->fields[at].type == T_DEC)
			return true;
	}
	return false;
}

/* A decimal has more digits than a JavaScript number keeps, so it is parsed as text. A name is
 * that of a decimal in all records or in none (schema_assert). */
void
typescript_put_decimals(struct buf *b)
{
	buf_puts(b, "\n/** An exact decimal, as the text that was sent. */\n"
		    "export type Decimal = string;\n\n"
		    "/** The fields whose numbers are to be read as their text. */\n"
		    "export const decimalFields: ReadonlySet<string> = new Set([");
	for (size_t i = 0; schemas[i] != NULL; i++)
		for (size_t f = 0; f < schemas[i]->nfields; f++)
			if (schemas[i]->fields[f].type == T_DEC && !typescript_decimal_seen(i, f))
				buf_printf(b, "\n  \"%s\",", schemas[i]->fields[f].name);
	buf_puts(b, "\n]);\n");
}

/* The permissions of a role or preset. */
static void
typescript_put_perm_set(struct buf *b, const char *name, unsigned role, unsigned preset)
{
	const char *comma = "";

	buf_printf(b, "  %s: [", name);
	for (int p = 0; p < PERM__MAX; p++) {
		if (perms[p].name == NULL ||
		    !((perms[p].roles & role) || (perms[p].presets & preset)))
			continue;
		buf_printf(b, "%s\"%s\"", comma, perms[p].name);
		comma = ", ";
	}
	buf_puts(b, "],\n");
}

void
typescript_put_permissions(struct buf *b)
{
	const char *const *roles = user_schema.fields[FIELD(user, role)].one_of;

	buf_puts(b, "\nexport type Permission =");
	for (int p = 0; p < PERM__MAX; p++)
		if (perms[p].name != NULL)
			buf_printf(b, "\n  | \"%s\"", perms[p].name);
	buf_puts(b,
	    ";\n\n/** What each role may do. */\n"
	    "export const rolePermissions: Readonly<Record<Role, readonly Permission[]>> = {\n");
	for (unsigned i = 0; roles[i] != NULL; i++)
		typescript_put_perm_set(b, roles[i], ROLE_BIT(i), 0);
	buf_puts(b, "};\n\n/** What is granted under one name. */\n"
		    "export const presetPermissions = {\n");
	for (const struct preset *s = presets; s->name != NULL; s++)
		typescript_put_perm_set(b, s->name, 0, s->bit);
	buf_puts(b, "} as const satisfies Readonly<Record<string, readonly Permission[]>>;\n"
		    "export type Preset = keyof typeof presetPermissions;\n");
}

static void
typescript_put_enum_type(struct buf *b, const struct field *f)
{
	for (const struct enumeration *e = enumerations; e->name != NULL; e++)
		if (e->names == f->one_of)
			typescript_put_camel(b, e->name, true);
}

static void
typescript_put_type(struct buf *b, const struct field *f, enum openapi_form form)
{
	switch (f->type) {
	case T_KEY:
	case T_TEXT:
	case T_REF:
	case T_TIME:
		buf_puts(b, "string");
		break;
	case T_INT:
		buf_puts(b, "number");
		break;
	case T_DEC:
		buf_puts(b, "Decimal");
		break;
	case T_BOOL:
		buf_puts(b, "boolean");
		break;
	case T_ENUM:
		typescript_put_enum_type(b, f);
		break;
	case T_LIST:
		buf_puts(b, f->format == FORMAT_PERM ? "(Permission | Preset)[]" : "string[]");
		break;
	case T_LINES:
		buf_put(b, openapi_name(b->mem, f->ref, openapi_line_form(f, form)));
		buf_puts(b, field_is(f, F_ONE) ? "" : "[]");
		break;
	case T_JSON:
		buf_puts(b, "Record<string, unknown>");
		break;
	}
}

void
typescript_put_record(struct buf *b, const struct schema *s, enum openapi_form form)
{
	buf_printf(
	    b, "\n/** %s */\nexport interface %s {\n", s->doc, openapi_name(b->mem, s, form).s);
	for (size_t i = 0; i < s->nfields; i++) {
		const struct field *f = &s->fields[i];
		bool given = form != FORM_ANSWER;

		if (!openapi_has(f, form) || (given && field_is(f, F_READONLY)))
			continue;
		buf_printf(b, "  /** %s */\n  %s%s: ", f->doc, f->name,
		    openapi_requires(f, form) ? "" : "?");
		typescript_put_type(b, f, form);
		buf_puts(b, given && !field_is(f, F_REQUIRED) ? " | null;\n" : ";\n");
	}
	buf_puts(b, "}\n");
}
