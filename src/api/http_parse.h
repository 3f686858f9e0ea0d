/* http_parse.h - Decodes the target and finds the route. */
#ifndef HTTP_PARSE_H
#define HTTP_PARSE_H

#include "api/http.h"

/* Fills path, query and params from req->target. BAD_REQUEST for invalid percent-encoding or
 * UTF-8, or a path that does not begin with a slash. */
enum err http_parse(struct req *) MUST_CHECK;

/* Finds the route of method and path and fills req->route and args; NOT_FOUND, METHOD. *allow
 * gets the methods of the path, as in the Allow header. */
enum err http_match(struct req *, struct buf *allow) MUST_CHECK;

#endif
