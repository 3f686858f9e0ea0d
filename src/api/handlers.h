/* handlers.h - the functions that routes.c names, by group. */
#ifndef HANDLERS_H
#define HANDLERS_H

#include "api/http.h"

/* health.c */
handler health_live, health_ready, health_metrics;
/* docs.c */
handler docs_openapi_get;

#endif
