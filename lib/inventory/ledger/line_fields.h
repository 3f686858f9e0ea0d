/*
 * line_fields.h - Copies the fields of a posting line: from the request to the ledger, to its
 * reversal, and to the head of the posting.
 */
#ifndef LINE_FIELDS_H
#define LINE_FIELDS_H

#include "schema/records.h"

/* What the line of a request says that needs no look-up or conversion. */
void line_fields_from_request(struct stock_transaction *, const struct posting_line *);

/* What a reversal repeats of the line that it reverses. */
void line_fields_from_reversed(struct stock_transaction *, const struct stock_transaction *was);

/* What a posting shows of its first line. */
void line_fields_to_head(struct posting *, const struct stock_transaction *first);

#endif
