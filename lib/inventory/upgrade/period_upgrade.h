/* period_upgrade.h - Upgrades months that were closed individually to one closed-through month. */
#ifndef PERIOD_UPGRADE_H
#define PERIOD_UPGRADE_H

#include "store/store.h"

/* The books become closed through the latest closed month. Reports that, and which others are
 * closed with it. May be repeated. */
enum err period_upgrade(struct store *, struct buf *report, struct why *) MUST_CHECK;

#endif
