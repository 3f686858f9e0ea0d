/* etag.h - the version of a record as HTTP's entity tag, and lists of such tags. */
#ifndef ETAG_H
#define ETAG_H

#include "base/str.h"

/* "7", with its quotes. */
struct str etag_of_version(const void *mem, int64_t version);

/* Whether the value of If-Match or If-None-Match names this tag: one of a list, weak or strong
 * (a proxy may have made it weak), or `*`. */
bool etag_list_has(struct str tags, struct str tag);

#endif
