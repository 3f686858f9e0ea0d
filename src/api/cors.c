/*
 * cors.c - Allows pages of CORS_ORIGINS to read responses, never with cookies:
 * Access-Control-Allow-Credentials is never sent.
 */
#include "api/cors.h"

static bool
cors_allows(const struct req *req, struct str origin)
{
	struct str rest = req->app->config.CORS_ORIGINS, one;

	while (origin.n > 0 && rest.n > 0) {
		rest = str_cut(rest, ',', &one);
		if (str_eq(str_trim(one), origin))
			return true;
	}
	return false;
}

void
cors_put_headers(const struct req *req, struct res *res)
{
	const struct str origin = http_header(req, "origin");

	if (req->app->config.CORS_ORIGINS.n == 0)
		return;
	http_set(res, "Vary", "Origin");
	if (!cors_allows(req, origin))
		return;
	http_set(res, "Access-Control-Allow-Origin", "%.*s", STRF(origin));
	http_set(res, "Access-Control-Expose-Headers",
	    "X-Total-Count, Link, ETag, X-Request-ID, Retry-After, Idempotent-Replayed");
}

void
cors_options(const struct req *req, struct res *res, struct str allow)
{
	res->status = 204;
	http_set(res, "Allow", "%.*s", STRF(allow));
	if (!cors_allows(req, http_header(req, "origin")) ||
	    http_header(req, "access-control-request-method").s == NULL)
		return;
	http_set(res, "Access-Control-Allow-Methods", "%.*s", STRF(allow));
	http_set(res, "Access-Control-Allow-Headers",
	    "Authorization, Content-Type, Accept, If-Match, If-None-Match, Idempotency-Key");
	http_set(res, "Access-Control-Max-Age", "600");
}
