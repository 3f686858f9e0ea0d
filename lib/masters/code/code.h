/*
 * code.h - Code prefixes for items whose code is generated; the other functions of code.c are
 * declared in edit.h and master.h.
 */
#ifndef CODE_H
#define CODE_H

#include "base/str.h"

/* The prefix of generated item codes, from the category's code: up to 10 letters and digits
 * before any punctuation; ITEM when there are none. */
struct str code_prefix(struct str category);

#endif
