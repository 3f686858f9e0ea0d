/*
 * line_fields.h - Copies the fields of a posting line: from the request to the ledger, to its
 * reversal, and to the head of the posting.
 */
#ifndef LINE_FIELDS_H
#define LINE_FIELDS_H

#include "schema/records.h"

/* Copies the fields of a request line that need no look-up or conversion. */
void line_fields_from_request(struct stock_transaction *, const struct posting_line *);

/* Copies the fields that a reversal shares with the line it reverses. */
void line_fields_from_reversed(struct stock_transaction *, const struct stock_transaction *was);

/* Copies the fields of the first line that the posting itself has. */
void line_fields_to_head(struct posting *, const struct stock_transaction *first);

#endif
