/* uom.h - Rules of units. */
#ifndef UOM_H
#define UOM_H

#include "masters/edit/edit.h"

edit_rule uom_normalize, uom_check;

#endif
