/* backdate.h - Checks that a back-dated posting leaves no later day with negative stock. */
#ifndef BACKDATE_H
#define BACKDATE_H

#include "inventory/draft/effect.h"
#include "schema/records.h"

struct idempotency;
struct posting_line;

/* Records the version of each item that decreases and has movements on later days. Call it
 * before reading the balances. */
enum err backdate_read_versions(const struct draft *, struct effects *, struct why *) MUST_CHECK;

/* NEGATIVE_LATER with the first such day. */
enum err backdate_check(const struct draft *, const struct effects *, struct why *) MUST_CHECK;

#endif
