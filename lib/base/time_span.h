/* time_span.h - What a text means that is a day or an instant. */
#ifndef TIME_SPAN_H
#define TIME_SPAN_H

#include "base/str.h"

struct time_span {
	int64_t first, last; /* ms since the epoch, as of clock.h; equal for an instant */
	bool is_day;
};

/* "2026-03-01", a business day from its first ms to its last, or an instant as of time_parse().
 * False for anything else. */
bool time_span_parse(struct str, struct time_span *);

#endif
