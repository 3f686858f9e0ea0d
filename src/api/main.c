/*
 * main.c - Starts an API worker: settings, log, shared counters, store, then the FastCGI loop.
 *
 *     ccpl-api [--hashing | --writing]
 *
 * The pool that the worker belongs to: of the routes that hash passwords, or of the other changes.
 * What is allocated here lives as long as the worker; what a request allocates, as long as the
 * request.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "api/fcgi.h"
#include "api/limit.h"
#include "api/metrics.h"
#include "api/route_table.h"
#include "auth/token.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/process.h"
#include "inventory/upgrade/upgrade.h"
#include "schema/records.h"

static enum err
api_open_log_and_clock(struct app *app, struct why *w)
{
	const struct config *c = &app->config;
	enum log_level least = LOG_LEVEL_INFO;

	if (!log_level_parse(c->LOG_LEVEL, &least) || !clock_zone(c->TIMEZONE.s))
		return err_set(w, ERR_INVALID, "LOG_LEVEL or TIMEZONE");
	log_open(least, c->LOG_FILE.s, c->DEBUG);
	if (config_is_test(c))
		clock_file(c->CCPL_CLOCK_FILE.s);
	return OK;
}

static enum err
api_open_shared(struct app *app, struct why *w)
{
	const struct config *c = &app->config;
	enum err e;

	e = metrics_open(
	    &app->metrics, app->mem, config_runtime_path(app->mem, c, "metrics"), app->routes, w);
	if (e != OK)
		return e;
	return limit_open(&app->limit, app->mem, config_runtime_path(app->mem, c, "limits"),
	    c->RATE_LIMIT_PER_MINUTE, w);
}

/* Optional: without it, the open transaction of a killed worker ends only when it times out. */
static void
api_join_workers(struct app *app)
{
	struct why w;

	why_init(&w, app->mem);
	if (store_track_sessions(
		app->store, config_runtime_path(app->mem, &app->config, "sessions"), &w) != OK)
		LOG(LOG_LEVEL_WARNING, "sessions_not_shared", LOG_TEXT("reason", w.text));
}

static enum err
api_open_store(struct app *app, struct why *w)
{
	struct setting *instance = MEM_ONE(app->mem, struct setting);
	enum err e;

	if ((e = store_open(&app->store, app->mem, app->config.DATABASE_URL, w)) != OK)
		return e;
	api_join_workers(app);
	if ((e = store_get(app->store, &setting_schema, STR("instance"), instance, w)) != OK ||
	    (e = upgrade_check(app->store, w)) != OK)
		return e;
	app->instance = instance->value;
	app->tokens = tokens_new(app->mem, &app->config, app->instance);
	return OK;
}

static enum err
api_open(struct app *app, struct why *w)
{
	enum err e;

	if ((e = config_load(app->mem, &app->config, w)) != OK ||
	    (e = config_check(&app->config, w)) != OK)
		return e;
	if (config_is_production(&app->config))
		process_disable_dump();
	if ((e = api_open_log_and_clock(app, w)) != OK)
		return e;
	if ((e = api_open_shared(app, w)) != OK)
		return e;
	return api_open_store(app, w);
}

/* The supervisor restarts the worker at once; this limits it to once per second. */
static int
api_fail_start(const struct why *w)
{
	struct buf reason = buf_init(w->mem);

	why_put(&reason, w, ": ", "; ");
	LOG(LOG_LEVEL_ERROR, "worker_cannot_start", LOG_TEXT("reason", buf_str(&reason)));
	nanosleep(&(struct timespec){.tv_sec = 1}, NULL);
	return EXIT_FAILURE;
}

int
main(int argc, char **argv)
{
	struct app app = {.mem = mem_root("worker"), .routes = routes};
	struct why why;
	int status;

	app.writing = argc == 2 && strcmp(argv[1], "--writing") == 0;
	if (argc > 2 || (argc == 2 && !app.writing && strcmp(argv[1], "--hashing") != 0)) {
		fputs("usage: ccpl-api [--hashing | --writing], with a listening socket as "
		      "standard input\n",
		    stderr);
		return 2;
	}
	process_ignore_file_limit();
	fcgi_block_signals();
	schema_assert();
	routes_assert();
	why_init(&why, app.mem);
	status = api_open(&app, &why) == OK ? fcgi_serve(&app) : api_fail_start(&why);
	mem_free(app.mem);
	return status;
}
