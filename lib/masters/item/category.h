/* category.h - Rules of item categories. */
#ifndef CATEGORY_H
#define CATEGORY_H

#include "masters/edit/edit.h"

edit_rule category_normalize, category_check;

#endif
