/* backdate.h - Checks that no day ends with negative stock, from a posting's own day on. */
#ifndef BACKDATE_H
#define BACKDATE_H

#include "inventory/draft/effect.h"
#include "schema/records.h"

/* Reads the version of each item that is decreased and has movements on later days. Must be
 * called before the balances are read. */
enum err
backdate_read_versions(const struct posting_batch *, struct effects *, struct why *) MUST_CHECK;

/* NEGATIVE_LATER, naming the first such day. */
enum err
backdate_check(const struct posting_batch *, const struct effects *, struct why *) MUST_CHECK;

#endif
