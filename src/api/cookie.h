/*
 * cookie.h - The refresh and device cookies, and where a session's refresh token travels.
 *
 * Body mode: in JSON. Cookie mode: in a cookie that scripts cannot read; each request that
 * uses it must send `X-Session-Mode: cookie` and come from our own origin, which a page of
 * another site cannot do. The device cookie only proves that somebody signed in on the device
 * before; it is used in both modes.
 */
#ifndef COOKIE_H
#define COOKIE_H

#include "api/http.h"
#include "schema/records.h"

enum cookie { COOKIE_REFRESH, COOKIE_DEVICE };

/* The cookie's value; .s NULL when there is none. */
struct str cookie_get(const struct req *, enum cookie);

/* Sets it for that many seconds; 0 deletes it. */
void cookie_set(struct req *, struct res *, enum cookie, struct str value, int64_t seconds);

/* The mode in X-Session-Mode; BAD_REQUEST unless it is cookie, body or absent. CROSS_ORIGIN
 * for cookie mode from another origin. */
enum err cookie_mode(struct req *, enum session_mode *) MUST_CHECK;

#endif
