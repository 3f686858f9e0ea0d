/* etag.h - Entity tags of versions, for If-Match and If-None-Match. */
#ifndef ETAG_H
#define ETAG_H

#include "base/str.h"

/* "7", including the quotes. */
struct str etag_of_version(const void *mem, int64_t version);

/* Whether the value of If-Match or If-None-Match matches this tag: in a list, weak or strong
 * (a proxy may have made it weak), or `*`. */
bool etag_list_has(struct str tags, struct str tag);

#endif
