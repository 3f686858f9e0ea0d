/* item.h - Rules of items. */
#ifndef ITEM_H
#define ITEM_H

#include "masters/edit/edit.h"

struct item;

edit_rule item_check, item_write, item_fill_created;

/* Computes fields that depend on others. */
void item_derive_fields(struct edit *);
/* The key by which items of the same name are found, however it is typed. */
void item_derive_name_key(struct item *, const void *mem);

#endif
