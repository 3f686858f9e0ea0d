/* clock_text.h - Dates and digits in text; internal to clock.c and clock_text.c. */
#ifndef CLOCK_TEXT_H
#define CLOCK_TEXT_H

#include "base/str.h"

enum { DAY_SECONDS = 86400 };

/* n digits at s[i], or -1. */
int digits_get(struct str, size_t i, size_t n);
/* v as exactly n digits, zero-padded. */
void digits_put(char *at, int n, int v);

/* The date at the start of the text; false when no such day exists. */
bool date_get(struct str, int *year, int *month, int *day);
/* Seconds from the epoch to midnight UTC of a valid date. */
int64_t date_seconds(int year, int month, int day);

#endif
