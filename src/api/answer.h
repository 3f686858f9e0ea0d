/* answer.h - Completes every response: errors, request id, cache headers, ETag and 304. */
#ifndef ANSWER_H
#define ANSWER_H

#include "api/http.h"

/* Makes res the response to a failure: status, error body, the headers of that status. */
void answer_failure(struct req *, struct res *, enum err);

/* Completes any response: X-Request-ID, Cache-Control, ETag and 304, HEAD. */
void answer_finish(struct req *, struct res *);

#endif
