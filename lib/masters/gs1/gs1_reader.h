/* gs1_reader.h - Internal interface of the GS1 parser. */
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
	size_t at; /* the offset in the reader's text at which it begins */
};

struct gs1_ai {        /* an application identifier, or a range of similar ones */
	int from, to;  /* as numbers */
	size_t digits; /* of the identifier itself */
	size_t most;   /* maximum length of the value */
	bool fixed;    /* the value is exactly this many digits, with no FNC1 after it */
	bool (*set)(struct gs1_reader *, const struct gs1_value *); /* NULL: skip */
};

/* The identifier v begins with, and its number; NULL: unknown. */
const struct gs1_ai *gs1_ai_find(struct str v, int *number);

/* Validates the value and stores it if needed. */
bool gs1_read_value(struct gs1_reader *, const struct gs1_ai *, const struct gs1_value *);

/* Sets the fault at that offset of the text; always returns false. */
bool gs1_fail(struct gs1_reader *, size_t at, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* The part of a link from /01/ on; .s NULL: not a GS1 Digital Link. */
struct str gs1_link_path(struct str text);

bool gs1_link_read(struct gs1_reader *);

#endif
