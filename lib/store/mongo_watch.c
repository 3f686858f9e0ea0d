/*
 * mongo_watch.c - commands as the server answers them: counted by name, and told when one was
 * slow. Their name and time only: what they hold is never looked at.
 */
#include "store/mongo.h"

#include "base/log.h"

enum { SLOW_US = 500000 };

static struct store_command *
command_of(struct mongo *m, const char *name)
{
	size_t i = 0;

	while (i < STORE_COMMANDS - 1 && strcmp(store_commands[i], name) != 0)
		i++;
	return &m->base.stats.commands[i];
}

static void
count(struct mongo *m, const char *name, int64_t us, bool failed)
{
	struct store_command *c = command_of(m, name);

	c->n++;
	c->failed += failed;
	c->us += us;
	if (us >= SLOW_US)
		LOG(LOG_LEVEL_WARNING, "mongo_slow", LOG_TEXT("command", str_of(name)),
		    LOG_NUMBER("ms", us / 1000));
}

static void
succeeded(const mongoc_apm_command_succeeded_t *event)
{
	struct mongo *m = mongoc_apm_command_succeeded_get_context(event);

	m->replied = true;
	count(m, mongoc_apm_command_succeeded_get_command_name(event),
	    mongoc_apm_command_succeeded_get_duration(event), false);
}

static void
failed(const mongoc_apm_command_failed_t *event)
{
	struct mongo *m = mongoc_apm_command_failed_get_context(event);

	m->replied = bson_has_field(mongoc_apm_command_failed_get_reply(event), "ok");
	count(m, mongoc_apm_command_failed_get_command_name(event),
	    mongoc_apm_command_failed_get_duration(event), true);
}

void
mongo_monitor_install(struct mongo *m)
{
	mongoc_apm_callbacks_t *on = mongoc_apm_callbacks_new();

	mongoc_apm_set_command_succeeded_cb(on, succeeded);
	mongoc_apm_set_command_failed_cb(on, failed);
	mongoc_client_set_apm_callbacks(m->client, on, m);
	mongoc_apm_callbacks_destroy(on);
}
