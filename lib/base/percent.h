/* percent.h - Percent-encoding of URIs (RFC 3986, 2.1). */
#ifndef PERCENT_H
#define PERCENT_H

#include "base/str.h"

/* With `plus`, a + is a space, as in forms. False on an invalid escape or invalid UTF-8. */
bool percent_decode(const void *mem, struct str in, bool plus, struct str *out);

#endif
