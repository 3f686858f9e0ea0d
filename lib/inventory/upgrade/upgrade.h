/*
 * upgrade.h - brings the rows of an earlier program to what this one reads.
 *
 * A migration changes tables; what takes more than SQL, such as folding, is a step here. The
 * setting `upgrade` counts the steps that were done. Each step may be run again, since one that
 * was killed is begun anew, and finds nothing to do in a fresh system.
 */
#ifndef UPGRADE_H
#define UPGRADE_H

#include "store/store.h"

/* Runs the steps that were not done yet, in order. What a step changed it says in the report, a
 * line each. The schema must be current. */
enum err upgrade(struct store *, struct buf *report, struct why *) MUST_CHECK;

/* CONFLICT when a step is still to be done. */
enum err upgrade_check(struct store *, struct why *) MUST_CHECK;

#endif
