/* retry.c - five seconds of trying. */
#include "inventory/posting/retry.h"

#include "base/clock.h"

enum { RETRY_US = 5 * 1000 * 1000 };

struct retry
retry_start(void)
{
	return (struct retry){clock_monotonic() + RETRY_US};
}

bool
retry_needed(struct retry *a, const struct change_context *cx, enum err *e, struct why *w)
{
	if ((*e != ERR_CLASH && *e != ERR_BOUND && *e != ERR_EXISTS) || change_key_clash(cx, *e, w))
		return false;
	why_clear(w);
	if (clock_monotonic() < a->until)
		return true;
	*e = err_set(w, ERR_BUSY, "Others keep changing the same stock");
	return false;
}
