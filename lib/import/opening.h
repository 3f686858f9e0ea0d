/* opening.h - Opening stock that an import has read: the sums of its balances, to be posted. */
#ifndef OPENING_H
#define OPENING_H

#include "base/block.h"
#include "base/mem.h"
#include "import/import.h"
#include "import/import_cost.h"
#include "inventory/line/instant.h"
#include "schema/records.h"

/* The hash is allocated with its sums. */
#define uthash_malloc(n)  mem_new(j->block.mem, (n))
#define uthash_free(p, n) ((void)(p))
#include <uthash.h>

struct opening_sum {   /* of the rows of one balance */
	struct str id; /* item|location|lot */
	struct posting_line line;
	struct cost_mean cost;
	UT_hash_handle hh;
};

struct stock_import {
	struct import *im;
	struct costs costs;
	struct block block;
	struct opening_sum *sums; /* in the order of their first rows */
	struct opening_sum *next; /* the first one of the next part */
	size_t nposted, nmeans;
	struct instant when;
	/* of the row or part */
	struct change_context cx;
	struct why *w; /* its memory is that of rows and postings */
};

/* Adds the postings of the next balances to the batch: of all, if the store takes no parts. */
enum err opening_post(struct stock_import *, struct batch *) MUST_CHECK;

#endif
