/*
 * err.h - Error codes, reasons and field faults.
 *
 * A function that can fail returns an enum err. The one that detects the failure sets the
 * reason with err_set() or err_field(); callers return both unchanged:
 *
 *     if ((e = f(..., w)) != OK)
 *             return e;
 *
 * Field faults are collected, all of them; the first one sets w->err to INVALID.
 */
#ifndef ERR_H
#define ERR_H

#include "base/buf.h"

enum err {
	OK = 0,
#define ERR(name, status, code, title) ERR_##name,
#include "base/err.def"
#undef ERR
	ERR__MAX
};

/* A position in the request: "body", "lines", 0, "quantity". Made by loc_name() and loc_at(). */
struct loc {
	const struct loc *parent; /* NULL at the root */
	struct str name;          /* when it is a member of an object */
	size_t index;             /* otherwise: index in a list */
	bool is_index;
};

struct fault { /* one entry of a 422 response, in FastAPI's format */
	struct fault *next;
	const struct loc *loc;
	const char *type; /* machine-readable: "greater_than" */
	struct str msg;   /* human-readable */
};

struct why { /* all allocated in mem */
	void *mem;
	enum err err;
	struct str text; /* empty: use the title of err.def */
	struct fault *faults, **last;
	size_t nfaults;
	struct buf more;  /* further members of the response, as JSON: "\"available\":4" */
	int retry_after;  /* seconds; 0: the default for the status */
	size_t op, field; /* from apply: the op that failed, and its field (EXISTS, BOUND) */
};

#define MUST_CHECK __attribute__((warn_unused_result))

void why_init(struct why *, void *mem);
void why_clear(struct why *); /* resets to the state after why_init(), before a retry */

/* Sets code and reason and returns the code; a later call overwrites an earlier one. */
enum err
err_set(struct why *, enum err, const char *fmt, ...) __attribute__((format(printf, 3, 4)));

/* Adds a fault at loc and returns ERR_INVALID. Keeps at most 100 faults. */
enum err err_field(struct why *, const struct loc *, const char *type, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));
enum err err_vfield(struct why *, const struct loc *, const char *type, const char *fmt, va_list)
    __attribute__((format(printf, 4, 0)));

/* A child location, allocated in w->mem. */
const struct loc *loc_name(struct why *, const struct loc *parent, const char *name);
const struct loc *loc_str(struct why *, const struct loc *parent, struct str name);
const struct loc *loc_at(struct why *, const struct loc *parent, size_t index);

/* Writes the reason as one text: "Some values are invalid: CURRENCY: must be ...;
 * DEBUG: ...". `before` precedes the first field fault, `between` each further one. */
void why_put(struct buf *, const struct why *, const char *before, const char *between);

int err_status(enum err);
const char *err_code(enum err);
const char *err_title(enum err);

#define for_each_fault(f, w) for (const struct fault *f = (w)->faults; f != NULL; f = f->next)

#endif
