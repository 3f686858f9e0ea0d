/*
 * cursor.h - Cursors of lists: opaque texts that only we can make.
 *
 * A cursor is a position (of the last row shown) and a MAC over it and the list's binding:
 * path, filters and order. It is rejected with any other binding.
 */
#ifndef CURSOR_H
#define CURSOR_H

#include "api/http.h"

/* Everything the response depends on except the position in the list. */
struct str cursor_binding(struct req *);

struct str cursor_seal(struct req *, struct str binding, struct str position);
bool cursor_open(struct req *, struct str binding, struct str cursor, struct str *position);

/* Link: rel="next", the path with this request's parameters and the cursor. */
void cursor_link(struct req *, struct res *, struct str cursor);

/* The text of a position in a list of the store. */
struct str cursor_encode(const void *mem, const struct query_position *);
bool cursor_decode(struct str position, struct query_position *);

#endif
