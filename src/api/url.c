/* url.c - Decodes the target of a request: its path and its query parameters. */
#include "api/url.h"

#include "base/mem.h"
#include "base/percent.h"

enum { PARAMS_MAX = 64 };

static enum err
url_malformed(struct req *req, const char *what)
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
			return url_malformed(req, "query");
		req->params[req->nparams++] = p;
	}
	return OK;
}

enum err
url_parse(struct req *req)
{
	struct str raw;

	req->query = str_cut(req->target, '?', &raw);
	if (raw.n == 0 || raw.s[0] != '/' || !percent_decode(req->mem, raw, false, &req->path)) {
		req->path = STR("");
		return url_malformed(req, "path");
	}
	req->path = canonical_path(req->mem, req->path);
	return parse_query(req);
}
