/*
 * client.c - Runs store operations named on the command line and prints each outcome as JSON.
 * For the tests of faults.
 *
 *     client URL SESSIONS ACTION...
 *
 * SESSIONS is the file in which it records its session beside other clients, or "-".
 *
 * Each action prints a line: the outcome as a client of the API would get it, and how long it
 * took by clock_monotonic(), with sleeps skipped here.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/mem.h"
#include "schema/json.h"
#include "schema/records.h"
#include "store/store.h"

static enum err
insert_one(struct store *st, void *mem, struct why *w)
{
	struct setting s = {0};
	struct batch b = batch_init(mem);

	SET(&s, setting, id, STR("one"));
	SET(&s, setting, value, STR("1"));
	batch_add(&b, OP_INSERT, &setting_schema, &s);
	return store_apply(st, b.ops, b.n, w);
}

/* Like a posting: takes a number and inserts a record with it, or neither. */
static enum err
post_after(struct store *st, struct batch b, struct why *w)
{
	struct series n = {0};
	struct setting s = {0};
	const size_t number = b.n;

	SET(&n, series, id, STR("posting"));
	SET(&n, series, value, 0);
	op_increment(batch_add(&b, OP_ADD, &series_schema, &n), FIELD(series, value), 1);
	SET(&s, setting, id, STR("posted"));
	SET(&s, setting, value, STR(""));
	op_assign_number(batch_add(&b, OP_INSERT, &setting_schema, &s), FIELD(setting, value),
	    number, FIELD(series, value), "MV-", 3);
	return store_apply(st, b.ops, b.n, w);
}

static enum err
post_number(struct store *st, void *mem, struct why *w)
{
	return post_after(st, batch_init(mem), w);
}

/* The same, which also expects that there is no such lot: rows of two collections are read. */
static enum err
post_expecting(struct store *st, void *mem, struct why *w)
{
	struct batch b = batch_init(mem);

	batch_expect(&b, &lot_schema, STR("none"), 0);
	return post_after(st, b, w);
}

/* Like a failed sign-in: counts in a row that may not exist. */
static enum err
count_one(struct store *st, void *mem, struct why *w)
{
	struct series n = {0};
	struct batch b = batch_init(mem);

	SET(&n, series, id, STR("guesses"));
	SET(&n, series, value, 0);
	op_increment(batch_add(&b, OP_ADD, &series_schema, &n), FIELD(series, value), 1);
	return store_apply(st, b.ops, b.n, w);
}

static enum err
read_setting(struct store *st, void *mem, struct why *w)
{
	struct setting s;

	(void)mem;
	return store_get(st, &setting_schema, STR("posted"), &s, w);
}

/* Like a slice of verify: two reads in one snapshot. */
static enum err
read_held(struct store *st, void *mem, struct why *w)
{
	struct query all = {.schema = &setting_schema, .limit = 1};
	struct rows rows;
	int64_t n;
	enum err e;

	(void)mem;
	if ((e = store_snapshot_begin(st, w)) != OK)
		return e;
	if ((e = store_find(st, &all, &rows, w)) == OK)
		e = store_count(st, &all, &n, w);
	store_snapshot_end(st);
	return e;
}

/* Reads only later: the snapshot is that of its begin. */
static enum err
hold_only(struct store *st, void *mem, struct why *w)
{
	enum err e = store_snapshot_begin(st, w);

	(void)mem;
	if (e == OK)
		store_snapshot_end(st);
	return e;
}

static enum err
check_ready(struct store *st, void *mem, struct why *w)
{
	(void)mem;
	return store_ready(st, w);
}

static const struct {
	const char *name;
	enum err (*run)(struct store *, void *mem, struct why *);
} client_actions[] = {
    {"insert", insert_one},
    {"post", post_number},
    {"post_expecting", post_expecting},
    {"count", count_one},
    {"read", read_setting},
    {"held", read_held},
    {"hold", hold_only},
    {"ready", check_ready},
};

static int64_t
wall_clock(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* How long it could have run, but had no processor: microseconds. */
static int64_t
queued(void)
{
	FILE *f = fopen("/proc/self/schedstat", "r");
	long long ns = 0;

	if (f == NULL)
		return 0;
	(void)!fscanf(f, "%*s %lld", &ns);
	fclose(f);
	return ns / 1000;
}

static bool
run(struct store *st, const char *name)
{
	void *mem = mem_root("deed");
	struct buf b = buf_init(mem);
	int64_t began = clock_monotonic(), wall_began = wall_clock(), queued_began = queued();
	struct why w;
	enum err e;
	size_t i = 0;

	while (i < sizeof client_actions / sizeof *client_actions &&
	       strcmp(client_actions[i].name, name) != 0)
		i++;
	if (i == sizeof client_actions / sizeof *client_actions)
		return false;
	why_init(&w, mem);
	e = client_actions[i].run(st, mem, &w);
	buf_printf(&b,
	    "{\"code\":\"%s\",\"status\":%d,\"op\":%zu,\"text\":", e == OK ? "ok" : err_code(e),
	    e == OK ? 200 : err_status(e), w.op);
	json_put_str(&b, w.text);
	printf("%s,\"clock_ms\":%lld,\"queued_ms\":%lld,\"wall_ms\":%lld}\n", b.s,
	    (long long)(clock_monotonic() - began) / 1000,
	    (long long)(queued() - queued_began) / 1000,
	    (long long)(wall_clock() - wall_began) / 1000);
	mem_free(mem);
	return true;
}

int
main(int argc, char **argv)
{
	void *mem = mem_root("client");
	struct store *st;
	struct why w;
	int i;

	why_init(&w, mem);
	clock_skip_sleep(true);
	if (argc < 4 || store_open(&st, mem, str_of(argv[1]), &w) != OK)
		return 2;
	if (strcmp(argv[2], "-") != 0 && store_track_sessions(st, argv[2], &w) != OK)
		fprintf(stderr, "not joined: %s\n", w.text.s);
	for (i = 3; i < argc && run(st, argv[i]); i++)
		fflush(stdout);
	mem_free(mem);
	return i == argc ? EXIT_SUCCESS : 2;
}
