/* clock_text.c - Formats and parses dates and RFC 3339 timestamps. */
#include "base/clock_text.h"

#include <time.h>

#include "base/clock.h"

enum { DATE_LENGTH = 10 };

int
digits_get(struct str v, size_t i, size_t n)
{
	int x = 0;

	if (i + n > v.n)
		return -1;
	for (; n > 0; n--, i++) {
		if (v.s[i] < '0' || v.s[i] > '9')
			return -1;
		x = 10 * x + (v.s[i] - '0');
	}
	return x;
}

static int
date_month_days(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

bool
date_get(struct str v, int *year, int *month, int *day)
{
	*year = digits_get(v, 0, 4);
	*month = digits_get(v, 5, 2);
	*day = digits_get(v, 8, 2);
	return v.n >= DATE_LENGTH && v.s[4] == '-' && v.s[7] == '-' && *year >= 1970 &&
	       *month >= 1 && *month <= 12 && *day >= 1 && *day <= date_month_days(*year, *month);
}

int64_t
date_seconds(int year, int month, int day)
{
	struct tm tm = {.tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = day};

	return (int64_t)timegm(&tm);
}

void
digits_put(char *at, int n, int v)
{
	for (; n > 0; n--, v /= 10)
		at[n - 1] = (char)('0' + v % 10);
}

/* Of a day since the epoch. Counts years from March, so that February 29 ends one, in eras of 400
 * years, which all have as many days. */
static void
date_put(char *at, int64_t days)
{
	enum { ERA_DAYS = 146097, TO_ERA = 719468 }; /* from 0000-03-01 to 1970-01-01 */
	const int64_t since = days + TO_ERA, era = since / ERA_DAYS - (since % ERA_DAYS < 0);
	const int day = (int)(since - era * ERA_DAYS); /* of the era */
	const int year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
	const int of_year = day - (365 * year + year / 4 - year / 100);
	const int from_march = (5 * of_year + 2) / 153;
	const int month = from_march < 10 ? from_march + 3 : from_march - 9;

	digits_put(at, 4, (int)(era * 400) + year + (month <= 2));
	digits_put(at + 5, 2, month);
	digits_put(at + 8, 2, of_year - (153 * from_march + 2) / 5 + 1);
}

/* Not by gmtime_r(), which takes twice as long as everything else here. */
void
time_put(struct buf *b, int64_t ms)
{
	enum { DAY_MS = DAY_SECONDS * 1000 };
	char text[] = "0000-00-00T00:00:00.000Z";
	const int64_t days = ms / DAY_MS - (ms % DAY_MS < 0);
	const int rest = (int)(ms - days * DAY_MS);

	date_put(text, days);
	digits_put(text + 11, 2, rest / 3600000);
	digits_put(text + 14, 2, rest / 60000 % 60);
	digits_put(text + 17, 2, rest / 1000 % 60);
	digits_put(text + 20, 3, rest % 1000);
	buf_put(b, STR(text));
}

struct str
time_str(const void *ctx, int64_t ms)
{
	struct buf b = buf_init(ctx);

	time_put(&b, ms);
	return buf_str(&b);
}

/* ".123456789" at *i, truncated to milliseconds. */
static bool
time_parse_fraction(struct str v, size_t *i, int *ms)
{
	int n = 0;

	*ms = 0;
	if (*i >= v.n || v.s[*i] != '.')
		return true;
	for ((*i)++; digits_get(v, *i, 1) >= 0; (*i)++, n++)
		if (n < 3)
			*ms = 10 * *ms + digits_get(v, *i, 1);
	for (int k = n; k < 3; k++)
		*ms *= 10;
	return n >= 1 && n <= 9;
}

/* All of v is "Z" or "+05:30"; gives seconds east of UTC. */
static bool
time_parse_offset(struct str v, int *seconds)
{
	int hours = digits_get(v, 1, 2), minutes = digits_get(v, 4, 2);

	*seconds = 0;
	if (v.n == 1)
		return v.s[0] == 'Z' || v.s[0] == 'z';
	if (v.n != 6 || (v.s[0] != '+' && v.s[0] != '-') || v.s[3] != ':')
		return false;
	if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59)
		return false;
	*seconds = (v.s[0] == '-' ? -1 : 1) * (hours * 3600 + minutes * 60);
	return true;
}

bool
time_parse(struct str v, int64_t *out)
{
	int year, month, day, ms, east;
	int hour = digits_get(v, 11, 2), minute = digits_get(v, 14, 2),
	    second = digits_get(v, 17, 2);
	size_t i = 19;
	int64_t t;

	if (!date_get(v, &year, &month, &day) || v.n < 20 || (v.s[10] != 'T' && v.s[10] != 't'))
		return false;
	if (v.s[13] != ':' || v.s[16] != ':' || hour < 0 || hour > 23 || minute < 0 ||
	    minute > 59 || second < 0 || second > 59)
		return false;
	if (!time_parse_fraction(v, &i, &ms) || !time_parse_offset(str_from(v, i), &east))
		return false;
	t = date_seconds(year, month, day) + hour * 3600 + minute * 60 + second - east;
	if (t < 0 || t >= date_seconds(9999, 12, 31) + DAY_SECONDS)
		return false;
	*out = t * 1000 + ms;
	return true;
}
