/* idle.h - What a worker does between requests. */
#ifndef IDLE_H
#define IDLE_H

#include "api/http.h"

/* Runs a slice of `ccpl purge` if one is due, which is seldom; a failure is logged. */
void idle_purge(struct app *);

#endif
