/* path.h - Finds a record of a tree by the codes from a record above it down: MAIN/A/A-03. */
#ifndef PATH_H
#define PATH_H

#include "import/import.h"

/* The id of the record at the end of the path, if the codes before it are those of the records
 * above it. Otherwise empty, and *why_not says what is wrong. The path may begin anywhere in the
 * tree; a code may contain a /. */
enum err path_find(struct import *, const struct schema *, struct str path, struct str *id,
    struct str *why_not, struct why *) MUST_CHECK;

/* Cuts the first code off the path; false: none is left behind it. */
bool path_cut(struct str *path);

#endif
