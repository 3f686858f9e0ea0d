/* quote.h - a text as one JSON string: for answers and for log lines. */
#ifndef QUOTE_H
#define QUOTE_H

#include "base/buf.h"

/* Control characters (C0, DEL, C1) are escaped; bytes that are not UTF-8 become U+FFFD. So
 * the result is one line and valid, whatever was given. */
void quote_put(struct buf *, struct str);

#endif
