/* schema.c - `ccpl schema`: prints the record schemas in another language. */
#include <stdio.h>
#include <string.h>

#include "api/docs.h"
#include "api/route_table.h"
#include "cli/cli.h"
#include "schema/bson_schema.h"
#include "schema/c_layout.h"
#include "schema/csv.h"
#include "schema/sql.h"
#include "schema/typescript.h"

typedef void put_record(struct buf *, const struct schema *, enum openapi_form);

static void
schema_new_line(struct buf *b, int depth)
{
	buf_putc(b, '\n');
	for (; depth > 0; depth--)
		buf_putc(b, ' ');
}

/* Indented, a member per line, for reading and diffs. */
static void
schema_put_openapi(struct buf *b)
{
	struct buf flat = buf_init(b->mem);
	bool quoted = false, escaped = false;
	int depth = 0;

	docs_openapi(&flat, routes);
	for (const char *p = flat.s; *p != '\0'; p++) {
		bool closes = !quoted && (*p == '}' || *p == ']');
		bool opens = !quoted && (*p == '{' || *p == '[');

		if (closes)
			schema_new_line(b, --depth);
		buf_putc(b, *p);
		if (opens)
			schema_new_line(b, ++depth);
		else if (!quoted && *p == ',')
			schema_new_line(b, depth);
		quoted ^= *p == '"' && !escaped;
		escaped = *p == '\\' && !escaped;
	}
	buf_putc(b, '\n');
}

static void
schema_put_records(struct buf *b, enum openapi_form form, put_record *put)
{
	for (size_t i = 0; schemas[i] != NULL; i++)
		if (docs_uses(routes, schemas[i], form))
			put(b, schemas[i], form);
}

static void
schema_put_typescript(struct buf *b)
{
	buf_puts(b, "// What the API gives and takes. Printed by `ccpl schema typescript`.\n\n");
	typescript_put_enums(b);
	typescript_put_permissions(b);
	typescript_put_decimals(b);
	schema_put_records(b, FORM_ANSWER, typescript_put_record);
	schema_put_records(b, FORM_CREATE, typescript_put_record);
	schema_put_records(b, FORM_UPDATE, typescript_put_record);
}

static void
schema_put_zod(struct buf *b)
{
	buf_puts(b, "// What the API takes, for forms. Printed by `ccpl schema zod`.\n"
		    "import { z } from \"zod\";\n\n"
		    "// The content security policy lets nothing be compiled at run time.\n"
		    "z.config({ jitless: true });\n\n"
		    "/** An exact number, as its text. */\n"
		    "const decimal = z.string().trim()"
		    ".regex(/^-?(0|[1-9]\\d{0,8})(\\.\\d{1,6})?$/);\n");
	schema_put_records(b, FORM_CREATE, typescript_put_zod);
	schema_put_records(b, FORM_UPDATE, typescript_put_zod);
}

/* The CSV header of each schema, after its name. */
static void
schema_put_csv(struct buf *b)
{
	for (size_t i = 0; schemas[i] != NULL; i++) {
		if (!docs_uses(routes, schemas[i], FORM_ANSWER))
			continue;
		buf_printf(b, "%s: ", schemas[i]->plural);
		csv_put_header(b, &csv_plain, schemas[i], UINT64_MAX, UINT64_MAX);
	}
}

static const struct {
	const char *name;
	void (*put)(struct buf *);
} schema_languages[] = {
    {"openapi", schema_put_openapi},
    {"typescript", schema_put_typescript},
    {"zod", schema_put_zod},
    {"sql", sql_put_create},
    {"mongo", bson_schema_put},
    {"csv", schema_put_csv},
    {"c", c_layout_put},
};

int
verb_schema(struct cli *c, int argc, char **argv)
{
	struct buf b = buf_init(c->mem);

	for (size_t i = 0; argc == 2 && i < sizeof schema_languages / sizeof *schema_languages; i++)
		if (strcmp(argv[1], schema_languages[i].name) == 0) {
			schema_languages[i].put(&b);
			fwrite(b.s, 1, b.n, stdout);
			return EXIT_OK;
		}
	return cli_usage(c);
}
