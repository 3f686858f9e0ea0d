/*
 * decimal.h - exact quantities and money: int64 millionths.
 *
 * Never a double: values are read from the text of a JSON number and written
 * back as the shortest text. Inputs |x| < 10^9, totals up to 9 x 10^12.
 */
#ifndef DECIMAL_H
#define DECIMAL_H

#include "base/buf.h"

#define DEC_ONE       INT64_C(1000000)          /* 1 */
#define DEC_INPUT_MAX (1000000000 * DEC_ONE)    /* inputs are below it */
#define DEC_TOTAL_MAX (9000000000000 * DEC_ONE) /* a sum may reach it */
enum { DEC_PLACES = 6 };

enum dec_fault { DEC_OK, DEC_SYNTAX, DEC_PLACES_EXCEEDED, DEC_RANGE };

/* From the grammar of a JSON number (RFC 8259, 6): sign, digits, fraction, exponent.
 * Zeros at the end of the fraction do not count as places. DEC_RANGE: |x| >= 10^9. */
enum dec_fault dec_parse(struct str, int64_t *out);

/* By the same grammar, a whole number of at most 18 digits: 5, 5.0, 1e2. No millionths. */
bool dec_parse_whole(struct str, int64_t *out);

/* The shortest text: "12.5", "-0.000001", "7". */
void dec_put(struct buf *, int64_t);
struct str dec_str(const void *ctx, int64_t);

/* How many decimal places v needs, 0..6. */
int dec_places(int64_t v);

/* v * num / den in 128 bits. False when it is not exact or passes DEC_TOTAL_MAX; then
 * *below and *above are the nearest results (equal to each other at overflow: 0). */
bool dec_ratio(int64_t v, int64_t num, int64_t den, int64_t *out, int64_t *below, int64_t *above);

/* a + b into *out; false when it leaves +-DEC_TOTAL_MAX. */
bool dec_add(int64_t a, int64_t b, int64_t *out);

#endif
