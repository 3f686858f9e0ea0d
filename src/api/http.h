/*
 * http.h - Requests, responses, routes, and what handlers call; no sockets.
 *
 * http_begin() and http_end() are functions of two structs, called by the FastCGI loop and, as
 * http_handle(), by tests; between them several requests may share a commit. When a handler runs,
 * the route's permission is checked and the body is parsed and checked against the route's schema;
 * what remains are parameters, the rule, and the answer. A handler that changes something only
 * prepares it: it allocates a change (change/change.h) in req->mem and sets req->change. When that
 * is over, http_end() calls the route's .answer.
 */
#ifndef HTTP_H
#define HTTP_H

#include "base/config.h"
#include "change/change.h"
#include "inventory/ledger/ledger_mark.h"

struct time_span;

/* Lives as long as the worker. */
struct app {
	void *mem;
	const struct route *routes; /* end with method NULL */
	struct config config;
	struct store *store;
	struct str instance;      /* the installation's id: the tokens' issuer */
	struct tokens *tokens;    /* keys, and verified tokens; see auth/token.h */
	struct metrics *metrics;  /* may be NULL */
	struct limit *limit;      /* may be NULL: none */
	struct ledger_mark today; /* counts the postings of the business day */
	bool writing; /* this worker belongs to the pool for changes, which may share a commit */
};

struct pair { /* a query parameter or a header */
	struct str name, value;
};

struct req {
	void *mem; /* the request's pool; everything below is allocated in it */
	struct why why;
	struct app *app;
	const struct route *route;

	/* set by the transport */
	struct str method; /* as sent */
	struct str target; /* as sent: path and query, percent-encoded */
	enum err refused;  /* by the transport: TOO_LARGE, BAD_REQUEST; otherwise OK */
	bool internal;     /* from the listener for operators */
	int64_t waited_us; /* for a worker to take it; 0 when that is unknown */

	/* set by http_begin() */
	struct str path;     /* decoded, without /v1 and without a trailing slash */
	struct str query;    /* raw */
	struct pair *params; /* the query, decoded */
	size_t nparams;
	struct time_span *times; /* of params: the meaning of those of T_TIME; see param_time() */
	struct pair *headers;    /* names in lower case */
	size_t nheaders;
	struct str body;
	struct str args[3]; /* values of {...} in the route's path */
	struct str request_id, address;

	void *in;                /* the checked body, a record of route->in; NULL: no body */
	struct user *user;       /* NULL: not signed in */
	struct session *session; /* set with user */
	struct change_context
	    cx;                /* who makes the request, with which Idempotency-Key and If-Match */
	struct change *change; /* prepared by the handler, see route.answer; NULL: none */
	int64_t began;         /* of clock_monotonic() */
	enum err err;          /* so far */
};

struct res {
	int status;
	struct buf headers; /* "Name: value\r\n" lines */
	struct buf body;
	const char *type; /* NULL: application/json */
	struct str etag;  /* of a single record; empty: none */
	bool head;        /* send no body */
};

typedef enum err handler(struct req *, struct res *);

enum {                             /* flags of a route */
	ROUTE_HASHES = 1 << 0,     /* served by the pool for password hashing */
	ROUTE_TAKES_KEY = 1 << 1,  /* accepts an Idempotency-Key: see .replay */
	ROUTE_IF_MATCH = 1 << 2,   /* accepts If-Match: the version to be changed */
	ROUTE_CREATED = 1 << 3,    /* answers 201 */
	ROUTE_NO_CONTENT = 1 << 4, /* answers 204 */
	ROUTE_LIST = 1 << 5,       /* answers with an array of `out`; skip, limit, q, ... */
	ROUTE_BODY_OPTIONAL = 1 << 6,
	ROUTE_INTERNAL = 1 << 7, /* only from the listener for operators; not published */
};

enum { HTTP_BODY_MAX = 1 << 20, NEEDS_MAX = 7, ROUTES_MAX = 256 };

struct param { /* a query parameter */
	const char *name;
	enum type type;
	const char *const *one_of;
	const char *doc;
	bool required;
	const char *pattern; /* of a text, for the OpenAPI document; NULL: none */
	int64_t min, max;    /* of a number, or of a text's characters; max 0: no bounds */
};

struct route {                     /* GET answers HEAD too, PUT answers PATCH too */
	const char *method, *path; /* "/api/masters/items/{id}" */
	handler *run;    /* answers; or prepares req->change, and leaves the rest to .answer */
	handler *answer; /* called when the change is done, with its struct. NULL: 204 */
	handler *replay; /* ROUTE_TAKES_KEY: answers a repeated key with record args[0] */
	enum perm needs[NEEDS_MAX + 1]; /* any one suffices; ends with PERM_NONE */
	const struct schema *in, *out;  /* NULL: no body */
	unsigned flags;
	const struct param
	    *params; /* in addition to those of every list; ends with name NULL; NULL: none */
	const struct schema *of; /* the schema of a generic handler */
	const char *tag, *doc;
};

/* Begins a request. True: it has a change, to be passed to change_round() until it is over. What it
 * read is part of store_reads_begin(), and may be the beginning of what the change reads. */
bool http_begin(struct req *, struct res *);
/* Fills res; also writes the request's log line and metrics. */
void http_end(struct req *, struct res *);
/* Both, and the change between them. */
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
