/* log.c - Writes log events to stderr and to a file that may be rotated. */
#include "base/log.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/quote.h"

static const char *const log_level_names[] = {"DEBUG", "INFO", "WARNING", "ERROR"};

static struct { /* global */
	enum log_level least;
	const char *file; /* NULL: stderr only */
	bool readable;
	int fd; /* of file; below 1: not open */
	dev_t device;
	ino_t inode;
} log_state = {.least = LOG_LEVEL_INFO, .fd = -1};

void
log_open(enum log_level least, const char *file, bool readable)
{
	if (log_state.fd >= 0)
		close(log_state.fd);
	log_state.least = least;
	log_state.file = file;
	log_state.readable = readable;
	log_state.fd = -1;
}

bool
log_level_parse(struct str v, enum log_level *out)
{
	for (size_t i = 0; i < sizeof log_level_names / sizeof *log_level_names; i++)
		if (v.n == strlen(log_level_names[i]) &&
		    strncasecmp(v.s, log_level_names[i], v.n) == 0) {
			*out = (enum log_level)i;
			return true;
		}
	return false;
}

/* Whether the file was rotated away or is not open yet. */
static bool
log_file_replaced(void)
{
	struct stat st;

	return log_state.fd < 0 || stat(log_state.file, &st) != 0 || st.st_ino != log_state.inode ||
	       st.st_dev != log_state.device;
}

static void
log_reopen(void)
{
	struct stat st;

	if (log_state.fd >= 0)
		close(log_state.fd);
	log_state.fd = open(log_state.file, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0640);
	if (log_state.fd >= 0 && fstat(log_state.fd, &st) == 0) {
		log_state.device = st.st_dev;
		log_state.inode = st.st_ino;
	}
}

static void
log_write_line(struct str line)
{
	ssize_t ignored = write(STDERR_FILENO, line.s, line.n);

	if (log_state.file != NULL && log_file_replaced())
		log_reopen();
	if (log_state.file != NULL && log_state.fd >= 0)
		ignored = write(log_state.fd, line.s, line.n);
	(void)ignored; /* nowhere left to report it */
}

/* Whether a value needs no quotes in the readable format. */
static bool
log_is_bare_word(struct str v)
{
	for (size_t i = 0; i < v.n; i++)
		if (v.s[i] <= ' ' || v.s[i] >= 0x7f || v.s[i] == '"' || v.s[i] == '=' ||
		    v.s[i] == '\\')
			return false;
	return v.n > 0;
}

static void
log_put_value(struct buf *b, const struct log_pair *p)
{
	if (p->text.s == NULL)
		buf_put_int(b, p->number);
	else if (log_state.readable && log_is_bare_word(p->text))
		buf_put(b, p->text);
	else
		quote_put(b, p->text);
}

static void
log_put_readable(
    struct buf *b, enum log_level level, const char *event, const struct log_pair *p, size_t n)
{
	time_put(b, clock_now());
	buf_printf(b, " %-7s %s", log_level_names[level], event);
	for (; n > 0; n--, p++) {
		buf_printf(b, " %s=", p->key);
		log_put_value(b, p);
	}
}

static void
log_put_json(
    struct buf *b, enum log_level level, const char *event, const struct log_pair *p, size_t n)
{
	buf_puts(b, "{\"time\":\"");
	time_put(b, clock_now());
	buf_printf(b, "\",\"level\":\"%s\",\"event\":", log_level_names[level]);
	quote_put(b, str_of(event));
	for (; n > 0; n--, p++) {
		buf_putc(b, ',');
		quote_put(b, str_of(p->key));
		buf_putc(b, ':');
		log_put_value(b, p);
	}
	buf_putc(b, '}');
}

void
log_event(enum log_level level, const char *event, const struct log_pair *pairs, size_t n)
{
	void *mem;
	struct buf b;

	if (level < log_state.least)
		return;
	mem = mem_root("log line");
	b = buf_init(mem);
	(log_state.readable ? log_put_readable : log_put_json)(&b, level, event, pairs, n);
	buf_putc(&b, '\n');
	log_write_line(buf_str(&b));
	mem_free(mem);
}
