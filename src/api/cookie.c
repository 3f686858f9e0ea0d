/* cookie.c - Reads and sets the two cookies, and enforces same origin in cookie mode. */
#include "api/cookie.h"

static const char *const cookie_names[] = {
    [COOKIE_REFRESH] = "__Host-ccpl_rt_",
    [COOKIE_DEVICE] = "__Host-ccpl_device_",
};

static struct str
cookie_name(const struct req *req, enum cookie c)
{
	return str_printf(req->mem, "%s%.*s", cookie_names[c], STRF(req->app->instance));
}

struct str
cookie_get(const struct req *req, enum cookie c)
{
	struct str one, key, value, name = cookie_name(req, c), all = http_header(req, "cookie");

	while (all.s != NULL) {
		all = str_cut(all, ';', &one);
		value = str_cut(one, '=', &key);
		if (value.s != NULL && str_eq(str_trim(key), name))
			return str_trim(value);
	}
	return (struct str){NULL, 0};
}

/* The __Host- prefix makes browsers insist on Secure, Path=/ and no Domain. */
void
cookie_set(struct req *req, struct res *res, enum cookie c, struct str value, int64_t seconds)
{
	http_set(res, "Set-Cookie",
	    "%.*s=%.*s; Path=/; Max-Age=%lld; Secure; HttpOnly; SameSite=Strict",
	    STRF(cookie_name(req, c)), STRF(value), (long long)seconds);
}

/* Browsers send the origin of a request; a client that can forge it has no use for our cookie. */
static bool
cookie_same_origin(const struct req *req)
{
	struct str site = http_header(req, "sec-fetch-site"), origin = http_header(req, "origin");
	struct str host = http_header(req, "host");
	struct str own = str_printf(req->mem, "https://%.*s", STRF(host));

	if (site.s != NULL && !str_is(site, "same-origin"))
		return false;
	if (origin.s != NULL && (host.n == 0 || !str_eq(origin, own)))
		return false;
	return site.s != NULL || origin.s != NULL;
}

enum err
cookie_mode(struct req *req, enum session_mode *mode)
{
	struct str asked = http_header(req, "x-session-mode");

	*mode = str_is(asked, "cookie") ? MODE_COOKIE : MODE_BODY;
	if (asked.s == NULL || str_is(asked, "body"))
		return OK;
	if (*mode != MODE_COOKIE)
		return err_set(&req->why, ERR_BAD_REQUEST, "X-Session-Mode must be cookie or body");
	if (!cookie_same_origin(req))
		return err_set(&req->why, ERR_CROSS_ORIGIN,
		    "In cookie mode a request must come from this site");
	return OK;
}
