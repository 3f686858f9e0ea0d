/*
 * mac.h - Keyed MACs for refresh tokens, devices, cursors and fingerprints of requests.
 *
 * The secrets are derived from the keys of tokens, one for each purpose.
 */
#ifndef MAC_H
#define MAC_H

#include "base/str.h"

struct tokens;

/* HMAC-SHA256 of the text under the current key, base64url; differs for each purpose. */
struct str mac_make(const struct tokens *, const void *mem, const char *purpose, struct str text);

/* Whether mac is that of the text, under the current or the previous key; in constant time. */
bool mac_is(const struct tokens *, const char *purpose, struct str text, struct str mac);

#endif
