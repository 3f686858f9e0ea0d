/* uuid.h - UUID version 7 (RFC 9562, 5.7), which sort by creation time. */
#ifndef UUID_H
#define UUID_H

#include "base/str.h"

/* 36 characters. Within a process, later ones sort after earlier ones. */
struct str uuid_v7(const void *ctx);

/* n random bytes from getrandom(2). */
void random_bytes(void *p, size_t n);

#endif
