/*
 * monitor.c - Counts MongoDB commands by name and logs slow ones. Only names and durations,
 * never contents.
 */
#include "store/mongo/mongo.h"

#include "base/log.h"

enum { SLOW_COMMAND_US = 500000 };

static struct store_command *
monitor_command_of(struct mongo *m, const char *name)
{
	size_t i = 0;

	while (i < STORE_COMMANDS - 1 && strcmp(store_commands[i], name) != 0)
		i++;
	return &m->base.stats.commands[i];
}

static void
monitor_count(struct mongo *m, const char *name, int64_t us, bool monitor_failed)
{
	struct store_command *c = monitor_command_of(m, name);

	c->n++;
	c->failed += monitor_failed;
	c->us += us;
	if (us >= SLOW_COMMAND_US)
		LOG(LOG_LEVEL_WARNING, "mongo_slow", LOG_TEXT("command", str_of(name)),
		    LOG_NUMBER("ms", us / 1000));
}

static void
monitor_succeeded(const mongoc_apm_command_succeeded_t *event)
{
	struct mongo *m = mongoc_apm_command_succeeded_get_context(event);

	m->replied = true;
	monitor_count(m, mongoc_apm_command_succeeded_get_command_name(event),
	    mongoc_apm_command_succeeded_get_duration(event), false);
}

static void
monitor_failed(const mongoc_apm_command_failed_t *event)
{
	struct mongo *m = mongoc_apm_command_failed_get_context(event);

	m->replied = bson_has_field(mongoc_apm_command_failed_get_reply(event), "ok");
	monitor_count(m, mongoc_apm_command_failed_get_command_name(event),
	    mongoc_apm_command_failed_get_duration(event), true);
}

void
mongo_monitor_install(struct mongo *m)
{
	mongoc_apm_callbacks_t *on = mongoc_apm_callbacks_new();

	mongoc_apm_set_command_succeeded_cb(on, monitor_succeeded);
	mongoc_apm_set_command_failed_cb(on, monitor_failed);
	mongoc_client_set_apm_callbacks(m->client, on, m);
	mongoc_apm_callbacks_destroy(on);
}
