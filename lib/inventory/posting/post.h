/* post.h - Checks complete drafts and adds them to a batch. */
#ifndef POST_H
#define POST_H

#include "inventory/draft/draft.h"
#include "inventory/posting/posting.h"

/* The engine's part of a posting_change. */
struct change post_change(struct store *, const struct change_context *,
    enum err (*build)(struct change *), struct why *);

/* The draft of this build, without lines, alone in its posting_batch. */
struct draft *post_draft(struct posting_change *);

/* Checks the draft, once it has its lines, and fills the change's batch. */
enum err post_build(struct draft *, struct change *) MUST_CHECK;

/* Checks all drafts together, in the same way, and adds them to a batch that the caller applies. */
enum err post_add(const struct posting_batch *, struct batch *, struct why *) MUST_CHECK;

#endif
