/*
 * movement_rule.h - Rules of each movement type: its sign, its permission, and the stock it
 * may move.
 */
#ifndef MOVEMENT_RULE_H
#define MOVEMENT_RULE_H

#include "change/context.h"

struct posting_line;

struct movement_rule {
	const char *name;
	enum perm needs;
	int sign;      /* +1 in, -1 out, 0: as entered */
	bool inactive; /* allowed for inactive items */
	bool of_stock; /* only from locations with usage stock */
};

extern const struct movement_rule movement_rules[]; /* by enum movement */

/* Whether the user may post these lines: each sort of movement, and costs. */
enum err movement_require_perms(
    const struct change_context *, const struct posting_line *, size_t n, struct why *) MUST_CHECK;

#endif
