/*
 * json_scan.h - Rejects JSON that json-c would accept although RFC 8259 does not: single
 * quotes, NaN, raw control characters, lone surrogates, U+0000, malformed numbers.
 */
#ifndef JSON_SCAN_H
#define JSON_SCAN_H

#include "base/str.h"

struct json_scan {
	size_t members; /* of all objects, duplicates included */
	size_t values;  /* commas and colons: an upper bound of the size of the tree */
};

/* v is UTF-8. NULL when nothing is wrong that json-c would miss, otherwise a sentence. */
const char *json_scan(struct str v, struct json_scan *);

#endif
