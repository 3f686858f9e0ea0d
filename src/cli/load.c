/* load.c - Reads import files, runs the import and prints its findings. */
#include "cli/load.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "schema/records.h"

enum { SLICE = 65536, PROGRESS_EVERY = 100 };

/* The server of MongoDB decides how long a transaction may take, not we: nobody waits for it. */
#define LOAD_PATIENCE_US (INT64_C(600) * 1000000)

bool
load_file(struct cli *c, const char *path, struct str *text)
{
	FILE *f = fopen(path, "re");
	struct buf b = buf_init(c->mem);
	size_t n = 1;
	bool good = f != NULL;

	while (good && n > 0 && (int64_t)b.n <= c->config.MAX_FILE_SIZE) {
		buf_reserve(&b, SLICE);
		n = fread(b.s + b.n, 1, SLICE - 1, f);
		b.n += n;
	}
	good = good && !ferror(f);
	if (f != NULL)
		fclose(f);
	if (!good)
		fprintf(stderr, "ccpl: cannot read %s: %s\n", path, strerror(errno));
	else if ((int64_t)b.n > c->config.MAX_FILE_SIZE)
		fprintf(stderr, "ccpl: %s is larger than MAX_FILE_SIZE\n", path);
	*text = buf_str(&b);
	return good && (int64_t)b.n <= c->config.MAX_FILE_SIZE;
}

static void
load_show_progress(size_t done, size_t of)
{
	if (done % PROGRESS_EVERY == 0 || done == of)
		fprintf(stderr, "\r%zu of %zu rows%s", done, of, done == of ? "\n" : "");
}

void
load_print(FILE *out, const struct import *im)
{
	struct buf line = buf_init(im->cx->mem);

	for_each_finding(f, &im->found)
	{
		buf_clear(&line);
		if (!f->fault)
			buf_puts(&line, "note: ");
		finding_put(&line, f);
		fprintf(out, "%.*s\n", STRF(buf_str(&line)));
	}
}

static void
load_print_result(const struct import *im, const struct load *l)
{
	const char *file = strrchr(l->csv, '/');

	file = file == NULL ? l->csv : file + 1;
	if (im->found.nfaults > 0) {
		printf("%s: %zu fault%s. Nothing was written.\n", file, im->found.nfaults,
		    im->found.nfaults == 1 ? "" : "s");
		return;
	}
	if (im->created == 0 && im->existing == im->table.n) {
		printf("%s: all %zu rows exist already and are unchanged. Nothing was "
		       "written.\n",
		    file, im->existing);
		return;
	}
	printf("%s: %zu of %zu rows %s as %s", file, im->created, im->table.n,
	    l->dry_run ? "can be imported" : "imported", im->kind->name);
	if (im->created_text.n > 0)
		printf(" (%.*s)", STRF(im->created_text));
	if (im->existing > 0)
		printf("; %zu exist already and are unchanged", im->existing);
	printf(
	    ", %zu ops in one step.%s\n", im->batch.n, l->dry_run ? " Nothing was written." : "");
}

static enum err
load_init(struct cli *c, const struct load *l, struct change_context *cx, struct import *im)
{
	struct setting currency = {0};
	const char *slash = strrchr(l->csv, '/');
	enum err e;

	*cx = (struct change_context){.mem = c->mem,
	    .now = clock_now(),
	    .perms = UINT64_MAX,
	    .action = "import",
	    .series_by_location = config_series_by_location(&c->config)};
	im->store = c->store;
	im->cx = cx;
	im->date = str_of(l->date);
	im->reference = str_of(slash == NULL ? l->csv : slash + 1);
	im->progress = isatty(STDERR_FILENO) ? load_show_progress : NULL;
	if ((e = store_ready(c->store, &c->why)) != OK)
		return e;
	if ((e = store_get(c->store, &setting_schema, STR("currency"), &currency, &c->why)) == OK)
		im->currency = currency.value;
	return e;
}

int
load_run(struct cli *c, const struct load *l)
{
	struct import im = {.kind = import_kind_named(str_of(l->kind))};
	struct change_context cx;

	assert(im.kind != NULL);
	if (!load_file(c, l->csv, &im.csv) ||
	    (l->map != NULL && !load_file(c, l->map, &im.map_text)))
		return EXIT_FAILED;
	if (cli_store(c) == NULL)
		return EXIT_FAILED;
	c->store->patience_us = LOAD_PATIENCE_US;
	if (load_init(c, l, &cx, &im) != OK || import_plan(&im, &c->why) != OK)
		return cli_fail(c, "cannot read the store");
	load_print(l->dry_run ? stdout : stderr, &im);
	if (im.found.nfaults == 0 && !l->dry_run && import_apply(&im, &c->why) != OK)
		return cli_fail(c, "nothing was imported");
	load_print_result(&im, l);
	return im.found.nfaults == 0 ? EXIT_OK : EXIT_FAILED;
}
