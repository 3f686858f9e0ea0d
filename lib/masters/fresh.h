/* fresh.h - what a new system begins with: units, one category, one location, reasons. */
#ifndef FRESH_H
#define FRESH_H

#include "auth/deed.h"

/* Fills a store that has no unit yet, in one batch; does nothing to any other. */
enum err fresh_fill(struct store *, const struct deed *, struct why *) MUST_CHECK;

#endif
