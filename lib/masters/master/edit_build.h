/* edit_build.h - Turns an edit into what the batch must write. */
#ifndef EDIT_BUILD_H
#define EDIT_BUILD_H

#include "masters/edit/edit.h"

/* Normalizes `after`; must come before comparing it. */
enum err edit_normalize(struct edit *) MUST_CHECK;

/* Adds everything the edit must write, or returns why it is refused. */
enum err edit_build(struct edit *) MUST_CHECK;

#endif
