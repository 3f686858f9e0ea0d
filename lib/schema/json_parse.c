/* json_parse.c - Parses a request body strictly into a json-c tree. */
#include "schema/json.h"

#include <errno.h>
#include <json-c/json.h>

#include "base/mem.h"
#include "schema/json_scan.h"

static int
json_tree_free(struct json_object **tree)
{
	json_object_put(*tree);
	return 0;
}

/* Number of members of all objects of the tree. */
static size_t
json_count_members(struct json_object *o)
{
	size_t n = 0;

	if (json_object_is_type(o, json_type_array))
		for (size_t i = 0; i < json_object_array_length(o); i++)
			n += json_count_members(json_object_array_get_idx(o, i));
	if (!json_object_is_type(o, json_type_object))
		return n;
	json_object_object_foreach(o, name, value)
	{
		(void)name;
		n += 1 + json_count_members(value);
	}
	return n;
}

static struct json_object *
json_parse_text(struct str body, enum json_tokener_error *why)
{
	struct json_tokener *t = json_tokener_new_ex(JSON_DEPTH_MAX);
	struct json_object *o;

	if (t == NULL)
		mem_exhausted();
	json_tokener_set_flags(t, JSON_TOKENER_STRICT);
	errno = 0; /* json-c reports no error here and truncates texts silently */
	o = json_tokener_parse_ex(t, body.s, (int)body.n);
	*why = json_tokener_get_error(t);
	if (errno == ENOMEM)
		mem_exhausted();
	if (*why == json_tokener_success && json_tokener_get_parse_end(t) != body.n)
		*why = json_tokener_error_parse_unexpected;
	json_tokener_free(t);
	return o;
}

enum err
json_parse(void *mem, struct str body, struct json_object **out, struct why *w)
{
	struct json_scan count;
	enum json_tokener_error error;
	struct json_object **kept;
	const char *bad;

	*out = NULL;
	if (body.n > INT32_MAX || !str_utf8(body))
		return err_set(w, ERR_BAD_JSON, "The body is not UTF-8 without NUL");
	if ((bad = json_scan(body, &count)) != NULL)
		return err_set(w, ERR_BAD_JSON, "The body is not JSON: it has %s", bad);
	if (count.values > JSON_MEMBERS_MAX)
		return err_set(
		    w, ERR_BAD_JSON, "The body has more than %d values", JSON_MEMBERS_MAX);
	body = str_trim(body);
	if (body.n == 0 || body.s[0] != '{')
		return err_set(w, ERR_BAD_JSON, "The body must be one JSON object");
	kept = MEM_ONE(mem, struct json_object *);
	*kept = json_parse_text(body, &error);
	talloc_set_destructor(kept, json_tree_free);
	if (error != json_tokener_success)
		return err_set(
		    w, ERR_BAD_JSON, "The body is not JSON: %s", json_tokener_error_desc(error));
	if (json_count_members(*kept) != count.members)
		return err_set(w, ERR_BAD_JSON, "The body has a duplicate member");
	*out = *kept;
	return OK;
}
