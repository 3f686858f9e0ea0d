/* fold.h - folding of width, beside the folding of case in str.h. */
#ifndef FOLD_H
#define FOLD_H

#include "base/str.h"

/* As str_fold(), and full-width and half-width forms become their usual ones: "Ａ－１" is
 * "a-1". No character is left out, punctuation neither. */
struct str fold_width(const void *ctx, struct str);

#endif
