/* search_upgrade.h - Renews search terms and name keys, which earlier programs folded otherwise. */
#ifndef SEARCH_UPGRADE_H
#define SEARCH_UPGRADE_H

#include "store/store.h"

/* Rewrites every record with search terms, page by page, at the version that was read. A step of
 * upgrade.h; may be repeated. CONFLICT when somebody changes records meanwhile. */
enum err search_upgrade(struct store *, struct buf *report, struct why *) MUST_CHECK;

#endif
