/*
 * seed.h - Creates the settings and the first records of a new system, and checks the settings
 * of an existing one.
 */
#ifndef SEED_H
#define SEED_H

#include "base/config.h"
#include "store/store.h"

/* Whether the store holds a complete system with the TIMEZONE, CURRENCY and NUMBER_SERIES of
 * these settings. CONFLICT says what differs. */
enum err seed_check(struct store *, const struct config *, struct why *) MUST_CHECK;

/* Creates in one batch the settings that never change (the instance's id, TIMEZONE, CURRENCY;
 * NUMBER_SERIES, which may become `location` later), units, the category General, the location
 * MAIN, and reasons, each with its code row. When they exist: CONFLICT when TIMEZONE or
 * CURRENCY differ, or while another system is being copied into the store. Existing records of
 * another program are adopted, see adopt.h, and not created again. */
enum err
seed_store(struct store *, const struct config *, struct buf *report, struct why *) MUST_CHECK;

#endif
