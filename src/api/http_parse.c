/*
 * http_parse.c - Decodes a request's target, and finds the route of its method and path.
 *
 * Decoded texts are allocated in req->mem; the store is not used.
 */
#include "api/http_parse.h"

#include <string.h>

#include "base/mem.h"
#include "base/percent.h"

enum { PARAMS_MAX = 64 };

static enum err
http_malformed(struct req *req, const char *what)
{
	return err_set(&req->why, ERR_BAD_REQUEST, "The %s is not well-formed", what);
}

/* "/api/v1/items/" -> "/api/items" */
static struct str
canonical_path(void *mem, struct str path)
{
	const struct str pinned = STR("/api/v1");

	if (path.n > 1 && path.s[path.n - 1] == '/')
		path.n--;
	if (str_starts(path, pinned) && (path.n == pinned.n || path.s[pinned.n] == '/'))
		return str_printf(mem, "/api%.*s", STRF(str_from(path, pinned.n)));
	return path;
}

static enum err
parse_query(struct req *req)
{
	struct str rest = req->query, one, raw_name, raw_value;

	req->params = MEM_MANY(req->mem, struct pair, PARAMS_MAX);
	while (rest.n > 0) {
		struct pair p = {.value = STR("")};

		rest = str_cut(rest, '&', &one);
		if (one.n == 0)
			continue;
		if (req->nparams == PARAMS_MAX)
			return err_set(&req->why, ERR_BAD_REQUEST, "Too many parameters");
		raw_value = str_cut(one, '=', &raw_name);
		if (!percent_decode(req->mem, raw_name, true, &p.name) ||
		    !percent_decode(req->mem, raw_value, true, &p.value))
			return http_malformed(req, "query");
		req->params[req->nparams++] = p;
	}
	return OK;
}

enum err
http_parse(struct req *req)
{
	struct str raw;

	req->query = str_cut(req->target, '?', &raw);
	if (raw.n == 0 || raw.s[0] != '/' || !percent_decode(req->mem, raw, false, &req->path)) {
		req->path = STR("");
		return http_malformed(req, "path");
	}
	req->path = canonical_path(req->mem, req->path);
	return parse_query(req);
}

/* Whether they are equal up to the first {...}, where most routes differ already. */
static bool
path_begins_alike(const char *template, struct str path)
{
	size_t n = 0;

	while (n < path.n && template[n] != '{' && template[n] == path.s[n])
		n++;
	return template[n] == '{' || (template[n] == '\0' && n == path.n);
}

/* Whether the path matches the template; puts the values of its {...} into args. */
static bool
path_matches(const char *template, struct str path, struct str args[3])
{
	struct str t = str_of(template), p = path, want, have;
	size_t n = 0;

	do {
		if (p.s == NULL)
			return false;
		t = str_cut(t, '/', &want);
		p = str_cut(p, '/', &have);
		if (want.n > 0 && want.s[0] == '{') {
			if (have.n == 0)
				return false;
			args[n++] = have;
		} else if (!str_eq(want, have)) {
			return false;
		}
	} while (t.s != NULL);
	return p.s == NULL;
}

static bool
method_matches(const struct route *r, struct str method)
{
	if (str_is(method, "HEAD"))
		return strcmp(r->method, "GET") == 0;
	if (str_is(method, "PATCH"))
		return strcmp(r->method, "PUT") == 0;
	return str_is(method, r->method);
}

static void
allow_put_methods(struct buf *allow, const struct route *r)
{
	const char *also = strcmp(r->method, "GET") == 0   ? ", HEAD"
			   : strcmp(r->method, "PUT") == 0 ? ", PATCH"
							   : "";

	buf_printf(allow, "%s%s%s", allow->n > 0 ? ", " : "", r->method, also);
}

enum err
http_match(struct req *req, struct buf *allow)
{
	struct str args[3] = {0};

	for (const struct route *r = req->app->routes; r->method != NULL; r++) {
		if (!path_begins_alike(r->path, req->path) ||
		    !path_matches(r->path, req->path, args))
			continue;
		if ((r->flags & ROUTE_INTERNAL) && !req->internal)
			continue;
		allow_put_methods(allow, r);
		if (req->route == NULL && method_matches(r, req->method)) {
			req->route = r;
			memcpy(req->args, args, sizeof args);
		}
	}
	if (req->route != NULL)
		return OK;
	if (allow->n == 0)
		return err_set(&req->why, ERR_NOT_FOUND, "Not found");
	buf_puts(allow, ", OPTIONS");
	return err_set(&req->why, ERR_METHOD, "Method not allowed");
}
