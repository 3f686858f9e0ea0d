/*
 * param.h - Query parameters by type: numbers, booleans, enums, decimals, times.
 *
 * Each function adds a fault at "query", name and returns false when the value is not of the
 * type.
 */
#ifndef PARAM_H
#define PARAM_H

#include "api/http.h"
#include "base/time_span.h"

bool param_number(struct req *, const struct pair *, int64_t min, int64_t max, int64_t *out);
bool param_bool(struct req *, const struct pair *, bool *out);
bool param_enum(struct req *, const struct pair *, const char *const *one_of);
bool param_decimal(struct req *, const struct pair *, int64_t *out);
/* A day or an instant. */
bool param_parse_time(struct req *, const struct pair *, struct time_span *out);

/* The earlier of `day` (empty: none) and the day of a parameter that is a day or an instant. */
struct str param_earlier_day(struct req *, const char *param, struct str day);

const struct loc *param_loc(struct req *, struct str name);

/* Whether the route declares this parameter, one of req->params; if so, checks its type. */
bool param_own(struct req *, const struct pair *);
/* What a parameter means that the route declares as T_TIME, as param_own() parsed it; NULL when it
 * was not given. */
const struct time_span *param_time(const struct req *, const char *name);
/* Whether it was given before, which is a fault. */
bool param_repeated(struct req *, const struct pair *);

/* For routes other than lists: accepts only the route's own parameters, each once and of its
 * type. */
enum err param_check(struct req *) MUST_CHECK;

#endif
