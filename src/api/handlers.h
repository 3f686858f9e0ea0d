/* handlers.h - Declares the handlers of all routes, from their rows in routes.def. */
#ifndef HANDLERS_H
#define HANDLERS_H

#include "api/http.h"

#define ROUTE(method, path, handlers, ...) handler handlers;
#include "api/routes.def"

#endif
