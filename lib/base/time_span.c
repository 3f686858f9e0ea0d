/* time_span.c - Parses a text that is a day or an instant. */
#include "base/time_span.h"

#include "base/clock.h"

bool
time_span_parse(struct str v, struct time_span *out)
{
	int64_t at;

	if (day_valid(v)) {
		*out = (struct time_span){day_start(v), day_end(v), true};
		return true;
	}
	if (!time_parse(v, &at))
		return false;
	*out = (struct time_span){at, at, false};
	return true;
}
