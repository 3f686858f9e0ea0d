/*
 * cookie.h - the two cookies, and where a session's refresh token travels.
 *
 * Body mode: in JSON. Cookie mode: in a cookie that no script can read; then each request
 * that uses the cookie says `X-Session-Mode: cookie` and comes from our own pages, which a
 * page of another site can neither say nor pretend. The device's cookie proves nothing but
 * that somebody signed in there before; it goes along in both modes.
 */
#ifndef COOKIE_H
#define COOKIE_H

#include "api/http.h"
#include "schema/records.h"

struct idempotency;

enum cookie { COOKIE_REFRESH, COOKIE_DEVICE };

/* Its value; .s NULL when there is none. */
struct str cookie_get(const struct req *, enum cookie);

/* Sets it for so many seconds; 0 removes it. */
void cookie_set(struct req *, struct res *, enum cookie, struct str value, int64_t seconds);

/* What X-Session-Mode asks for; BAD_REQUEST unless it is cookie, body or absent.
 * CROSS_ORIGIN for cookie mode from elsewhere. */
enum err cookie_mode(struct req *, enum session_mode *) MUST_CHECK;

#endif
