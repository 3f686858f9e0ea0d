/* post.h - a complete draft is judged and written. */
#ifndef POST_H
#define POST_H

#include "inventory/draft/draft.h"
#include "schema/records.h"

struct idempotency;
struct posting_line;

/* CLASH, BOUND, EXISTS: to be tried again with a new draft. */
enum err post_write(struct draft *, struct posting *out, struct why *) MUST_CHECK;

/* Judges it in the same way, and adds it to a batch that another applies. */
enum err post_add(struct draft *, struct batch *, struct why *) MUST_CHECK;

#endif
