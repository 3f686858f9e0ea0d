/*
 * list.h - what every list understands: skip, limit, sort, q, filters, cursor, count,
 * page and page_size, and CSV instead of JSON.
 *
 *     if ((e = list_read(req, &item_schema, &l)) != OK) return e;
 *     if ((e = list_find(req, &l, &rows)) != OK) return e;
 *     return list_answer(req, res, &l, &item_schema, &rows);
 */
#ifndef LIST_H
#define LIST_H

#include "api/http.h"

struct idempotency;

enum { LIST_WHERE_MAX = 24, LIST_LIMIT_MAX = 1000, LIST_LIMIT = 100 };

struct listing {
	struct query query; /* .where points at where below; limit is one more than asked,
			       so that "is there a next page?" costs nothing */
	struct filter where[LIST_WHERE_MAX];
	size_t limit; /* as asked */
	bool count, paged, csv;
	int64_t page, page_size;
	int64_t total;      /* set by list_find when it is asked for; else -1 */
	struct str binding; /* of the cursor: route, filters and order */
	struct str cursor;  /* what was given, verified and opened; .s NULL: none */
};

/* Reads and checks all parameters; every fault is gathered (loc "query", name). Filters:
 * each F_INDEXED field of s by its name, and what the route's own `params` name, which are
 * checked by their type here and read by the caller with http_param(). Fields that the user
 * may not read do not exist. is_active: true unless asked otherwise. The order is that of
 * `sort`, else by id; a caller may set another one in query.order when `sort` is absent. */
enum err list_read(struct req *, const struct schema *s, struct listing *) MUST_CHECK;

/* Adds a filter; at most LIST_WHERE_MAX. */
void list_where(struct listing *, struct filter);

/* Adds `from` and `to` (a day or an instant, both inclusive) as filters of a TIME field. The
 * route names them in its params as T_TIME. */
void list_between(struct req *, struct listing *, size_t field);

/* The rows of the page, and its total when it is asked for. */
enum err list_find(struct req *, struct listing *, struct rows *) MUST_CHECK;

/* Answers: JSON array (Link, X-Total-Count), or the page object, or CSV. rows may hold one
 * more than the limit: it is not shown and makes the Link. The cursor is the last shown
 * row's place in query.order (or in the search's order). */
enum err list_answer(struct req *, struct res *, const struct listing *, const struct schema *out,
    const struct rows *) MUST_CHECK;

/* For lists that page by themselves: the same with a place of their own to go on from (empty:
 * no next page); it comes back in listing.cursor. `out` may differ from what was queried.
 * total < 0: not known. */
enum err list_answer_with(struct req *, struct res *, const struct listing *,
    const struct schema *out, const struct rows *, struct str position, int64_t total) MUST_CHECK;

/* The parameters of a list of this schema, for the published description: the i-th of all.
 * NULL at the end; one without a name is not for such a list: a search where there is nothing
 * to be found by, an order where there is only one. */
const struct param *list_param(const struct schema *, size_t i);

/* What `sort` may name: "code", "-code", ...; a NULL at the end. */
const char *const *list_orders(const void *mem, const struct schema *);
/* A parameter as a filter by a field; false when there is no such field. */
bool list_filter_param(struct req *, struct listing *, const struct pair *);
/* Adds the filter by is_active, where there is such a field: true unless asked otherwise. */
void list_filter_active(struct req *, struct listing *);
/* Puts the units that filters name in any case into their own spelling. */
enum err list_normalize_units(struct req *, struct listing *) MUST_CHECK;
/* Whether that field can be a filter, and whether a list can be sorted by it. */
bool list_can_filter(const struct field *, uint64_t granted);
bool list_can_sort(const struct field *, uint64_t granted);

#endif
