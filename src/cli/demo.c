/*
 * demo.c - `ccpl demo`: loads demo data into an empty system.
 *
 * Masters and opening stock are imported; then some weeks of movements are posted as users
 * would post them. Its files write days as D-12: twelve days ago.
 */
#include <stdio.h>

#include "base/clock.h"
#include "base/mem.h"
#include "cli/load.h"
#include "inventory/posting/posting.h"
#include "schema/records.h"

enum { DAY_MS = 24 * 3600 * 1000, OPENED_DAYS_AGO = 42 };

static const char *const demo_files[] = {
    "categories", "locations", "suppliers", "recipients", "items", "stock", NULL};

/* Each row is a posting of one line. */
static const struct import_kind demo_movements = {
    "movements", "movement", &posting_request_schema, NULL, NULL};

static struct str
demo_day_ago(struct cli *c, int64_t now, int64_t days)
{
	return day_of(c->mem, now - days * DAY_MS);
}

/* Replaces D-12 at the beginning of a line by the day. */
static struct str
demo_fill_days(struct cli *c, struct str text, int64_t now)
{
	struct buf b = buf_init(c->mem);
	struct str line, rest, days;
	int64_t n;

	while (text.n > 0) {
		text = str_cut(text, '\n', &line);
		rest = str_cut(line, ',', &days);
		if (str_starts(days, STR("D-")) && str_int(str_from(days, 2), &n)) {
			buf_put(&b, demo_day_ago(c, now, n));
			buf_putc(&b, ',');
			line = rest;
		}
		buf_put(&b, line);
		buf_putc(&b, '\n');
	}
	return buf_str(&b);
}

/* A posting refers to locations, suppliers and recipients by id, the file by code. */
static enum err
demo_resolve_codes(struct import *im, struct posting_request *r, struct why *w)
{
	static const struct {
		size_t field;
		const struct schema *to;
	} refs[] = {
	    {FIELD(posting_request, location_id), &location_schema},
	    {FIELD(posting_request, to_location_id), &location_schema},
	    {FIELD(posting_request, issued_to), &recipient_schema},
	    {FIELD(posting_request, supplier_id), &supplier_schema},
	};
	const struct schema *s = &posting_request_schema;
	struct str id;
	enum err e = OK;

	for (size_t i = 0; i < sizeof refs / sizeof *refs && e == OK; i++) {
		struct str code = rec_text(r, &s->fields[refs[i].field]);

		if (!rec_has(r, refs[i].field))
			continue;
		e = resolver_find(&im->resolver, refs[i].to, code, false, &id, w);
		rec_set_text(r, s, refs[i].field, id.n > 0 ? id : code);
	}
	return e;
}

static enum err
demo_post_row(struct import *im, const struct import_row *row, struct why *w)
{
	struct posting_request r;
	struct posting p = {0};
	bool good;
	enum err e = import_record(im, row, &r, &good, w);

	if (e != OK || !good || (e = demo_resolve_codes(im, &r, w)) != OK)
		return e;
	return posting_make(im->store, im->cx, &r, &p, w);
}

static int
demo_post_movements(struct cli *c, const char *path)
{
	struct change_context cx = {
	    .mem = c->mem, .now = clock_now(), .perms = UINT64_MAX, .action = "demo"};
	struct import im = {.store = c->store, .cx = &cx, .kind = &demo_movements};

	if (!load_file(c, path, &im.csv))
		return EXIT_FAILED;
	im.csv = demo_fill_days(c, im.csv, cx.now);
	findings_init(&im.found, c->mem);
	im.resolver = (struct resolver){.mem = c->mem, .store = c->store};
	import_table_read(&im.table, demo_movements.schema, &im.map, im.csv, &im.found);
	for (size_t i = 0; i < im.table.n && im.found.nfaults == 0; i++)
		if (demo_post_row(&im, import_table_row(&im.table, i, c->mem), &c->why) != OK) {
			fprintf(stderr, "ccpl: %s, row %zu\n", path,
			    import_table_row_number(&im.table, i));
			return cli_fail(c, "a movement cannot be posted");
		}
	findings_sort(&im.found);
	load_print(stderr, &im);
	if (im.found.nfaults > 0)
		return EXIT_FAILED;
	printf("%zu movements posted.\n", im.table.n);
	return EXIT_OK;
}

static bool
demo_is_empty(struct cli *c)
{
	const struct query q = {.schema = &item_schema, .limit = 1};
	struct rows rows;

	if (store_find(c->store, &q, &rows, &c->why) != OK) {
		cli_fail(c, "cannot read the store");
		return false;
	}
	if (rows.n > 0)
		fprintf(stderr, "ccpl: there are items already: the demo is for an empty system\n");
	return rows.n == 0;
}

int
verb_demo(struct cli *c, int argc, char **argv)
{
	const char *dir = argc == 2 ? argv[1] : CCPL_DATADIR "/demo";
	const struct str opened = demo_day_ago(c, clock_now(), OPENED_DAYS_AGO);
	int status = EXIT_OK;

	if (argc > 2)
		return cli_usage(c);
	if (cli_store(c) == NULL || !demo_is_empty(c))
		return EXIT_FAILED;
	for (const char *const *f = demo_files; *f != NULL && status == EXIT_OK; f++)
		status = load_run(c, &(struct load){.kind = *f,
					 .csv = str_printf(c->mem, "%s/%s.csv", dir, *f).s,
					 .date = opened.s});
	return status != EXIT_OK
		   ? status
		   : demo_post_movements(c, str_printf(c->mem, "%s/movements.csv", dir).s);
}
