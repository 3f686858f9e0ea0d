/*
 * migration_command.c - Parses and runs the commands of a MongoDB migration: the server's own,
 * and our {"adopt": "<collection>"}.
 */
#include "store/mongo/mongo_migrate.h"

#include <string.h>

#include "base/mem.h"

/* The error code of a command whose effect is already in place. */
static const struct {
	const char *command;
	uint32_t code;
} command_done_codes[] = {
    {"create", 48},      /* NamespaceExists */
    {"drop", 26},        /* NamespaceNotFound */
    {"dropIndexes", 26}, /* NamespaceNotFound */
    {"dropIndexes", 27}, /* IndexNotFound */
};

static bool
command_already_done(const char *command, uint32_t code)
{
	for (size_t i = 0; i < sizeof command_done_codes / sizeof *command_done_codes; i++)
		if (command_done_codes[i].code == code &&
		    strcmp(command_done_codes[i].command, command) == 0)
			return true;
	return false;
}

enum err
mongo_commands_read(
    const struct migration *m, bool up, bson_t **commands, bson_iter_t *each, struct why *w)
{
	struct str text = up ? m->up : m->down;
	struct str list = str_printf(w->mem, "{\"commands\": %.*s}", STRF(text));
	bson_error_t error;
	bson_iter_t it;

	*commands = bson_new_from_json((const uint8_t *)list.s, (ssize_t)list.n, &error);
	if (*commands == NULL)
		return err_set(w, ERR_UNAVAILABLE, "Migration %03lld %.*s: %s",
		    (long long)m->number, STRF(m->title), error.message);
	if (bson_iter_init_find(&it, *commands, "commands") && bson_iter_recurse(&it, each))
		return OK;
	bson_destroy(*commands);
	return err_set(w, ERR_UNAVAILABLE, "Migration %03lld %.*s is not a list of commands",
	    (long long)m->number, STRF(m->title));
}

/* An update that fails for some documents replies ok, with a list of failures. */
static bool
command_get_write_error(const bson_t *reply, bson_error_t *error)
{
	bson_iter_t it, at;

	if (!bson_iter_init(&it, reply) || !bson_iter_find_descendant(&it, "writeErrors.0", &at))
		return false;
	bson_set_error(error, MONGOC_ERROR_SERVER, 0, "a write failed");
	if (!bson_iter_recurse(&at, &it))
		return true;
	while (bson_iter_next(&it)) {
		if (strcmp(bson_iter_key(&it), "code") == 0)
			error->code = (uint32_t)bson_iter_as_int64(&it);
		if (strcmp(bson_iter_key(&it), "errmsg") == 0 && BSON_ITER_HOLDS_UTF8(&it))
			bson_strncpy(
			    error->message, bson_iter_utf8(&it, NULL), sizeof error->message);
	}
	return true;
}

static enum err
command_run(struct mongo *m, const char *name, const bson_t *command, struct why *w)
{
	bson_error_t error;
	bson_t reply;
	bool good = mongoc_database_write_command_with_opts(m->db, command, NULL, &reply, &error);
	enum err e = OK;

	if (good)
		good = !command_get_write_error(&reply, &error);
	else
		good = command_already_done(name, error.code);
	if (!good) {
		e = mongo_set_error(m, &error, &reply, w);
		e = err_set(w, e, "%s: %s", name, error.message);
	}
	bson_destroy(&reply);
	return e;
}

enum err
mongo_command_run(struct mongo *m, const bson_iter_t *at, struct why *w)
{
	bson_iter_t first;
	const uint8_t *data;
	uint32_t n;
	bson_t command;
	const char *name;

	if (!BSON_ITER_HOLDS_DOCUMENT(at) || !bson_iter_recurse(at, &first) ||
	    !bson_iter_next(&first) || !BSON_ITER_HOLDS_UTF8(&first))
		return err_set(w, ERR_UNAVAILABLE, "A migration contains an invalid command");
	bson_iter_document(at, &n, &data);
	if (!bson_init_static(&command, data, n))
		return err_set(w, ERR_UNAVAILABLE, "A migration contains an invalid command");
	name = bson_iter_key(&first);
	if (strcmp(name, "adopt") == 0)
		return mongo_adopt(m, str_of(bson_iter_utf8(&first, NULL)), w);
	return command_run(m, name, &command, w);
}
