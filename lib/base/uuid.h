/* uuid.h - UUID v7 (RFC 9562, 5.7): sorts by the time it was made. */
#ifndef UUID_H
#define UUID_H

#include "base/str.h"

/* 36 characters. Later ones of this process sort after earlier ones. */
struct str uuid_v7(const void *ctx);

/* n bytes from getrandom(2). */
void random_bytes(void *p, size_t n);

#endif
