/*
 * export.c - `ccpl export`: prints records as JSON Lines, {"item":{...}}: schemas in the order
 * of records/all.def, records by id, members in the order of the fields.
 *
 * Equal records give equal bytes, on any store. Omits secrets, so it is no backup; includes
 * hidden fields that are not secret.
 */
#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"
#include "schema/json.h"
#include "store/store_cursor.h"

enum { AT_ONCE = 500 };

static bool
export_includes(const struct schema *of, int argc, char **argv)
{
	bool selected = argc == 1;

	for (int i = 1; i < argc; i++)
		selected = selected || strcmp(argv[i], of->name) == 0;
	return of->stored && selected;
}

/* False, with a message, when one is not a stored schema. */
static bool
export_check_kinds(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		const struct schema *of = schema_named(str_of(argv[i]));

		if (of != NULL && of->stored)
			continue;
		fprintf(stderr, "ccpl: no kind '%s'; there are", argv[i]);
		for (size_t k = 0; schemas[k] != NULL; k++)
			if (schemas[k]->stored)
				fprintf(stderr, " %s", schemas[k]->name);
		fputc('\n', stderr);
		return false;
	}
	return true;
}

static enum err
export_kind(struct cli *c, const struct schema *of)
{
	struct store_cursor k = store_cursor_open(c->store, of, STR(""), AT_ONCE);
	struct buf line = buf_init(c->mem);
	const void *rec;
	enum err e;

	assert(of->stored);
	while ((e = store_cursor_next(&k, &rec, &c->why)) == OK && rec != NULL) {
		buf_clear(&line);
		buf_printf(&line, "{\"%s\":", of->name);
		json_put_stored(&line, of, rec, F_SECRET);
		buf_puts(&line, "}\n");
		if (fwrite(line.s, 1, line.n, stdout) != line.n)
			e = err_set(&c->why, ERR_UNAVAILABLE, "writing: %s", strerror(errno));
		if (e != OK)
			break;
	}
	store_cursor_close(&k);
	return e;
}

int
verb_export(struct cli *c, int argc, char **argv)
{
	enum err e;

	if (!export_check_kinds(argc, argv))
		return EXIT_USAGE;
	if (cli_store(c) == NULL)
		return EXIT_FAILED;
	e = store_ready(c->store, &c->why);
	for (size_t i = 0; schemas[i] != NULL && e == OK; i++)
		if (export_includes(schemas[i], argc, argv))
			e = export_kind(c, schemas[i]);
	if (e == OK && fflush(stdout) != 0)
		e = err_set(&c->why, ERR_UNAVAILABLE, "writing: %s", strerror(errno));
	return e == OK ? EXIT_OK : cli_fail(c, "not all could be exported");
}
