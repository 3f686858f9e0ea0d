/* url.h - Decodes the target of a request. */
#ifndef URL_H
#define URL_H

#include "api/http.h"

/* Fills path, query and params from req->target, allocated in req->mem. BAD_REQUEST for invalid
 * percent-encoding or UTF-8, or a path that does not begin with a slash. */
enum err url_parse(struct req *) MUST_CHECK;

#endif
