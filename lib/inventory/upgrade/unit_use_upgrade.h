/* unit_use_upgrade.h - Marks the units in which an earlier program posted; see draft/unit_use.h. */
#ifndef UNIT_USE_UPGRADE_H
#define UNIT_USE_UPGRADE_H

#include "store/store.h"

/* Creates the rows of units in which stock was posted. May be repeated. */
enum err unit_use_upgrade(struct store *, struct buf *report, struct why *) MUST_CHECK;

#endif
