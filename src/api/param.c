/* param.c - Parses query parameters by type; each fault names its parameter. */
#include "api/param.h"

#include <assert.h>

#include "base/clock.h"
#include "base/decimal.h"
#include "base/mem.h"

static const struct loc query_loc = {.name = {"query", 5}};

const struct loc *
param_loc(struct req *req, struct str name)
{
	return loc_str(&req->why, &query_loc, name);
}

bool
param_number(struct req *req, const struct pair *p, int64_t min, int64_t max, int64_t *out)
{
	int64_t n;

	if (str_int(p->value, &n) && n >= min && n <= max) {
		*out = n;
		return true;
	}
	err_field(&req->why, param_loc(req, p->name), "int_type",
	    "Must be a whole number from %lld to %lld", (long long)min, (long long)max);
	return false;
}

bool
param_bool(struct req *req, const struct pair *p, bool *out)
{
	*out = str_is(p->value, "true");
	if (*out || str_is(p->value, "false"))
		return true;
	err_field(&req->why, param_loc(req, p->name), "bool_type", "Must be true or false");
	return false;
}

bool
param_enum(struct req *req, const struct pair *p, const char *const *one_of)
{
	struct buf all = buf_init(req->mem);

	for (size_t i = 0; one_of[i] != NULL; i++) {
		if (str_is(p->value, one_of[i]))
			return true;
		buf_printf(&all, "%s%s", i == 0 ? "" : ", ", one_of[i]);
	}
	err_field(
	    &req->why, param_loc(req, p->name), "enum", "Must be one of %.*s", STRF(buf_str(&all)));
	return false;
}

bool
param_parse_time(struct req *req, const struct pair *p, struct time_span *out)
{
	if (time_span_parse(p->value, out))
		return true;
	err_field(&req->why, param_loc(req, p->name), "date",
	    "Must be a day such as 2026-03-01 or an instant such as 2026-03-01T09:30:00Z");
	return false;
}

bool
param_decimal(struct req *req, const struct pair *p, int64_t *out)
{
	if (dec_parse(p->value, out) == DEC_OK)
		return true;
	err_field(&req->why, param_loc(req, p->name), "decimal_type",
	    "Must be a number with at most %d places", DEC_PLACES);
	return false;
}

/* Keeps what it means for param_time(). */
static void
param_own_time(struct req *req, const struct pair *p)
{
	if (req->times == NULL)
		req->times = MEM_MANY(req->mem, struct time_span, req->nparams);
	param_parse_time(req, p, &req->times[p - req->params]);
}

const struct time_span *
param_time(const struct req *req, const char *name)
{
	for (size_t i = 0; i < req->nparams; i++)
		if (str_is(req->params[i].name, name)) {
			assert(req->times != NULL);
			return &req->times[i];
		}
	return NULL;
}

struct str
param_earlier_day(struct req *req, const char *param, struct str day)
{
	const struct time_span *span = param_time(req, param);
	struct str other;

	if (span == NULL)
		return day;
	other = day_of(req->mem, span->last);
	return day.n == 0 || str_cmp(other, day) < 0 ? other : day;
}

bool
param_own(struct req *req, const struct pair *p)
{
	const struct param *own = req->route->params;
	int64_t number;
	bool yes;

	while (own != NULL && own->name != NULL && !str_is(p->name, own->name))
		own++;
	if (own == NULL || own->name == NULL)
		return false;
	if (own->type == T_BOOL)
		param_bool(req, p, &yes);
	else if (own->type == T_INT)
		param_number(req, p, INT64_MIN, INT64_MAX, &number);
	else if (own->type == T_DEC)
		param_decimal(req, p, &number);
	else if (own->type == T_TIME)
		param_own_time(req, p);
	else if (own->type == T_ENUM)
		param_enum(req, p, own->one_of);
	return true;
}

bool
param_repeated(struct req *req, const struct pair *p)
{
	const struct pair *first = req->params;

	while (!str_eq(first->name, p->name))
		first++;
	if (first != p)
		err_field(&req->why, param_loc(req, p->name), "repeated", "Given more than once");
	return first != p;
}

enum err
param_check(struct req *req)
{
	struct buf all = buf_init(req->mem);

	for (const struct param *own = req->route->params; own != NULL && own->name != NULL; own++)
		buf_printf(&all, "%s%s", all.n == 0 ? "" : ", ", own->name);
	for (const struct pair *p = req->params; p < req->params + req->nparams; p++)
		if (!param_repeated(req, p) && !param_own(req, p))
			err_field(&req->why, param_loc(req, p->name), "extra_forbidden",
			    "Unknown; allowed are %.*s", STRF(buf_str(&all)));
	return req->why.err;
}
