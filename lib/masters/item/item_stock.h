/* item_stock.h - the row of an item's stock, which is made with the item and follows it. */
#ifndef ITEM_STOCK_H
#define ITEM_STOCK_H

#include "masters/edit/edit.h"
#include "schema/records.h"

edit_rule item_stock_create, item_stock_update;

#endif
