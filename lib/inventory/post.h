/* post.h - a complete draft is judged and written. */
#ifndef POST_H
#define POST_H

#include "inventory/draft.h"

/* CLASH, BOUND, EXISTS: to be tried again with a new draft. */
enum err post(struct draft *, struct posting *out, struct why *) MUST_CHECK;

#endif
