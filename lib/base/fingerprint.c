/* fingerprint.c - Hashes keys and computes modulo 2^61 - 1. */
#include "base/fingerprint.h"

#include <string.h>

__extension__ typedef unsigned __int128 wide;

static const uint64_t prime = (UINT64_C(1) << 61) - 1;

static uint64_t
fingerprint_mix(uint64_t h, uint64_t word)
{
	h = (h ^ word) * UINT64_C(0x9e3779b97f4a7c15);
	return h ^ h >> 32;
}

/* The length of each part keeps ("ab", "c") and ("a", "bc") apart. */
uint64_t
fingerprint_key(uint64_t seed, const struct str *parts, size_t n)
{
	uint64_t h = seed;

	for (size_t i = 0; i < n; i++) {
		size_t at = 0;
		uint64_t word = 0;

		for (; at + sizeof word <= parts[i].n; at += sizeof word) {
			memcpy(&word, parts[i].s + at, sizeof word);
			h = fingerprint_mix(h, word);
		}
		word = 0;
		if (at < parts[i].n)
			memcpy(&word, parts[i].s + at, parts[i].n - at);
		h = fingerprint_mix(fingerprint_mix(h, word), parts[i].n);
	}
	h = fingerprint_mix(fingerprint_mix(h, seed), n);
	return h % prime;
}

void
fingerprint_add(uint64_t *sum, uint64_t key, int64_t times)
{
	const uint64_t size = times < 0 ? -(uint64_t)times : (uint64_t)times;
	const uint64_t product = (uint64_t)((wide)key * (size % prime) % prime);

	*sum = (*sum + (times < 0 ? prime - product : product)) % prime;
}
