/* router.h - Finds the route of a request. */
#ifndef ROUTER_H
#define ROUTER_H

#include "api/http.h"

/* Finds the route of method and path and fills req->route and args; NOT_FOUND, METHOD. *allow
 * gets the methods of the path, as in the Allow header. */
enum err router_match(struct req *, struct buf *allow) MUST_CHECK;

#endif
