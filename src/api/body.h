/* body.h - Reads the body as a checked record, and the Idempotency-Key with its fingerprint. */
#ifndef BODY_H
#define BODY_H

#include "api/http.h"

/* Checks media type, size and JSON; then reads req->in, a record of route->in, and collects
 * every fault of format and, if there is one, of reference. Does nothing for a route without a
 * body. */
enum err body_read(struct req *) MUST_CHECK;

/* Reads the Idempotency-Key into req->cx, with the request's fingerprint. */
enum err body_read_key(struct req *) MUST_CHECK;

#endif
