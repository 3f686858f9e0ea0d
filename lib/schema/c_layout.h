/* c_layout.h - Prints the structs of records as compiled, for use in a debugger. */
#ifndef C_LAYOUT_H
#define C_LAYOUT_H

#include "schema/schema.h"

/* The structs of all schemas: each member with its offset in bytes, the number of its bit in
 * `has` and `null`, its type and its flags. */
void c_layout_put(struct buf *);

#endif
