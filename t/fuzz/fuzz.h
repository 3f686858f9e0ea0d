/*
 * fuzz.h - Fuzz targets for everything that reads input from outside. libFuzzer (clang)
 * generates inputs under AddressSanitizer and UndefinedBehaviorSanitizer. Each target
 * continues after its parser, through checks to references, on an in-memory store with the
 * masters of t/books.h. `./dev fuzz` builds and runs them.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <stdlib.h>

#include "api/http.h"

struct fuzz {
	struct app app;
	struct change_context cx; /* of an admin */
	struct str token;         /* of a session of that admin */
};

/* Runs one input; allocates in mem, which is freed afterwards. */
typedef void fuzz_target(struct fuzz *, void *mem, struct str input);

fuzz_target fuzz_body;    /* a request body, for the route named by the first line */
fuzz_target fuzz_request; /* a request line, or the query of the route selected by the first byte */
fuzz_target fuzz_file;    /* a file of the kind selected by the first byte, its map before a NUL */
fuzz_target fuzz_token;   /* a token, or the claims of one to sign */
fuzz_target fuzz_text;    /* one text, for the parser selected by the first byte */

/* Aborts unless it holds, so that the input is saved as a crash. */
static inline void
fuzz_must(bool holds)
{
	if (!holds)
		abort();
}

/* Removes and returns the first byte; 0 when there is none. */
unsigned fuzz_choice(struct str *input);

/* Aborts unless the text is one JSON value. */
void fuzz_must_be_json(struct str);

#endif
