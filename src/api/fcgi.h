/* fcgi.h - the loop between nginx and http_handle(); see fcgi.c. */
#ifndef FCGI_H
#define FCGI_H

#include "api/http.h"

struct idempotency;

/* Serves fd 0 until SIGTERM, then what was accepted or waits to be, or until an answer says
 * that the worker should leave. Returns the exit status. */
int fcgi_serve(struct app *);

/* Blocks SIGTERM and SIGINT, and has the first sent when the supervisor dies; called before
 * anything that could be cut short. */
void fcgi_block_signals(void);

#endif
