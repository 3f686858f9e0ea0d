/* shared.h - memory that all workers see: a file of the runtime folder, mapped. */
#ifndef SHARED_H
#define SHARED_H

#include "base/err.h"

/* n bytes, zero when they are new; made anew when the file was of another size. Unmapped
 * when mem goes. Workers are exec'd, so a mapping cannot be inherited. On a full disk, where
 * the file cannot be made, they are of this worker alone, and the log says so. */
enum err shared_open(void **, void *mem, const char *path, size_t n, struct why *) MUST_CHECK;

#endif
