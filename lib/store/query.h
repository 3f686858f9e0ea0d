/* query.h - Queries: filters, search words, order and page, and their results. */
#ifndef STORE_QUERY_H
#define STORE_QUERY_H

#include "schema/terms.h"

enum cmp { CMP_EQ, CMP_NE, CMP_LT, CMP_LE, CMP_GT, CMP_GE, CMP_IN, CMP_ABSENT, CMP_PRESENT };

struct integers {
	const int64_t *v;
	size_t n;
};

struct filter { /* all filters of a query must match; absent values match only ABSENT */
	size_t field;
	enum cmp cmp;
	struct str text; /* KEY, TEXT, REF; an ENUM by its name */
	int64_t number;  /* INT, DEC, TIME, BOOL */
	struct list in;  /* CMP_IN: texts; an empty list matches nothing */
	struct integers in_numbers; /* the same of fields that are numbers */
};

struct order {        /* ties are broken by id, in the same direction */
	size_t field; /* 0 (the id) by default; texts sort by bytes */
	bool desc;
};

/* The parts of a search, in this order; a record is in the first that it belongs to. */
enum rank {
	RANK_ALL,   /* no part; not in calls to a driver that search */
	RANK_EXACT, /* has the text as a code, whichever of its codes */
	RANK_SAME,  /* the same without punctuation and spaces */
	RANK_CODE,  /* its code (the first SEARCH_CODE field) begins with it, without punctuation */
	RANK_REST,  /* each word begins one of its terms */
};

/* The last row of the previous page: the next page begins after it. */
struct query_position {
	bool given;
	enum rank rank;  /* in a search: which part it was in */
	struct str text; /* the value of the order's field; in a search: the folded code or name */
	int64_t number;
	struct str id;
};

struct query {
	const struct schema *schema;
	uint64_t fields; /* find: bit i: field i is needed, others may be omitted; 0: all */
	const struct filter *where;
	size_t nwhere;
	/* A search, if given; only for schemas with terms. The order is then by part, in the rest
	 * by FOLDED_NAME (if there are names), otherwise by FOLDED_CODE; then by id. `order` is
	 * ignored. Without a word it finds nothing. */
	struct search_text search;
	enum rank rank; /* in a call to a driver that searches: the part; otherwise RANK_ALL */
	struct order order;
	struct query_position after;
	size_t skip, limit; /* limit is at least 1; a search does not combine skip and after */
};

/* The position of rec in a search or an order, for query.after. */
struct query_position query_position_of(const void *mem, const struct query *, const void *rec);
/* Of two positions in the order of one query, or in one part of a search, were it not descending. */
int query_position_compare(const struct query_position *, const struct query_position *);

struct rows { /* n records of query.schema, contiguous */
	void *v;
	size_t n;
};

/* One more row, of `size` bytes that are not zeroed; *cap is as of mem_reserve(). */
void *rows_add(const void *mem, struct rows *, size_t *cap, size_t size);

enum { SUM_GROUP_MAX = 4, SUM_FIELD_MAX = 4 };

struct sum_row {
	struct str key[SUM_GROUP_MAX]; /* the values of the group's fields, as text */
	int64_t total[SUM_FIELD_MAX];  /* of INT and DEC; 0 when all values are absent */
	int64_t count;
};

struct sums {
	struct sum_row *v;
	size_t n;
};

#endif
