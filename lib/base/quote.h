/* quote.h - Quotes text as a JSON string, for responses and log lines. */
#ifndef QUOTE_H
#define QUOTE_H

#include "base/buf.h"

/* Escapes control characters (C0, DEL, C1) and replaces invalid UTF-8 with U+FFFD, so the
 * result is one line and valid for any input. */
void quote_put(struct buf *, struct str);

#endif
