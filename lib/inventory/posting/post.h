/* post.h - Checks a complete draft and adds it to a batch. */
#ifndef POST_H
#define POST_H

#include "inventory/draft/draft.h"
#include "inventory/posting/posting.h"

/* The engine's part of a posting_change. */
struct change post_change(struct store *, const struct change_context *,
    enum err (*build)(struct change *), struct why *);

/* The draft of this build, without lines. */
struct draft *post_draft(struct posting_change *);

/* Checks the draft, once it has its lines, and fills the batch. */
enum err post_build(struct draft *, struct change *) MUST_CHECK;

/* Checks it likewise and adds it to a batch of the caller. */
enum err post_add(struct draft *, struct batch *, struct why *) MUST_CHECK;

#endif
