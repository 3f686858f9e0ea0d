/* fold.h - Folds full-width and half-width characters, in addition to str_fold() for case. */
#ifndef FOLD_H
#define FOLD_H

#include "base/str.h"

/* As str_fold(), and full-width and half-width forms become their usual ones: "Ａ－１" is "a-1".
 * Drops no character, not even punctuation. */
struct str fold_width(const void *ctx, struct str);

#endif
