/* clock_text.h - digits and dates in text; for clock.c and clock_text.c alone. */
#ifndef CLOCK_TEXT_H
#define CLOCK_TEXT_H

#include "base/str.h"

enum { DAY_SECONDS = 86400 };

/* n digits at s[i], or -1. */
int digits_get(struct str, size_t i, size_t n);
/* v as exactly n digits. */
void digits_put(char *at, int n, int v);

/* The date at the beginning of the text; false when there is no such day. */
bool date_get(struct str, int *year, int *month, int *day);
/* Seconds from the epoch to midnight UTC of a date that exists. */
int64_t date_seconds(int year, int month, int day);

#endif
