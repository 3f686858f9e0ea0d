/* base_clock.c - Tests the formats of instants, and business days across clock changes. */
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/time_span.h"
#include "t/suite.h"

static const struct {
	const char *text, *utc; /* NULL: invalid */
} instants[] = {
    {"2026-03-01T09:30:00Z", "2026-03-01T09:30:00.000Z"},
    {"2026-03-01t09:30:00z", "2026-03-01T09:30:00.000Z"},
    {"2026-03-01T09:30:00.1Z", "2026-03-01T09:30:00.100Z"},
    {"2026-03-01T09:30:00.123456789Z", "2026-03-01T09:30:00.123Z"},
    {"2026-03-01T00:30:00+05:30", "2026-02-28T19:00:00.000Z"},
    {"2026-12-31T23:30:00-01:00", "2027-01-01T00:30:00.000Z"},
    {"2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000Z"},
    {"2000-02-29T00:00:00Z", "2000-02-29T00:00:00.000Z"},
    {"1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z"},
    {"9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"},
    {"1970-01-01T00:00:00+00:01", NULL},
    {"9999-12-31T23:59:59-00:01", NULL},
    {"1969-12-31T23:59:59Z", NULL},
    {"2026-02-29T00:00:00Z", NULL},
    {"2100-02-29T00:00:00Z", NULL},
    {"2026-04-31T00:00:00Z", NULL},
    {"2026-13-01T00:00:00Z", NULL},
    {"2026-00-01T00:00:00Z", NULL},
    {"2026-01-00T00:00:00Z", NULL},
    {"2026-01-01T24:00:00Z", NULL},
    {"2026-01-01T00:60:00Z", NULL},
    {"2026-01-01T00:00:60Z", NULL},
    {"2026-01-01T00:00:00", NULL},
    {"2026-01-01T00:00:00.Z", NULL},
    {"2026-01-01T00:00:00.1234567890Z", NULL},
    {"2026-01-01T00:00:00+24:00", NULL},
    {"2026-01-01T00:00:00+01:60", NULL},
    {"2026-01-01T00:00:00+0100", NULL},
    {"2026-01-01T00:00:00Z ", NULL},
    {"2026-01-01 00:00:00Z", NULL},
    {"2026-01-01T00:00Z", NULL},
    {"2026-01-01", NULL},
    {"+026-01-01T00:00:00Z", NULL},
    {"", NULL},
};

/* Each day of 1,000 years, and instants at random. */
START_TEST(an_instant_is_written_as_the_system_would)
{
	void *mem = mem_root("test");

	for (int64_t n = -800; n < 365250; n++) {
		const int64_t ms = n * 86400000 + (n * 7919 * 7919) % 86400000;
		const time_t t = (time_t)(ms / 1000 - (ms % 1000 < 0));
		char want[64];
		struct tm tm;

		gmtime_r(&t, &tm);
		strftime(want, sizeof want, "%Y-%m-%dT%H:%M:%S", &tm);
		snprintf(want + 19, sizeof want - 19, ".%03dZ", (int)(ms - (int64_t)t * 1000));
		ck_assert_pstr_eq(time_str(mem, ms).s, want);
		if (n % 10000 == 0) {
			mem_free(mem);
			mem = mem_root("test");
		}
	}
	mem_free(mem);
}
END_TEST

START_TEST(an_instant_is_read_or_refused)
{
	void *mem = mem_root("test");
	struct str text = str_of(instants[_i].text);
	struct time_span span;
	int64_t ms;

	if (time_parse(text, &ms)) {
		ck_assert_pstr_eq(time_str(mem, ms).s, instants[_i].utc);
		ck_assert(time_span_parse(text, &span) && !span.is_day);
		ck_assert(span.first == ms && span.last == ms);
	} else {
		ck_assert_msg(instants[_i].utc == NULL, "%s", text.s);
		ck_assert(!time_span_parse(text, &span) || span.is_day);
	}
	mem_free(mem);
}
END_TEST

static const struct {
	const char *zone, *day, *first; /* start of the day */
	int hours;                      /* its length */
} days[] = {
    {"UTC", "2026-03-29", "2026-03-29T00:00:00.000Z", 24},
    {"Europe/Berlin", "2026-03-28", "2026-03-27T23:00:00.000Z", 24},
    {"Europe/Berlin", "2026-03-29", "2026-03-28T23:00:00.000Z", 23},
    {"Europe/Berlin", "2026-10-25", "2026-10-24T22:00:00.000Z", 25},
    {"America/New_York", "2026-03-08", "2026-03-08T05:00:00.000Z", 23},
    {"America/New_York", "2026-11-01", "2026-11-01T04:00:00.000Z", 25},
    {"Asia/Kolkata", "2026-03-29", "2026-03-28T18:30:00.000Z", 24},
    {"America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00.000Z", 23}, /* begins at 01:00 */
    {"America/Sao_Paulo", "2018-02-17", "2018-02-17T02:00:00.000Z", 25}, /* 23:00 occurs twice */
    {"Atlantic/Azores", "2026-10-25", "2026-10-25T00:00:00.000Z", 25},   /* 00:00 occurs twice */
    {"Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00.000Z", 0},       /* skipped */
    {"Pacific/Kiritimati", "2026-01-01", "2025-12-31T10:00:00.000Z", 24},
    {"Pacific/Pago_Pago", "2026-01-01", "2026-01-01T11:00:00.000Z", 24},
};

