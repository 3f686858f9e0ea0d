/* places.h - the filter by a record and all that lies below it. */
#ifndef PLACES_H
#define PLACES_H

#include "api/http.h"

/* The ids that the parameter stands for: the record's, and of all below unless
 * children=false. *given says whether there was one at all. */
enum err places_below(
    struct req *, const char *param, const struct schema *, struct list *, bool *given) MUST_CHECK;

#endif
