/*
 * cursor.h - where a list goes on: opaque text that only we can make.
 *
 * A cursor is a place (of the last row that was shown) and a MAC over it and the list's
 * binding: the path, the filters and the order. With other ones it is not accepted.
 */
#ifndef CURSOR_H
#define CURSOR_H

#include "api/http.h"

struct idempotency;

/* What the answer to this request depends on, its place within the list excepted. */
struct str cursor_binding(struct req *);

struct str cursor_seal(struct req *, struct str binding, struct str position);
bool cursor_open(struct req *, struct str binding, struct str cursor, struct str *position);

/* Link: rel="next", the whole path with the parameters of this request and the cursor. */
void cursor_link(struct req *, struct res *, struct str cursor);

/* A place in a list of the store. */
struct str cursor_encode(const void *mem, const struct query_position *);
bool cursor_decode(struct str position, struct query_position *);

#endif
