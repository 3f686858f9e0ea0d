/*
 * fold.h - Folds texts for comparison, in addition to str_fold() for case: by width, as names, and
 * for search. Identity of codes is by str_fold(), that of lots by fold_width().
 */
#ifndef FOLD_H
#define FOLD_H

#include "base/str.h"

/* As str_fold(), and full-width and half-width forms become their usual ones: "Ａ－１" is "a-1".
 * Drops no character, not even punctuation. */
struct str fold_width(const void *ctx, struct str);

/* As fold_width(), and every run of blanks of any kind becomes one space, none at the ends: the
 * same name typed differently. */
struct str fold_name(const void *ctx, struct str);

/* For search: also without accents and other marks that readers may leave out, in compatible
 * forms (½ is 1/2, ² is 2, × is x), digits of any script as 0 to 9, any blank as a space, any dash
 * as a hyphen. Vowel signs are letters and are kept. Folding twice changes nothing. */
struct str fold_search(const void *ctx, struct str);

#endif
