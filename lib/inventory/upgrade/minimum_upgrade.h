/* minimum_upgrade.h - Adds the minimum to stock rows written before they had it. */
#ifndef MINIMUM_UPGRADE_H
#define MINIMUM_UPGRADE_H

#include "store/store.h"

/* Repeatable; reports one line if anything had to be done. SQLite's migration does it itself. */
enum err minimum_upgrade(struct store *, struct buf *report, struct why *) MUST_CHECK;

#endif
