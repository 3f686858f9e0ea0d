/*
 * err.h - what went wrong, and with which field.
 *
 * A function that can fail returns an enum err and says why, once, where it
 * knows best, with err_set() or err_field(). Callers pass both on untouched:
 *
 *     if ((e = f(..., w)) != OK)
 *             return e;
 *
 * Faults of fields are gathered, all of them; the first makes w->err INVALID.
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

/* Where in the request: "body", "lines", 0, "quantity". Made by loc(). */
struct loc {
	const struct loc *parent; /* NULL at the root */
	struct str name;          /* when it is a member */
	size_t index;             /* else: of a list */
	bool is_index;
};

struct fault { /* one line of a 422, in FastAPI's shape */
	struct fault *next;
	const struct loc *loc;
	const char *type; /* for programs: "greater_than" */
	struct str msg;   /* for people */
};

struct why { /* all of it lives in mem */
	void *mem;
	enum err err;
	struct str text; /* empty: the title of err.def */
	struct fault *faults, **last;
	size_t nfaults;
	struct buf more;  /* further members of the answer, as JSON: "\"available\":4" */
	int retry_after;  /* seconds; 0: the default of the status */
	size_t op, field; /* of apply: the op that failed, and its field (EXISTS, BOUND) */
};

#define MUST_CHECK __attribute__((warn_unused_result))

void why_init(struct why *, void *mem);
void why_clear(struct why *); /* as after why_init: for trying again */

/* Sets code and reason and returns the code; a later call replaces an earlier. */
enum err
err_set(struct why *, enum err, const char *fmt, ...) __attribute__((format(printf, 3, 4)));

/* Adds a fault at loc; returns ERR_INVALID. At most 100 are kept. */
enum err err_field(struct why *, const struct loc *, const char *type, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));
enum err err_vfield(struct why *, const struct loc *, const char *type, const char *fmt, va_list)
    __attribute__((format(printf, 4, 0)));

/* A child location, living in w->mem. */
const struct loc *loc_name(struct why *, const struct loc *parent, const char *name);
const struct loc *loc_str(struct why *, const struct loc *parent, struct str name);
const struct loc *loc_at(struct why *, const struct loc *parent, size_t index);

/* The reason for people, in one text: "Some values are not acceptable: CURRENCY: must be ...;
 * DEBUG: ...". before stands before the first fault of a field, between before each other. */
void why_put(struct buf *, const struct why *, const char *before, const char *between);

int err_status(enum err);
const char *err_code(enum err);
const char *err_title(enum err);

#define for_each_fault(f, w) for (const struct fault *f = (w)->faults; f != NULL; f = f->next)

#endif
