/*
 * list.h - what every list understands: skip, limit, sort, q, filters, cursor, count,
 * page and page_size, and CSV instead of JSON.
 *
 *     if ((e = list_read(req, &item_schema, NULL, &l)) != OK) return e;
 *     if ((e = list_find(req, &l, &rows)) != OK) return e;
 *     return list_answer(req, res, &l, &item_schema, &rows);
 */
#ifndef LIST_H
#define LIST_H

#include "api/http.h"

enum { LIST_WHERE_MAX = 24, LIST_LIMIT_MAX = 1000, LIST_LIMIT = 100 };

struct listing {
	struct query query;     /* .where points at where below; limit is one more than asked,
	                           so that "is there a next page?" costs nothing */
	struct filter where[LIST_WHERE_MAX];
	size_t limit;           /* as asked */
	bool count, paged, csv;
	int64_t page, page_size;
	struct str binding;     /* of the cursor: route, filters and order */
	struct str cursor;      /* what was given, verified; .s NULL: none */
};

/* Reads and checks all parameters; every fault is gathered (loc "query", name). Filters:
 * each F_INDEXED field of s by its name (`from`, `to` on its date are the caller's), and
 * what the route's own `params` name, which the caller reads with http_param(). Fields
 * that the user may not read do not exist. is_active: true unless asked otherwise. */
enum err list_read(struct req *, const struct schema *s, struct listing *) MUST_CHECK;

/* Adds a filter; at most LIST_WHERE_MAX. */
void list_where(struct listing *, struct filter);

/* The rows of the page, and its total when it is asked for. */
enum err list_find(struct req *, struct listing *, struct rows *) MUST_CHECK;

/* Answers: JSON array (Link, X-Total-Count), or the page object, or CSV. rows may hold one
 * more than the limit: it is not shown and makes the Link. The cursor is the last shown
 * row's place in query.order (or in the search's order). */
enum err list_answer(struct req *, struct res *, const struct listing *, const struct schema *out,
    const struct rows *) MUST_CHECK;

/* For lists that page by themselves: the same with a cursor of their own (empty: no next
 * page). `out` may differ from what was queried. total < 0: not known. */
enum err list_answer_with(struct req *, struct res *, const struct listing *,
    const struct schema *out, const struct rows *, struct str cursor, int64_t total) MUST_CHECK;

#endif
