/*
 * gtin.h - GS1's numbers of trade items: 8, 12, 13 or 14 digits, the last of which checks the
 * others. A shorter one is the longer one without its leading zeros.
 */
#ifndef GTIN_H
#define GTIN_H

#include "base/str.h"

enum { GTIN_DIGITS = 14 };

/* Whether it is one: so many digits, nothing else, and the check digit is right. */
bool gtin_is(struct str);

/* A GTIN in its longest form, the same for each of its lengths. */
struct str gtin_14(const void *mem, struct str gtin);

#endif
