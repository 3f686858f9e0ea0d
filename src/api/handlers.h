/* handlers.h - Declares the handlers of all routes, from their rows in routes.def. */
#ifndef HANDLERS_H
#define HANDLERS_H

#include "api/http.h"

#define ROUTE(method, path, function, ...) handler function;
#include "api/routes.def"

struct idempotency;

/* Those that a row names by .replay alone. */
handler crud_replay, postings_replay;

#endif
