/* route_table.h - The table of routes. Handlers find it in req->app, and do not include this. */
#ifndef ROUTE_TABLE_H
#define ROUTE_TABLE_H

#include "api/http.h"

extern const struct route routes[]; /* the whole API, in order; ends with method NULL */

/* Asserts what the compiler cannot check of the table. Called once at start and by the tests. */
void routes_assert(void);

#endif