START_TEST(a_business_day_has_its_length_in_its_zone)
{
	void *mem = mem_root("test");
	struct str day = str_of(days[_i].day);
	struct time_span span;
	int64_t from, to;

	ck_assert(clock_zone(days[_i].zone));
	from = day_start(day);
	to = day_end(day);
	ck_assert_str_eq(time_str(mem, from).s, days[_i].first);
	ck_assert_int_eq(to - from + 1, days[_i].hours * INT64_C(3600000));
	if (days[_i].hours > 0) {
		ck_assert_str_eq(day_of(mem, from).s, days[_i].day);
		ck_assert_str_eq(day_of(mem, to).s, days[_i].day);
	}
	ck_assert_str_lt(day_of(mem, from - 1).s, days[_i].day);
	ck_assert_int_eq(day_start(day_next(mem, day)), to + 1);
	ck_assert(time_span_parse(day, &span) && span.is_day);
	ck_assert(span.first == from && span.last == to);
	mem_free(mem);
}
END_TEST

START_TEST(days_and_months_follow_each_other)
{
	void *mem = mem_root("test");

	ck_assert_str_eq(day_next(mem, STR("2024-02-28")).s, "2024-02-29");
	ck_assert_str_eq(day_next(mem, STR("2026-02-28")).s, "2026-03-01");
	ck_assert_str_eq(day_next(mem, STR("2026-12-31")).s, "2027-01-01");
	ck_assert_str_eq(month_next(mem, STR("2026-12")).s, "2027-01");
	ck_assert_str_eq(month_next(mem, STR("2026-09")).s, "2026-10");
	ck_assert_str_eq(month_previous(mem, STR("2027-01")).s, "2026-12");
	ck_assert_str_eq(month_previous(mem, STR("2026-10")).s, "2026-09");
	ck_assert(str_is(month_of_day(STR("2026-09-30")), "2026-09"));
	mem_free(mem);
}
END_TEST

START_TEST(days_that_do_not_exist_are_refused)
{
	static const char *const bad[] = {"", "2026-2-01", "2026-02-30", "2026-02-29", "1969-12-31",
	    "2026-13-01", "2026/02/01", "2026-02-01x", "02026-02-01", "2026-02-0"};

	for (int i = 0; i < LENGTH(bad); i++)
		ck_assert_msg(!day_valid(str_of(bad[i])), "%s", bad[i]);
	ck_assert(day_valid(STR("2024-02-29")));
	ck_assert(month_valid(STR("2026-12")));
	ck_assert(!month_valid(STR("2026-13")) && !month_valid(STR("2026-00")));
	ck_assert(!month_valid(STR("2026-1")) && !month_valid(STR("2026-01-01")));
}
END_TEST

START_TEST(an_unknown_zone_is_refused)
{
	static const char *const bad[] = {
	    "", "Mars/Olympus", "/etc/passwd", "../../etc/passwd", ":UTC", "Europe", "zone.tab"};

	for (int i = 0; i < LENGTH(bad); i++)
		ck_assert_msg(!clock_zone(bad[i]), "%s", bad[i]);
	ck_assert(clock_zone("Europe/Berlin"));
	ck_assert(clock_zone("UTC"));
}
END_TEST

START_TEST(the_clock_can_be_set_and_read_from_a_file)
{
	char path[] = "/tmp/ccpl-clock-XXXXXX";
	int fd = mkstemp(path);
	int64_t real = clock_now();

	ck_assert_int_eq(write(fd, "2031-05-06T07:08:09Z\n", 21), 21);
	close(fd);
	clock_file(path);
	ck_assert_int_eq(clock_now(), INT64_C(1935817689000));
	unlink(path);
	ck_assert_int_eq(clock_now(), INT64_C(1935817689000)); /* the last instant read */
	clock_set(7);
	ck_assert_int_eq(clock_now(), 7);
	clock_set(0);
	clock_file(NULL);
	ck_assert(clock_now() >= real);
}
END_TEST

int
main(void)
{
	TCase *c = tcase_create("clock");

	tcase_add_test(c, an_instant_is_written_as_the_system_would);
	tcase_add_loop_test(c, an_instant_is_read_or_refused, 0, LENGTH(instants));
	tcase_add_loop_test(c, a_business_day_has_its_length_in_its_zone, 0, LENGTH(days));
	tcase_add_test(c, days_and_months_follow_each_other);
	tcase_add_test(c, days_that_do_not_exist_are_refused);
	tcase_add_test(c, an_unknown_zone_is_refused);
	tcase_add_test(c, the_clock_can_be_set_and_read_from_a_file);
	return suite_run("clock", c);
}
