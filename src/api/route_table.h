/* route_table.h - Table of routes. Handlers read it from req->app and do not include this file. */
#ifndef ROUTE_TABLE_H
#define ROUTE_TABLE_H

#include "api/http.h"

extern const struct route routes[]; /* the whole API, in order; ends with method NULL */

/* Asserts what the compiler cannot check in the table. Called at start and by tests. */
void routes_assert(void);

#endif
