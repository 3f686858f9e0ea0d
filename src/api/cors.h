/* cors.h - CORS headers and the answer to OPTIONS. */
#ifndef CORS_H
#define CORS_H

#include "api/http.h"

/* Adds the headers that let a page of one of CORS_ORIGINS read the response. */
void cors_put_headers(const struct req *, struct res *);

/* Answers OPTIONS: the methods of the path; to a preflight from an allowed origin also what it
 * may send. */
void cors_options(const struct req *, struct res *, struct str allow);

#endif
