/* list_posted.h - Filters by time of posting, in the order of postings. */
#ifndef LIST_POSTED_H
#define LIST_POSTED_H

#include "api/list.h"

struct idempotency;

/* Adds `posted_from` and `posted_to` (a day or an instant, both inclusive) as filters of the field
 * that holds the seq: by the order in which postings were made, so that what one of two
 * neighbouring spans leaves out is in the other, whatever clocks say. The route names them in
 * its params as T_TIME. */
enum err list_posted_between(struct req *, struct listing *, size_t seq_field) MUST_CHECK;

#endif
