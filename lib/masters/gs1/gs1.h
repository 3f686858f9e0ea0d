/*
 * gs1.h - Parses GS1 element strings and GS1 Digital Links into GTIN, lot, serial number,
 * count and weight.
 *
 * An element string is a list of application identifiers with their values:
 *
 *     010400638133393110L-7<FNC1>3012      as a scanner sends it
 *     (01)04006381333931(10)L-7(30)12      as printed below the bars
 *
 * FNC1 is the character 0x1D, or ]C1 as some scanners write it. A GS1 Digital Link has the
 * same content as a web address: https://id.example/01/04006381333931/10/L-7?30=12. Reads (01)
 * and (02), (10), (21), (30) and (37), (310n); skips all others.
 */
#ifndef GS1_H
#define GS1_H

#include "base/str.h"

struct gs1 {
	struct str gtin;   /* 14 digits with a correct check digit */
	struct str lot;    /* this and the following are empty or 0 when not in the code */
	struct str serial; /* both: visible ASCII, at most 20 characters */
	int64_t count;
	int64_t weight;   /* net, in millionths of a kilogram */
	struct str fault; /* why it is invalid, and at which character */
};

/* Whether a text is meant as a GS1 code: it begins with a symbology identifier (]C1, ]d2,
 * ...), contains FNC1, begins with (01) or another number in parentheses, is a link with /01/
 * in its path, or begins with 01 or 02 and a GTIN. */
bool gs1_is(struct str text);

/* False: see fault. Allocates in mem. */
bool gs1_read(const void *mem, struct str text, struct gs1 *) __attribute__((warn_unused_result));

#endif
