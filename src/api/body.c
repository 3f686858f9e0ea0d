/* body.c - Reads a request's body into a checked record, and its Idempotency-Key. */
#include "api/body.h"

#include <openssl/sha.h>
#include <string.h>

#include "auth/mac.h"
#include "base/mem.h"
#include "masters/reference/refs.h"
#include "schema/json.h"

enum { IDEMPOTENCY_KEY_MAX = 255 };

static enum err
check_media_type(struct req *req)
{
	struct str type;

	str_cut(http_header(req, "content-type"), ';', &type);
	if (!str_eq(str_fold(req->mem, str_trim(type)), STR("application/json")))
		return err_set(&req->why, ERR_MEDIA_TYPE, "The body must be application/json");
	return OK;
}

enum err
body_read(struct req *req)
{
	const struct route *r = req->route;
	const bool whole = strcmp(r->method, "POST") == 0 || (r->in != NULL && !r->in->stored);
	const enum check_how how = whole ? CHECK_CREATE : CHECK_UPDATE;
	const struct loc *loc = loc_name(&req->why, NULL, "body");
	struct json_object *tree;
	enum err e;

	if (r->in == NULL || (req->body.n == 0 && (r->flags & ROUTE_BODY_OPTIONAL)))
		return OK;
	if ((e = check_media_type(req)) != OK)
		return e;
	if ((e = json_parse(req->mem, req->body, &tree, &req->why)) != OK)
		return e;
	req->in = mem_new(req->mem, r->in->size);
	/* A change looks references up when it is built. Those of a body that is refused before are
	 * looked up here, so that it is told all of its faults. */
	if ((e = json_read(tree, r->in, how, req->in, loc, &req->why)) != ERR_INVALID)
		return e;
	return refs_check(req->app->store, r->in, how, req->in, loc, &req->why);
}

/* Keyed: with a plain hash of a body that contains a password, a reader of the store could
 * guess it. */
static struct str
body_hash(const struct req *req)
{
	unsigned char sum[SHA256_DIGEST_LENGTH];

	if (req->route->flags & ROUTE_HASHES)
		return mac_make(req->app->tokens, req->mem, "fingerprint", req->body);
	SHA256((const unsigned char *)req->body.s, req->body.n, sum);
	return str_hex(req->mem, sum, sizeof sum);
}

static struct str
body_fingerprint(const struct req *req)
{
	return str_printf(
	    req->mem, "%s %.*s %.*s", req->route->method, STRF(req->path), STRF(body_hash(req)));
}

static bool
key_is_visible_ascii(struct str v)
{
	for (size_t i = 0; i < v.n; i++)
		if (v.s[i] <= ' ' || v.s[i] > '~')
			return false;
	return v.n >= 1 && v.n <= IDEMPOTENCY_KEY_MAX;
}

enum err
body_read_key(struct req *req)
{
	struct str key = http_header(req, "idempotency-key");

	if (key.s == NULL || !(req->route->flags & ROUTE_TAKES_KEY))
		return OK;
	if (!key_is_visible_ascii(key))
		return err_field(&req->why,
		    loc_name(&req->why, loc_name(&req->why, NULL, "header"), "Idempotency-Key"),
		    "code", "Must be 1 to %d visible ASCII characters", IDEMPOTENCY_KEY_MAX);
	req->cx.key = key;
	req->cx.fingerprint = body_fingerprint(req);
	return OK;
}
