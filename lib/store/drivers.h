/* drivers.h - the drivers there are, for store.c. */
#ifndef DRIVERS_H
#define DRIVERS_H

#include "store/store.h"

extern const struct store_driver sqlite_driver;
extern const struct store_driver memory_driver;
extern const struct store_driver mongo_driver; /* unless built without */

/* Whether the field's value is a text to the store: an ENUM is kept by its name. */
static inline bool
field_is_text(const struct field *f)
{
	return f->type == T_KEY || f->type == T_TEXT || f->type == T_REF || f->type == T_ENUM ||
	       f->type == T_JSON;
}

#endif
