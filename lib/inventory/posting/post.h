/* post.h - Checks complete drafts and writes them, or adds them to a batch of the caller's. */
#ifndef POST_H
#define POST_H

#include "inventory/draft/draft.h"

/* Writes the only draft of its batch. CLASH, BOUND, EXISTS: to be tried again with a new draft. */
enum err post_write(struct draft *, struct posting *out, struct why *) MUST_CHECK;

/* Checks all drafts together, in the same way, and adds them to a batch that the caller applies. */
enum err post_add(const struct posting_batch *, struct batch *, struct why *) MUST_CHECK;

#endif
