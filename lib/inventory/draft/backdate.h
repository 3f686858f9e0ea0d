/* backdate.h - a posting of an earlier day must leave no day from then on that ends below zero. */
#ifndef BACKDATE_H
#define BACKDATE_H

#include "inventory/draft/effect.h"
#include "schema/records.h"

struct idempotency;
struct posting_line;

/* Notes the version of each item that is taken from and has movements on later days. To be
 * called before the balances are read. */
enum err backdate_read_versions(const struct draft *, struct effects *, struct why *) MUST_CHECK;

/* NEGATIVE_LATER with the first such day. */
enum err backdate_check(const struct draft *, const struct effects *, struct why *) MUST_CHECK;

#endif
