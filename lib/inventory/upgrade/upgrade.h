/*
 * upgrade.h - Upgrades data written by an earlier release.
 *
 * A migration changes tables; changes that need more than SQL, such as folding, are steps
 * here. The setting `upgrade` counts the completed steps. Steps must be repeatable, as one
 * that was killed is restarted. A new system begins with all of them completed.
 */
#ifndef UPGRADE_H
#define UPGRADE_H

#include "store/store.h"

/* Runs the pending steps in order. Each reports its changes, a line each. The schema must be
 * current. */
enum err upgrade(struct store *, struct buf *report, struct why *) MUST_CHECK;

/* Whether the store has no record at all: what is created in it needs no step. */
enum err upgrade_is_empty(struct store *, bool *yes, struct why *) MUST_CHECK;
/* Counts all steps as completed. */
enum err upgrade_skip(struct store *, struct why *) MUST_CHECK;

/* CONFLICT when a step is pending. */
enum err upgrade_check(struct store *, struct why *) MUST_CHECK;

#endif
