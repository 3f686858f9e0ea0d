/*
 * fuzz.h - inputs at random for everything that reads what comes from outside: libFuzzer
 * (clang's) makes them, AddressSanitizer and UndefinedBehaviorSanitizer watch every byte.
 * Each target goes on behind its parser, through the checks to the references, on a store in
 * memory that holds the masters of t/books.h. `./dev fuzz` builds and runs them.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <stdlib.h>

#include "api/http.h"

struct fuzz {
	struct app app;
	struct change_context cx; /* of an admin */
	struct str token;         /* of a session of that admin's */
};

/* One input; all memory comes from mem, which goes afterwards. */
typedef void fuzz_target(struct fuzz *, void *mem, struct str input);

fuzz_target fuzz_body;    /* a request's body, for the route that the first line names */
fuzz_target fuzz_request; /* a request line, or the query of the route that the first byte names */
fuzz_target fuzz_file;    /* a file of the kind that the first byte names, its map before a NUL */
fuzz_target fuzz_token;   /* a token, or the claims of one that is signed */
fuzz_target fuzz_text;    /* one text, for the reader that the first byte names */

/* What must hold whatever comes; else the input is kept, and that is a fault. */
static inline void
fuzz_must(bool holds)
{
	if (!holds)
		abort();
}

/* Takes the first byte off; 0 when there is none. */
unsigned fuzz_choice(struct str *input);

/* Fails unless the text is one value of JSON. */
void fuzz_must_be_json(struct str);

#endif
