/*
 * log.h - Structured log: one line per event, to stderr and LOG_FILE.
 *
 * JSON lines, or readable text with DEBUG. One write(2) per line; the file is reopened when
 * its inode changes. Values are escaped, so none can start a second line. Never log secrets or
 * bodies.
 */
#ifndef LOG_H
#define LOG_H

#include "base/str.h"

enum log_level { LOG_LEVEL_DEBUG, LOG_LEVEL_INFO, LOG_LEVEL_WARNING, LOG_LEVEL_ERROR };

struct log_pair {
	const char *key;
	struct str text; /* used when .text.s != NULL */
	int64_t number;  /* otherwise used */
};

#define LOG_TEXT(k, v)   ((struct log_pair){.key = (k), .text = (v)})
#define LOG_NUMBER(k, v) ((struct log_pair){.key = (k), .number = (v)})

/* file may be NULL. */
void log_open(enum log_level least, const char *file, bool readable);
bool log_level_parse(struct str, enum log_level *);

void log_event(enum log_level, const char *event, const struct log_pair *, size_t n);
#define LOG(level, event, ...)                                                                     \
	log_event((level), (event), (const struct log_pair[]){__VA_ARGS__},                        \
	    sizeof((const struct log_pair[]){__VA_ARGS__}) / sizeof(struct log_pair))

#endif
