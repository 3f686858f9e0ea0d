/* item.h - Rules of items. */
#ifndef ITEM_H
#define ITEM_H

#include "masters/edit/edit.h"

edit_rule item_check, item_write, item_fill_created;

/* Computes fields that depend on others. */
void item_derive_fields(struct edit *);

#endif
