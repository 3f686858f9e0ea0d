/* judge.h - whether the state allows a posting, and what must not change while it is written. */
#ifndef JUDGE_H
#define JUDGE_H

#include "inventory/effect.h"
#include "inventory/period.h"

struct guards { /* what the batch expects, beside the versions in the effects */
	struct gate gate;
	struct period period;
	bool period_absent;
};

/* PERIOD_CLOSED, ALREADY_REVERSED, OPENING_EXISTS, INSUFFICIENT_STOCK (with every balance
 * that is short), NEGATIVE_LATER; INVALID where a total would be too large. */
enum err judge(struct draft *, struct effects *, struct guards *, struct why *) MUST_CHECK;

#endif
