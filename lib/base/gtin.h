/*
 * gtin.h - GS1 trade item numbers (GTIN): 8, 12, 13 or 14 digits, the last a check digit. A
 * shorter one equals the longer one without its leading zeros.
 */
#ifndef GTIN_H
#define GTIN_H

#include "base/str.h"

enum { GTIN_DIGITS = 14 };

/* Whether v is a GTIN: a valid length, digits only, a correct check digit. */
bool gtin_is(struct str);

/* The 14-digit form, which is equal for all lengths of one GTIN. */
struct str gtin_14(const void *mem, struct str gtin);

#endif
