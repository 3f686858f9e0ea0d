/*
 * list.h - Lists: skip, limit, sort, q, fields, filters, cursor, count, page and page_size, and
 * CSV instead of JSON; the same for every record.
 *
 *     if ((e = list_read(req, &item_schema, &l)) != OK) return e;
 *     if ((e = list_find(req, &l, &rows)) != OK) return e;
 *     return list_answer(req, res, &l, &item_schema, &rows);
 */
#ifndef LIST_H
#define LIST_H

#include "api/http.h"
#include "schema/csv.h"

enum { LIST_WHERE_MAX = 24, LIST_LIMIT_MAX = 1000, LIST_LIMIT = 100 };

struct listing {
	struct query query; /* .where points to `where` below; limit is one more than requested,
			       which shows whether there is a next page */
	struct filter where[LIST_WHERE_MAX];
	size_t limit;    /* as requested */
	uint64_t fields; /* of the answer; all by default */
	bool count, paged, csv;
	bool bom;                    /* of CSV: begins as Excel needs it */
	const struct csv_form *form; /* of CSV */
	int64_t page, page_size;
	int64_t total;      /* set by list_find() if requested; otherwise -1 */
	struct str binding; /* of the cursor: route, filters and order */
	struct str cursor;  /* the given one, verified and decoded; .s NULL: none */
};

/* Reads and checks all parameters; collects every fault (loc "query", name). Filters: each
 * F_INDEXED field of s by name, and the route's own `params`, which are checked by type here
 * and read by the caller with http_param(). Fields the user may not read are treated as
 * unknown. is_active is true by default. The order is that of `sort`, by id by default; the
 * caller may set another one in query.order when `sort` is absent. */
enum err list_read(struct req *, const struct schema *s, struct listing *) MUST_CHECK;

/* Has the store read no more than the requested fields; false where it must read all: some of
 * them are joined, or none were named. For lists that use no other fields of their rows. */
bool list_narrow(struct listing *);

/* Adds a filter; at most LIST_WHERE_MAX. */
void list_where(struct listing *, struct filter);

/* Adds `from` and `to` (a day or an instant, inclusive) as filters of a TIME field. The route
 * must declare them in its params as T_TIME. */
void list_between(struct req *, struct listing *, size_t field);

/* Adds `posted_from` and `posted_to` (a day or an instant, inclusive) as filters of the field
 * with the seq. By the order of postings, so that adjacent ranges neither overlap nor leave
 * gaps, whatever clocks say. The route must declare them in its params as T_TIME. */
enum err list_posted_between(struct req *, struct listing *, size_t seq_field) MUST_CHECK;

/* The rows of the page, and the total if requested. */
enum err list_find(struct req *, struct listing *, struct rows *) MUST_CHECK;

/* For lists that find their rows in another way: what list_find() does before and after it. */
enum err list_prepare(struct req *, struct listing *) MUST_CHECK;
enum err list_count(struct req *, struct listing *) MUST_CHECK;

/* Answers with a JSON array (Link, X-Total-Count), the page object, or CSV. rows may hold one
 * more than the limit: it is not shown but causes the Link. The cursor is the position of the
 * last row shown in query.order (or in the search's order). */
enum err list_answer(struct req *, struct res *, const struct listing *, const struct schema *out,
    const struct rows *) MUST_CHECK;

/* For lists with positions of their own: `position` is where the next page continues (empty:
 * no next page), and comes back in listing.cursor. `out` may differ from the schema queried.
 * total < 0: unknown. */
enum err list_answer_with(struct req *, struct res *, const struct listing *,
    const struct schema *out, const struct rows *, struct str position, int64_t total) MUST_CHECK;

#endif
