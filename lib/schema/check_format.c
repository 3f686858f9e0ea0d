/* check_format.c - Validates and normalizes e-mail addresses, user names and dates. */
#include <idn2.h>
#include <string.h>
#include <utf8proc.h>

#include "base/clock.h"
#include "base/mem.h"
#include "schema/check_record.h"

enum { LABEL_MAX = 63 };

/* Whether `good` accepts every code point. */
static bool
format_all_chars(struct str v, bool (*good)(utf8proc_int32_t))
{
	while (v.n > 0) {
		utf8proc_int32_t cp;
		utf8proc_ssize_t n =
		    utf8proc_iterate((const utf8proc_uint8_t *)v.s, (utf8proc_ssize_t)v.n, &cp);

		if (n <= 0 || !good(cp))
			return false;
		v = str_from(v, (size_t)n);
	}
	return true;
}

static bool
format_is_username_char(utf8proc_int32_t cp)
{
	utf8proc_category_t c = utf8proc_category(cp);

	return (c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_NO) || cp == '.' || cp == '_' ||
	       cp == '-';
}

static bool
format_is_alphanumeric(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* Letters, digits and hyphens, with no hyphen at either end. */
static bool
format_is_label(struct str v)
{
	if (v.n == 0 || v.n > LABEL_MAX || v.s[0] == '-' || v.s[v.n - 1] == '-')
		return false;
	for (size_t i = 0; i < v.n; i++)
		if (!format_is_alphanumeric(v.s[i]) && v.s[i] != '-')
			return false;
	return true;
}

static bool
format_is_domain(struct str v)
{
	struct str label;

	do {
		v = str_cut(v, '.', &label);
		if (!format_is_label(label))
			return false;
	} while (v.s != NULL);
	return true;
}

static bool
format_is_local_part(struct str v)
{
	for (size_t i = 0; i < v.n; i++)
		if (v.s[i] == '\0' || (!format_is_alphanumeric(v.s[i]) &&
					  strchr(".!#$%&'*+/=?^_`{|}~-", v.s[i]) == NULL))
			return false;
	return v.n > 0;
}

static const char *
format_check_email(void *mem, struct str v, struct str *normal)
{
	struct str local, domain = str_cut(v, '@', &local);
	char *ascii = NULL;
	int done;
	bool good;

	if (domain.s == NULL || !format_is_local_part(local) ||
	    memchr(domain.s, '\0', domain.n) != NULL)
		return "email";
	domain = str_dup(mem, domain);
	done = idn2_to_ascii_8z(domain.s, &ascii, IDN2_NONTRANSITIONAL | IDN2_NFC_INPUT);
	if (done == IDN2_MALLOC)
		mem_exhausted();
	if (done != IDN2_OK)
		return "email";
	good = format_is_domain(str_of(ascii));
	*normal = str_fold(mem, str_printf(mem, "%.*s@%s", STRF(local), ascii));
	idn2_free(ascii);
	return good ? NULL : "email";
}

static const char *
format_check_instant(struct str v)
{
	int64_t ms;

	return day_valid(v) || time_parse(v, &ms) ? NULL : "date";
}

const char *
check_format(void *mem, enum format format, struct str v, struct str *normal)
{
	*normal = v;
	if (format == FORMAT_PASSWORD)
		return str_utf8(v) ? NULL : "control_character";
	*normal = v = str_trim(v);
	switch (format) {
	case FORMAT_EMAIL:
		return v.n == 0 ? NULL : format_check_email(mem, v, normal);
	case FORMAT_USERNAME:
		*normal = str_fold(mem, v);
		return format_all_chars(v, format_is_username_char) ? NULL : "username";
	case FORMAT_DAY:
		return day_valid(v) ? NULL : "date";
	case FORMAT_INSTANT:
		return format_check_instant(v);
	case FORMAT_PERM:
		return perm_mask_parse(v) != 0 ? NULL : "enum";
	default:
		return NULL;
	}
}
