/*
 * upgrade.h - Upgrades data written by an earlier release.
 *
 * A migration changes tables; changes that need more than SQL, such as folding, are steps
 * here. The setting `upgrade` counts the completed steps. Steps must be repeatable, as one
 * that was killed is restarted, and do nothing in a new system.
 */
#ifndef UPGRADE_H
#define UPGRADE_H

#include "store/store.h"

/* Runs the pending steps in order. Each reports its changes, a line each. The schema must be
 * current. */
enum err upgrade(struct store *, struct buf *report, struct why *) MUST_CHECK;

/* CONFLICT when a step is pending. */
enum err upgrade_check(struct store *, struct why *) MUST_CHECK;

#endif
