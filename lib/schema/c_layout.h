/* c_layout.h - Prints the structs of records as they are compiled, for a debugger's user. */
#ifndef C_LAYOUT_H
#define C_LAYOUT_H

#include "schema/schema.h"

/* The structs of all schemas: each member with its offset in bytes, the number of its bit in
 * `has` and `null`, its type and its flags. */
void c_layout_put(struct buf *);

#endif
