/* movement_rule.c - The table of movement rules, and the permission check for posting lines. */
#include "inventory/line/movement_rule.h"

#include "auth/permission.h"
#include "schema/records.h"

const struct movement_rule movement_rules[] = {
    [MOVE_OPENING] = {"opening", PERM_STOCK_OPENING, +1, false, false},
    [MOVE_RECEIPT] = {"receipt", PERM_RECEIPT_POST, +1, false, false},
    [MOVE_RETURN] = {"return", PERM_STOCK_RETURN, +1, true, false},
    [MOVE_ISSUE] = {"issue", PERM_STOCK_ISSUE, -1, true, true},
    [MOVE_SUPPLIER_RETURN] = {"supplier_return", PERM_STOCK_RETURN, -1, true, false},
    [MOVE_TRANSFER] = {"transfer", PERM_STOCK_TRANSFER, -1, false, false},
    [MOVE_ADJUSTMENT] = {"adjustment", PERM_STOCK_ADJUST, 0, true, false},
};

enum err
movement_require_perms(
    const struct change_context *cx, const struct posting_line *l, size_t n, struct why *w)
{
	enum err e;

	for (size_t i = 0; i < n; i++) {
		if (HAS(&l[i], posting_line, transaction_type) &&
		    (e = require_perm(cx->perms, movement_rules[l[i].transaction_type].needs, w)) !=
			OK)
			return e;
		if (HAS(&l[i], posting_line, unit_cost) &&
		    (e = require_perm(cx->perms, PERM_COST_WRITE, w)) != OK)
			return e;
	}
	return OK;
}
