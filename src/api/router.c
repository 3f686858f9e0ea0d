/* router.c - Finds the route of a method and path, and the methods that the path allows. */
#include "api/router.h"

#include <string.h>

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
router_match(struct req *req, struct buf *allow)
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
