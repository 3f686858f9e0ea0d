/* gs1_reader.h - what the files that read GS1 codes have in common; for them alone. */
#ifndef GS1_READER_H
#define GS1_READER_H

#include "masters/gs1/gs1.h"

struct gs1_reader {
	const void *mem;
	struct str text;
	struct gs1 *out;
};

struct gs1_value {
	int ai; /* its application identifier as a number: 10, 3103 */
	struct str text;
	size_t at; /* the byte of the reader's text at which it begins */
};

struct gs1_ai {        /* one application identifier, or several that are alike */
	int from, to;  /* as numbers */
	size_t digits; /* of the identifier itself */
	size_t most;   /* characters of the value */
	bool fixed;    /* the value has just so many digits, and needs no FNC1 behind it */
	bool (*set)(struct gs1_reader *, const struct gs1_value *); /* NULL: passed over */
};

/* The identifier that v begins with; NULL: none that is known. *number is set to it. */
const struct gs1_ai *gs1_ai_find(struct str v, int *number);

/* Holds the value against its identifier, and keeps what is wanted of it. */
bool gs1_read_value(struct gs1_reader *, const struct gs1_ai *, const struct gs1_value *);

/* Says what is wrong at that byte of the text; always false. */
bool gs1_fail(struct gs1_reader *, size_t at, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* Where in a link its path begins with /01/; .s NULL: it is no GS1 Digital Link. */
struct str gs1_link_path(struct str text);

bool gs1_link_read(struct gs1_reader *);

#endif
