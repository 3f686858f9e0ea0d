/* item_stock.h - Creates and updates the stock row that belongs to every item. */
#ifndef ITEM_STOCK_H
#define ITEM_STOCK_H

#include "masters/edit/edit.h"
#include "schema/records.h"

edit_rule item_stock_create, item_stock_update;

#endif
