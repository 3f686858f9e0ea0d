/*
 * uuid.c - Generates UUIDs (48 bits of milliseconds, 12 of a counter, 62 random) that sort by
 * creation time.
 */
#include "base/uuid.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>

#include "base/clock.h"
#include "base/mem.h"

void
random_bytes(void *p, size_t n)
{
	unsigned char *to = p;

	while (n > 0) {
		ssize_t got = getrandom(to, n < 256 ? n : 256, 0);

		if (got < 0) {
			perror("getrandom");
			abort();
		}
		to += got;
		n -= (size_t)got;
	}
}

/* Milliseconds and counter as one increasing number: a full counter borrows from the next
 * millisecond. The counter starts at a random value below half of its range. */
static uint64_t
uuid_next_stamp(void)
{
	static uint64_t last;
	uint64_t now = (uint64_t)clock_now() << 12;
	uint16_t start;

	if (now >> 12 <= last >> 12)
		return ++last;
	random_bytes(&start, sizeof start);
	return last = now | (start & 0x7ff);
}

struct str
uuid_v7(const void *ctx)
{
	unsigned char b[16];
	uint64_t stamp = uuid_next_stamp();
	char *s = mem_new(ctx, 37), *p = s;

	random_bytes(b + 8, 8);
	for (int i = 0; i < 6; i++)
		b[i] = (unsigned char)(stamp >> (52 - 8 * i));
	b[6] = (unsigned char)(0x70 | (stamp >> 8 & 0x0f));
	b[7] = (unsigned char)stamp;
	b[8] = (unsigned char)(0x80 | (b[8] & 0x3f));
	for (int i = 0; i < 16; i++) {
		if (i == 4 || i == 6 || i == 8 || i == 10)
			*p++ = '-';
		*p++ = "0123456789abcdef"[b[i] >> 4];
		*p++ = "0123456789abcdef"[b[i] & 15];
	}
	return (struct str){s, 36};
}
