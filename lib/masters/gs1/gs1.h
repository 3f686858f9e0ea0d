/*
 * gs1.h - what a GS1 bar code says: which trade item, which lot, how much of it.
 *
 * An element string is a row of application identifiers, each with its value:
 *
 *     010400638133393110L-7<FNC1>3012      as a scanner sends it
 *     (01)04006381333931(10)L-7(30)12      as it is printed below the bars
 *
 * FNC1 is the character 0x1D, or ]C1 as some scanners write it. A GS1 Digital Link says the
 * same as the address of a page: https://id.example/01/04006381333931/10/L-7?30=12. Read are
 * (01) and (02), (10), (21), (30) and (37), (310n); all others are passed over.
 */
#ifndef GS1_H
#define GS1_H

#include "base/str.h"

struct gs1 {
	struct str gtin;   /* 14 digits, rightly checked */
	struct str lot;    /* as are all below, empty or 0 when the code does not say it */
	struct str serial; /* both: visible ASCII, at most 20 characters */
	int64_t count;
	int64_t weight;   /* net, in millionths of a kilogram */
	struct str fault; /* why it cannot be read, and at which character */
};

/* Whether a text is meant as one: it begins with the symbology's identifier (]C1, ]d2, ...),
 * holds an FNC1, begins with (01) or another number in parentheses, is a link with /01/ in its
 * path, or begins with 01 or 02 and a GTIN. */
bool gs1_is(struct str text);

/* False: see fault. All that it finds lives in mem. */
bool gs1_read(const void *mem, struct str text, struct gs1 *) __attribute__((warn_unused_result));

#endif
