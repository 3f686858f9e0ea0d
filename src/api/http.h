/*
 * http.h - a request comes in, a response goes out; no sockets here.
 *
 * http_handle() is a function of two structs: the FastCGI loop and the tests call the
 * same thing. A handler reads like a sentence: the route's permission is checked, the
 * body is parsed and checked against the route's schema; then parameters, rule, answer.
 * A handler that changes something only says what: it makes a change (change/change.h) in
 * req->mem and puts it into req->change. http.c runs it, and then calls the route's .answer.
 */
#ifndef HTTP_H
#define HTTP_H

#include "base/config.h"
#include "change/change.h"

struct idempotency;

/* What a worker has for as long as it lives. */
struct app {
	void *mem;
	const struct route *routes; /* end with method NULL */
	struct config config;
	struct store *store;
	struct str instance;     /* this installation's id: the tokens' issuer */
	struct tokens *tokens;   /* auth/token.h: keys, and tokens verified before */
	struct metrics *metrics; /* may be NULL */
	struct limit *limit;     /* may be NULL: none */
	bool hashing;            /* this worker belongs to the pool that serves routes that hash */
};

struct pair { /* a query parameter or a header */
	struct str name, value;
};

struct req {
	void *mem; /* the request's pool; all below lives in it */
	struct why why;
	struct app *app;
	const struct route *route;

	/* what the transport gives */
	struct str method; /* as sent */
	struct str target; /* as sent: path and query, percent-encoded */
	enum err refused;  /* by the transport: TOO_LARGE, BAD_REQUEST; else OK */
	bool internal;     /* it came by the listener for operators */

	/* what http_handle() makes of it */
	struct str path;     /* decoded, without /v1 and without a last slash */
	struct str query;    /* raw */
	struct pair *params; /* the query, decoded */
	size_t nparams;
	struct pair *headers; /* names in lower case */
	size_t nheaders;
	struct str body;
	struct str args[3]; /* what {...} of the route's path matched */
	struct str request_id, address;

	void *in;          /* the body as a record of route->in, checked; NULL when there is none */
	struct user *user; /* NULL: nobody has signed in */
	struct session *session;  /* with user */
	struct change_context cx; /* who does it, with which Idempotency-Key and If-Match */
	struct change *change;    /* what the handler wants done, see route.answer; NULL: nothing */
};

struct res {
	int status;
	struct buf headers; /* "Name: value\r\n" lines */
	struct buf body;
	const char *type;  /* NULL: application/json */
	struct str etag;   /* of a single record; empty: none */
	bool head;         /* send no body */
	bool must_restart; /* the worker should end after this answer */
};

typedef enum err handler(struct req *, struct res *);

enum {                             /* flags of a route */
	ROUTE_HASHES = 1 << 0,     /* served by the pool that hashes passwords */
	ROUTE_TAKES_KEY = 1 << 1,  /* an Idempotency-Key: see .replay */
	ROUTE_IF_MATCH = 1 << 2,   /* takes If-Match: the version that is to be changed */
	ROUTE_CREATED = 1 << 3,    /* answers 201 */
	ROUTE_NO_CONTENT = 1 << 4, /* answers 204 */
	ROUTE_LIST = 1 << 5,       /* answers with an array of `out`; skip, limit, q, ... */
	ROUTE_BODY_OPTIONAL = 1 << 6,
	ROUTE_INTERNAL = 1 << 7, /* only by the listener for operators; not published */
};

enum { HTTP_BODY_MAX = 1 << 20, NEEDS_MAX = 7, ROUTES_MAX = 256 };

struct param { /* a query parameter */
	const char *name;
	enum type type;
	const char *const *one_of;
	const char *doc;
	bool required;
	const char *pattern; /* of a text, for the description; NULL: none */
	int64_t min, max;    /* of a number, or of a text's characters; max 0: no bounds */
};

struct route {                     /* GET answers HEAD too, PUT answers PATCH too */
	const char *method, *path; /* "/api/masters/items/{id}" */
	handler *run;    /* answers; or prepares req->change, and leaves the rest to .answer */
	handler *answer; /* once the change is done: reads its struct. NULL: 204 */
	enum perm needs[NEEDS_MAX + 1]; /* one of them suffices; PERM_NONE behind the last */
	const struct schema *in, *out;  /* NULL: no body */
	unsigned flags;
	const struct param
	    *params;             /* beside those of every list; ends with name NULL; NULL: none */
	const struct schema *of; /* what a generic handler works on */
	handler *replay;         /* ROUTE_TAKES_KEY: answers with the record args[0] for a replay */
	const char *tag, *doc;
};

/* Fills res whatever happens; also writes the request's log line and metrics. */
void http_handle(struct req *, struct res *);

/* --- for handlers --- */
struct str http_header(const struct req *, const char *lower_name); /* .s NULL: absent */
struct str http_param(const struct req *, const char *name);        /* .s NULL: absent */
void http_set(struct res *, const char *name, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* Answers with one record: body, status, ETag from its version. */
enum err http_record(
    struct req *, struct res *, int status, const struct schema *, const void *rec) MUST_CHECK;

#endif
