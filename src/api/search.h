/* search.h - The text of a search, in lists (`q`) and in the search of everything. */
#ifndef API_SEARCH_H
#define API_SEARCH_H

#include "api/http.h"

enum { SEARCH_TEXT_MAX = 200, SEARCH_HITS = 5, SEARCH_HITS_MAX = 20 };

/* What a text that was typed or scanned searches for, for query.search. A GS1 code is searched by
 * its GTIN. A fault when it is too long. */
bool search_read(struct req *, const struct pair *, struct search_text *);

#endif
