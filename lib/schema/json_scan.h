/*
 * json_scan.h - what the parser lets pass although RFC 8259 does not: single quotes, NaN,
 * raw control characters, lone surrogates, U+0000, loose numbers.
 */
#ifndef JSON_SCAN_H
#define JSON_SCAN_H

#include "base/str.h"

struct json_scan {
	size_t members; /* of all objects together: duplicates are counted too */
	size_t values;  /* commas and colons: a bound of how large the tree gets */
};

/* v is UTF-8. NULL when nothing is wrong that the parser would not see, else a sentence. */
const char *json_scan(struct str v, struct json_scan *);

#endif
