/* base_log.c - Tests that every log event is one parseable line. */
#include <fcntl.h>
#include <json-c/json.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "t/suite.h"

static char path[32];

static void
log_setup(void)
{
	strcpy(path, "/tmp/ccpl-log-XXXXXX");
	close(mkstemp(path));
	clock_set(INT64_C(1800000000000));
	dup2(open("/dev/null", O_WRONLY | O_CLOEXEC), STDERR_FILENO);
}

static void
log_teardown(void)
{
	unlink(path);
}

static char *
read_log(void *mem)
{
	char *text = mem_new(mem, 65536);
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	ck_assert_int_ge(read(fd, text, 65535), 0);
	close(fd);
	return text;
}

static const struct {
	struct str value;
	const char *read; /* as a JSON parser returns it */
} values[] = {
    {{"plain", 5}, "plain"},
    {{"a\r\nINFO forged", 15}, "a\r\nINFO forged"},
    {{"\x1b[31mred\x1b[0m", 12}, "\x1b[31mred\x1b[0m"},
    {{"quote\" back\\slash", 17}, "quote\" back\\slash"},
    {{"a\0b", 3}, NULL},
    {{"\xff\xfe", 2}, "\xef\xbf\xbd\xef\xbf\xbd"},
    {{"cut \xe2\x82", 6}, "cut \xef\xbf\xbd\xef\xbf\xbd"},
    {{"\xc0\xaf", 2}, "\xef\xbf\xbd\xef\xbf\xbd"},
    {{"\xed\xa0\x80", 3}, "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
    {{"\xc2\x85\xc2\x9b", 4}, "\xc2\x85\xc2\x9b"}, /* NEL, CSI */
    {{"\x7f\t\b\f", 4}, "\x7f\t\b\f"},
    {{"Gr\xc3\xb6\xc3\x9f"
      "e",
	 7},
	"Gr\xc3\xb6\xc3\x9f"
	"e"},
    {{"", 0}, ""},
};

START_TEST(a_value_cannot_make_a_second_line)
{
	void *mem = mem_root("test");
	struct json_object *o, *v;
	char *line;

	log_open(LOG_LEVEL_INFO, path, false);
	LOG(LOG_LEVEL_INFO, "tried", LOG_TEXT("value", values[_i].value), LOG_NUMBER("n", -7));
	line = read_log(mem);
	ck_assert_ptr_eq(strchr(line, '\n'), line + strlen(line) - 1);
	for (const char *p = line; p[1] != '\0'; p++)
		ck_assert((unsigned char)*p >= ' ' && *p != 0x7f);
	o = json_tokener_parse(line);
	ck_assert_ptr_nonnull(o);
	ck_assert(json_object_object_get_ex(o, "value", &v));
	if (values[_i].read != NULL)
		ck_assert_str_eq(json_object_get_string(v), values[_i].read);
	ck_assert(json_object_object_get_ex(o, "n", &v) && json_object_get_int(v) == -7);
	ck_assert(json_object_object_get_ex(o, "time", &v));
	ck_assert_str_eq(json_object_get_string(v), "2027-01-15T08:00:00.000Z");
	json_object_put(o);
	mem_free(mem);
}
END_TEST

START_TEST(a_readable_line_is_one_line_too)
{
	void *mem = mem_root("test");

	log_open(LOG_LEVEL_DEBUG, path, true);
	LOG(LOG_LEVEL_WARNING, "tried", LOG_TEXT("a", STR("word")),
	    LOG_TEXT("b", STR("two\nlines")));
	ck_assert_str_eq(
	    read_log(mem), "2027-01-15T08:00:00.000Z WARNING tried a=word b=\"two\\nlines\"\n");
	mem_free(mem);
}
END_TEST

START_TEST(what_is_below_the_level_is_left_out)
{
	void *mem = mem_root("test");
	enum log_level level;

	ck_assert(log_level_parse(STR("warning"), &level));
	log_open(level, path, false);
	LOG(LOG_LEVEL_INFO, "quiet", LOG_NUMBER("n", 1));
	ck_assert_str_eq(read_log(mem), "");
	ck_assert(!log_level_parse(STR("LOUD"), &level));
	mem_free(mem);
}
END_TEST

START_TEST(a_file_that_was_moved_away_is_opened_anew)
{
	void *mem = mem_root("test");
	struct str moved = str_printf(mem, "%s.1", path);

	log_open(LOG_LEVEL_INFO, path, true);
	LOG(LOG_LEVEL_INFO, "first", LOG_NUMBER("n", 1));
	ck_assert_int_eq(rename(path, moved.s), 0);
	LOG(LOG_LEVEL_INFO, "second", LOG_NUMBER("n", 2));
	ck_assert_ptr_nonnull(strstr(read_log(mem), "second"));
	ck_assert_ptr_null(strstr(read_log(mem), "first"));
	unlink(moved.s);
	mem_free(mem);
}
END_TEST

int
main(void)
{
	TCase *c = tcase_create("log");

	tcase_add_checked_fixture(c, log_setup, log_teardown);
	tcase_add_loop_test(c, a_value_cannot_make_a_second_line, 0, LENGTH(values));
	tcase_add_test(c, a_readable_line_is_one_line_too);
	tcase_add_test(c, what_is_below_the_level_is_left_out);
	tcase_add_test(c, a_file_that_was_moved_away_is_opened_anew);
	return suite_run("log", c);
}
