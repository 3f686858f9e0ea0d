/* shared.h - Memory shared by all workers of a machine: a mapped file in the runtime folder. */
#ifndef SHARED_H
#define SHARED_H

#include "base/err.h"

/* Maps n bytes, zero when new; recreated when the file has another size. Unmapped when mem is
 * freed. A file is used because workers are exec'd and cannot inherit a mapping. When the file
 * cannot be created on a full disk, the memory is private to this worker, and that is logged. */
enum err shared_open(void **, void *mem, const char *path, size_t n, struct why *) MUST_CHECK;

#endif
