/* check_record.c - Validates lengths, bounds and required fields. */
#include "schema/check_record.h"

#include <string.h>

#include "base/decimal.h"
#include "base/mem.h"

static const struct {
	const char *type, *msg;
} check_messages[] = {
    {"email", "must be an e-mail address"},
    {"username", "must have only letters, digits, dots, hyphens and underscores"},
    {"date", "must be a valid day or instant, e.g. 2026-03-01 or 2026-03-01T09:30:00Z"},
    {"enum", "must be the name of a permission or of a preset"},
    {"control_character", "must not contain control characters"},
};

static enum err
check_format_error(const char *type, const struct loc *loc, struct why *w)
{
	const char *msg = "is not acceptable";

	for (size_t i = 0; i < sizeof check_messages / sizeof *check_messages; i++)
		if (strcmp(type, check_messages[i].type) == 0)
			msg = check_messages[i].msg;
	return err_field(w, loc, type, "%s", msg);
}

/* The minimum counts characters. The maximum of a password counts bytes, as that many are
 * hashed. */
static enum err
check_length(const struct field *f, struct str v, const struct loc *loc, struct why *w)
{
	const bool bytes = f->format == FORMAT_PASSWORD;
	int64_t min = field_is(f, F_MIN) ? f->min : f->type == T_REF;
	int64_t max = field_is(f, F_MAX) ? f->max : f->type == T_REF ? CHECK_REF_MAX : INT64_MAX;

	if ((int64_t)str_chars(v) < min)
		return err_field(w, loc, "string_too_short", "must have at least %lld character%s",
		    (long long)min, min == 1 ? "" : "s");
	if ((int64_t)(bytes ? v.n : str_chars(v)) > max)
		return err_field(w, loc, "string_too_long", "must have at most %lld %s%s",
		    (long long)max, bytes ? "byte" : "character", max == 1 ? "" : "s");
	return OK;
}

/* Also normalizes the text. */
static enum err
check_text(const struct field *f, struct str *v, const struct loc *loc, struct why *w)
{
	struct str normal;
	const char *type;
	enum err e;

	if (f->format == FORMAT_LINES)
		*v = check_line_breaks(w->mem, *v);
	if ((e = check_length(f, f->format == FORMAT_PASSWORD ? *v : str_trim(*v), loc, w)) != OK ||
	    (e = check_characters(f->format, *v, loc, w)) != OK)
		return e;
	type = check_format(w->mem, f->format, *v, &normal);
	if (type != NULL)
		return check_format_error(type, loc, w);
	*v = normal;
	return OK;
}

static struct str
check_bound_text(const struct field *f, int64_t v, struct why *w)
{
	return f->type == T_DEC ? dec_str(w->mem, v) : str_printf(w->mem, "%lld", (long long)v);
}

static enum err
check_number(const struct field *f, int64_t v, const struct loc *loc, struct why *w)
{
	if (field_is(f, F_NOT_ZERO) && v == 0)
		return err_field(w, loc, "not_zero", "must not be 0");
	if (field_is(f, F_ABOVE) && v <= f->min)
		return err_field(w, loc, "greater_than", "must be greater than %s",
		    check_bound_text(f, f->min, w).s);
	if (field_is(f, F_MIN) && v < f->min)
		return err_field(w, loc, "greater_than_equal", "must be at least %s",
		    check_bound_text(f, f->min, w).s);
	if (field_is(f, F_MAX) && v > f->max)
		return err_field(w, loc, "less_than_equal", "must be at most %s",
		    check_bound_text(f, f->max, w).s);
	return OK;
}

static enum err
check_count(const struct field *f, size_t n, const struct loc *loc, struct why *w)
{
	if (field_is(f, F_MIN) && (int64_t)n < f->min)
		return err_field(w, loc, "too_short", "must have at least %lld", (long long)f->min);
	if (field_is(f, F_MAX) && (int64_t)n > f->max)
		return err_field(w, loc, "too_long", "must have at most %lld", (long long)f->max);
	return OK;
}

static enum err
check_list(const struct field *f, struct list *l, const struct loc *loc, struct why *w)
{
	const struct field member = {.type = T_TEXT,
	    .format = f->format,
	    .min = 1,
	    .max = field_member_max(f),
	    .bounds = F_MIN | F_MAX};
	enum err e = check_count(f, l->n, loc, w);

	for (size_t i = 0, n = e == OK ? l->n : 0; i < n; i++)
		if (check_text(&member, &l->v[i], loc_at(w, loc, i), w) != OK)
			e = ERR_INVALID;
	return e;
}

/* Lines are always complete records, also in an update; json_read.c has checked each of them. */
static enum err
check_value(const struct field *f, void *rec, const struct loc *loc, struct why *w)
{
	void *at = rec_at(rec, f);

	switch (f->type) {
	case T_KEY:
	case T_TEXT:
	case T_REF:
		return check_text(f, at, loc, w);
	case T_INT:
	case T_DEC:
		return check_number(f, rec_number(rec, f), loc, w);
	case T_LIST:
		return check_list(f, at, loc, w);
	case T_LINES:
		return check_count(f, ((struct lines *)at)->n, loc, w);
	default:
		return OK;
	}
}

/* A field without a value: on create it may be missing or have a default. */
static enum err
check_absent(const struct schema *s, size_t i, enum check_how how, void *rec, const struct loc *loc,
    struct why *w)
{
	const struct field *f = &s->fields[i];

	bool made = how == CHECK_CREATE && field_is(f, F_MADE);

	if (rec_is_null(rec, i) && field_is(f, F_REQUIRED) && !made)
		return err_field(w, loc_name(w, loc, f->name), "null", "must not be null");
	if (how == CHECK_UPDATE)
		return OK;
	rec_masks(rec)->null &= ~(UINT64_C(1) << i);
	if (field_is(f, F_DEFAULT))
		rec_set_number(rec, s, i, f->preset);
	else if (field_is(f, F_REQUIRED) && !made)
		return err_field(w, loc_name(w, loc, f->name), "missing", "is required");
	return OK;
}

static enum err
check_field(const struct schema *s, size_t i, enum check_how how, void *rec, const struct loc *loc,
    struct why *w)
{
	const struct field *f = &s->fields[i];
	bool there = rec_has(rec, i) || rec_is_null(rec, i);

	if (field_is(f, F_READONLY) && there && how == CHECK_CREATE)
		return err_field(w, loc_name(w, loc, f->name), "read_only", "is set by the server");
	if (field_is(f, F_READONLY)) {
		rec_clear(rec, s, i);
		return OK;
	}
	if (!rec_has(rec, i))
		return check_absent(s, i, how, rec, loc, w);
	return check_value(f, rec, loc_name(w, loc, f->name), w);
}

enum err
check_record(const struct schema *s, enum check_how how, void *rec, uint64_t bad,
    const struct loc *loc, struct why *w)
{
	for (size_t i = 0; i < s->nfields; i++)
		if ((bad >> i & 1) != 0 || check_field(s, i, how, rec, loc, w) != OK)
			rec_clear(rec, s, i);
	return w->err;
}
