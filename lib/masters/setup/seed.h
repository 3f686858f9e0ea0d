/*
 * seed.h - what a fresh system begins with.
 */
#ifndef SEED_H
#define SEED_H

#include "base/config.h"
#include "store/store.h"

/* Whether the store holds a system, whole, of the TIMEZONE, CURRENCY and NUMBER_SERIES of these
 * settings. CONFLICT says what is not so. */
enum err seed_check(struct store *, const struct config *, struct why *) MUST_CHECK;

/* Once, in one batch: the settings that never change (the instance's id, TIMEZONE,
 * CURRENCY; NUMBER_SERIES, which may become `location` later), units, the category General, the
 * location MAIN, and reasons, each with its code's row. Where they are there: CONFLICT when
 * TIMEZONE or CURRENCY differ from those, or while somebody moves another system into the store.
 * Records of another program that are there before are taken over, see adopt.h, and what they bring
 * of these is not made again. */
enum err
seed_store(struct store *, const struct config *, struct buf *report, struct why *) MUST_CHECK;

#endif
