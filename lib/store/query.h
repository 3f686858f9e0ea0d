/* query.h - what a store is asked for: filters, a search, an order, a page; and the answers. */
#ifndef STORE_QUERY_H
#define STORE_QUERY_H

#include "schema/record.h"

enum cmp { CMP_EQ, CMP_NE, CMP_LT, CMP_LE, CMP_GT, CMP_GE, CMP_IN, CMP_ABSENT, CMP_PRESENT };

struct filter { /* all filters of a query must hold; absent values fail all but ABSENT */
	size_t field;
	enum cmp cmp;
	struct str text; /* KEY, TEXT, REF; an ENUM by its name */
	int64_t number;  /* INT, DEC, TIME, BOOL */
	struct list in;  /* CMP_IN: texts; an empty list matches nothing */
};

struct order {        /* ties are broken by id, in the same direction */
	size_t field; /* 0 (the id) by default; a text sorts by its bytes */
	bool desc;
};

enum rank { RANK_ALL, RANK_CODE, RANK_REST }; /* the two parts of a search, see below */

/* The last row of the page before: the next begins behind it. */
struct query_position {
	bool given;
	enum rank rank;  /* of a search: which part it was in */
	struct str text; /* the value of the field of the order; of a search: what is folded */
	int64_t number;
	struct str id;
};

struct query {
	const struct schema *schema;
	uint64_t fields; /* find: bit i: field i is wanted, others may be left out; 0: all */
	const struct filter *where;
	size_t nwhere;
	/* A search: folded words, each the beginning of a term of the record; of a schema
	 * that has terms. The order is
	 * then: the records whose code (the first SEARCH_CODE field) begins with the word, by
	 * folded code, so that the code itself is the first; then the rest, by folded name
	 * (the first SEARCH_WORDS field); at last id. Of several words all is the rest.
	 * `order` is not looked at. */
	struct list words;
	enum rank rank; /* which part of a search: RANK_ALL but when a driver is asked */
	struct order order;
	struct query_position after;
	size_t skip, limit; /* limit is at least 1; of a search, skip does not go with after */
};

/* Where a search or an order stands at rec: what query.after says of the last row. */
struct query_position query_position_of(const void *mem, const struct query *, const void *rec);

struct rows { /* n records of query.schema, one behind the other */
	void *v;
	size_t n;
};

enum { SUM_GROUP_MAX = 4, SUM_FIELD_MAX = 4 };

struct sum_row {
	struct str key[SUM_GROUP_MAX]; /* the values of the group's fields: texts */
	int64_t total[SUM_FIELD_MAX];  /* of INT and DEC; 0 where all values are absent */
	int64_t count;
};

struct sums {
	struct sum_row *v;
	size_t n;
};

#endif
