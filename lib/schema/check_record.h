/* check_record.h - Validates a record against its schema and collects all faults. */
#ifndef CHECK_RECORD_H
#define CHECK_RECORD_H

#include "schema/record.h"

enum { CHECK_REF_MAX = 64 }; /* characters of a REF without bounds of its own; at least 1 */

enum check_how {
	CHECK_CREATE, /* required fields must be set; defaults are filled in; readonly ones are a
			 fault ("read_only") */
	CHECK_UPDATE, /* checks what is set; required ones must not be null; readonly ones are
			 ignored, so that a record that was read can be sent back */
};

/* Types of faults, as FastAPI names them: missing, extra_forbidden, string_type,
 * string_too_short, string_too_long, int_type, decimal_type, bool_type, list_type,
 * object_type, blank, greater_than, greater_than_equal, less_than_equal, decimal_max_places,
 * decimal_range, enum, too_short, too_long (of lists), email, code, control_character, date,
 * read_only, not_zero, null. `bad` is a mask of fields that already have a fault: they are not
 * reported as missing. Fields with a fault are cleared, so that further checks see only valid
 * values. Returns w->err. */
enum err check_record(const struct schema *, enum check_how, void *rec, uint64_t bad,
    const struct loc *, struct why *) MUST_CHECK;

/* Refuses characters that the format does not allow, and names the first; blanks at the ends are
 * trimmed later. A text without a character that is seen is "blank", unless it is empty. */
enum err check_characters(enum format, struct str, const struct loc *, struct why *) MUST_CHECK;

/* Every kind of line break as a line feed. */
struct str check_line_breaks(const void *mem, struct str);

/* Validates one text against a format; NULL or the type of its fault. Does not check lengths or
 * characters:
 * an empty code, user name or address has no fault. */
const char *check_format(void *mem, enum format, struct str, struct str *normal);

#endif
