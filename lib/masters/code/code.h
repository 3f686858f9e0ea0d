/* code.h - how the codes of items are made; the rest of code.c is in change.h and master.h. */
#ifndef CODE_H
#define CODE_H

#include "base/str.h"

/* What the code of an item begins with, out of its category's: up to 10 letters and digits
 * before any punctuation; ITEM when there are none. */
struct str code_prefix(struct str category);

#endif
