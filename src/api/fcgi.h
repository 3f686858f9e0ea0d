/* fcgi.h - The FastCGI loop between nginx and http_begin(), http_end(). */
#ifndef FCGI_H
#define FCGI_H

#include "api/http.h"

/* Serves fd 0 until SIGTERM, then finishes accepted and queued requests; or until a response
 * requires the worker to exit. Returns the exit status. */
int fcgi_serve(struct app *);

/* Blocks SIGTERM and SIGINT, and requests SIGTERM when the supervisor dies. Call it before
 * anything that must not be interrupted. */
void fcgi_block_signals(void);

#endif
