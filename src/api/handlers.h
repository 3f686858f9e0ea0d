/* handlers.h - Declares the handlers of all routes, from their rows in routes.def. */
#ifndef HANDLERS_H
#define HANDLERS_H

#include "api/http.h"

#define ROUTE(method, path, function, ...) handler function;
#include "api/routes.def"

/* Those that a row names by .answer or .replay alone. */
handler crud_created, crud_changed, crud_replay, postings_made, postings_replay, users_changed;

#endif
