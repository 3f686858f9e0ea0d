/* number_search.h - Finds postings by their number, whole or in part. */
#ifndef NUMBER_SEARCH_H
#define NUMBER_SEARCH_H

#include "schema/terms.h"
#include "store/store.h"

/* Postings whose number ends in the text, without punctuation and leading zeros (MV-2026-000123 by
 * 123, 2026-123 or mv2026000123), then those whose number begins with it; the latest series and
 * numbers first. At most `limit`. */
enum err number_search(struct store *, const struct search_text *, size_t limit, struct rows *,
    struct why *) MUST_CHECK;

/* Whether that is the whole number, regardless of punctuation. */
bool number_is(const void *mem, struct str number, const struct search_text *);

#endif
