/*
 * decimal.h - Exact decimals as int64 millionths, for quantities and money.
 *
 * Never a double: values are read from the text of a JSON number and written back as the
 * shortest text. Inputs |x| < 10^9, totals up to 9 x 10^12.
 */
#ifndef DECIMAL_H
#define DECIMAL_H

#include "base/buf.h"

#define DEC_ONE       INT64_C(1000000)          /* 1 */
#define DEC_INPUT_MAX (1000000000 * DEC_ONE)    /* exclusive bound of inputs */
#define DEC_TOTAL_MAX (9000000000000 * DEC_ONE) /* inclusive bound of sums */
enum { DEC_PLACES = 6 };

enum dec_fault { DEC_OK, DEC_SYNTAX, DEC_PLACES_EXCEEDED, DEC_RANGE };

/* Grammar of a JSON number (RFC 8259, 6): sign, digits, fraction, exponent. Trailing zeros of
 * the fraction do not count as places. DEC_RANGE: |x| >= 10^9. */
enum dec_fault dec_parse(struct str, int64_t *out);

/* Same grammar, but a whole number of at most 18 digits: 5, 5.0, 1e2. Not in millionths. */
bool dec_parse_whole(struct str, int64_t *out);

/* The shortest text: "12.5", "-0.000001", "7". */
void dec_put(struct buf *, int64_t);
struct str dec_str(const void *ctx, int64_t);

/* Number of decimal places v needs, 0..6. */
int dec_places(int64_t v);

/* v * num / den, computed in 128 bits. False when not exact or beyond DEC_TOTAL_MAX; then
 * *below and *above are the nearest results (both 0 on overflow). */
bool dec_ratio(int64_t v, int64_t num, int64_t den, int64_t *out, int64_t *below, int64_t *above);

/* *out = a + b; false when the sum exceeds +-DEC_TOTAL_MAX. */
bool dec_add(int64_t a, int64_t b, int64_t *out);

#endif
