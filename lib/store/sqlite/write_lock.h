/* write_lock.h - The lock that one writer at a time holds, across processes. */
#ifndef STORE_SQLITE_WRITE_LOCK_H
#define STORE_SQLITE_WRITE_LOCK_H

#include "store/store.h"

enum { SQLITE_LOCK_WAIT_US = 5000000 };

struct sqlite;

enum err sqlite_lock_open(struct sqlite *, struct why *) MUST_CHECK;
enum err sqlite_lock(struct sqlite *, struct why *) MUST_CHECK; /* BUSY after 5 s */
bool sqlite_lock_try(struct sqlite *);                          /* without waiting */
void sqlite_unlock(struct sqlite *);
bool sqlite_is_locked(const struct store *); /* by another process */

#endif
