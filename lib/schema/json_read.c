/* json_read.c - Reads a record from a JSON tree and collects all faults. */
#include <json-c/json.h>
#include <string.h>

#include "base/clock.h"
#include "base/decimal.h"
#include "base/mem.h"
#include "schema/json.h"

struct json_reader { /* current location */
	const struct field *f;
	const struct loc *loc;
	struct why *w;
};

static struct str
json_text_of(struct json_object *o)
{
	return (struct str){json_object_get_string(o), (size_t)json_object_get_string_len(o)};
}

static enum err
json_read_text(const struct json_reader *r, struct json_object *o, struct str *out)
{
	if (!json_object_is_type(o, json_type_string))
		return err_field(r->w, r->loc, "string_type", "must be a text");
	*out = str_nfc(r->w->mem, json_text_of(o));
	return OK;
}

/* As JSON; json-c returns NULL only when out of memory. */
static struct str
json_source_of(struct json_object *o)
{
	const char *text = json_object_to_json_string(o);

	if (text == NULL)
		mem_exhausted();
	return str_of(text);
}

/* A number as it was written. An integer beyond 64 bits is clamped by the parser, and the
 * clamped value is still out of range for a decimal. */
static enum err
json_number_text(struct json_object *o, struct str *out)
{
	if (!json_object_is_type(o, json_type_int) && !json_object_is_type(o, json_type_double))
		return ERR_INVALID;
	*out = json_source_of(o);
	return OK;
}

static enum err
json_read_dec(const struct json_reader *r, struct json_object *o, int64_t *out)
{
	struct str v = STR("");

	if (json_object_is_type(o, json_type_string))
		v = json_text_of(o);
	else if (json_number_text(o, &v) != OK)
		v = STR("");
	switch (dec_parse(v, out)) {
	case DEC_OK:
		return OK;
	case DEC_PLACES_EXCEEDED:
		return err_field(r->w, r->loc, "decimal_max_places",
		    "must have at most %d decimal places", DEC_PLACES);
	case DEC_RANGE:
		return err_field(
		    r->w, r->loc, "decimal_range", "must be between -1000000000 and 1000000000");
	default:
		return err_field(r->w, r->loc, "decimal_type", "must be a number");
	}
}

/* Accepts 5.0 and 1e2 too, which are whole numbers. */
static enum err
json_read_int(const struct json_reader *r, struct json_object *o, int64_t *out)
{
	struct str v;

	if (json_object_is_type(o, json_type_int)) {
		*out = json_object_get_int64(o);
		if (*out == INT64_MAX || *out == INT64_MIN) /* clamped by the parser */
			return err_field(r->w, r->loc,
			    *out < 0 ? "greater_than_equal" : "less_than_equal",
			    "must have at most 18 digits");
		return OK;
	}
	if (json_number_text(o, &v) == OK && dec_parse_whole(v, out))
		return OK;
	return err_field(r->w, r->loc, "int_type", "must be a whole number");
}

static enum err
json_read_time(const struct json_reader *r, struct json_object *o, int64_t *out)
{
	if (!json_object_is_type(o, json_type_string) || !time_parse(json_text_of(o), out))
		return err_field(
		    r->w, r->loc, "date", "must be a valid instant, e.g. 2026-03-01T09:30:00Z");
	return OK;
}

static enum err
json_read_bool(const struct json_reader *r, struct json_object *o, bool *out)
{
	if (!json_object_is_type(o, json_type_boolean))
		return err_field(r->w, r->loc, "bool_type", "must be true or false");
	*out = json_object_get_boolean(o);
	return OK;
}

static enum err
json_read_enum(const struct json_reader *r, struct json_object *o, int *out)
{
	struct buf b = buf_init(r->w->mem);

	*out =
	    json_object_is_type(o, json_type_string) ? field_enum_index(r->f, json_text_of(o)) : -1;
	if (*out >= 0)
		return OK;
	for (size_t i = 0; r->f->one_of[i] != NULL; i++)
		buf_printf(&b, "%s%s", i == 0 ? "" : ", ", r->f->one_of[i]);
	return err_field(r->w, r->loc, "enum", "must be one of: %s", b.s);
}

static enum err
json_read_list(const struct json_reader *r, struct json_object *o, struct list *out)
{
	enum err e = OK;

	if (!json_object_is_type(o, json_type_array))
		return err_field(r->w, r->loc, "list_type", "must be a list");
	out->n = json_object_array_length(o);
	out->v = MEM_MANY(r->w->mem, struct str, out->n);
	for (size_t i = 0; i < out->n; i++) {
		struct json_reader one = *r;

		one.loc = loc_at(r->w, r->loc, i);
		if (json_read_text(&one, json_object_array_get_idx(o, i), &out->v[i]) != OK)
			e = ERR_INVALID;
	}
	return e;
}

/* Lines are always complete records, also in an update. */
static enum err
json_read_line(
    const struct json_reader *r, struct json_object *o, const struct loc *loc, void *line)
{
	if (!json_object_is_type(o, json_type_object))
		return err_field(r->w, loc, "object_type", "must be an object");
	return json_read(o, r->f->ref, CHECK_CREATE, line, loc, r->w);
}

static enum err
json_read_lines(const struct json_reader *r, struct json_object *o, struct lines *out)
{
	bool one = field_is(r->f, F_ONE);
	enum err e = OK;

	if (!one && !json_object_is_type(o, json_type_array))
		return err_field(r->w, r->loc, "list_type", "must be a list");
	out->n = one ? 1 : json_object_array_length(o);
	if (field_is(r->f, F_MAX) && (int64_t)out->n > r->f->max)
		return OK; /* check_record() reports and clears it: it has n, but no lines */
	out->v = mem_array(r->w->mem, out->n, r->f->ref->size);
	for (size_t i = 0; i < out->n; i++) {
		struct json_object *member = one ? o : json_object_array_get_idx(o, i);
		const struct loc *loc = one ? r->loc : loc_at(r->w, r->loc, i);

		if (json_read_line(r, member, loc, line_at(r->f, out, i)) != OK)
			e = ERR_INVALID;
	}
	return e;
}

static enum err
json_read_value(const struct json_reader *r, struct json_object *o, void *at)
{
	switch (r->f->type) {
	case T_KEY:
	case T_TEXT:
	case T_REF:
		return json_read_text(r, o, at);
	case T_INT:
		return json_read_int(r, o, at);
	case T_DEC:
		return json_read_dec(r, o, at);
	case T_BOOL:
		return json_read_bool(r, o, at);
	case T_TIME:
		return json_read_time(r, o, at);
	case T_ENUM:
		return json_read_enum(r, o, at);
	case T_LIST:
		return json_read_list(r, o, at);
	case T_LINES:
		return json_read_lines(r, o, at);
	case T_JSON:
		*(struct str *)at = json_source_of(o);
		return OK;
	}
	return OK;
}

static enum err
json_unknown_field(const struct schema *s, struct str name, const struct loc *loc, struct why *w)
{
	const char *near = schema_similar_field(s, name);

	loc = loc_str(w, loc, name);
	if (near != NULL)
		return err_field(w, loc, "extra_forbidden",
		    "is not a field of %s; did you mean %s?", s->name, near);
	return err_field(w, loc, "extra_forbidden", "is not a field of %s", s->name);
}

/* Returns the field's bit when it has a fault. */
static uint64_t
json_read_member(const struct schema *s, struct str name, struct json_object *o, void *rec,
    const struct json_reader *parent)
{
	int i = schema_field(s, name);
	struct json_reader r = *parent;

	if (i < 0 || field_internal(&s->fields[i])) {
		json_unknown_field(s, name, r.loc, r.w);
		return 0;
	}
	r.f = &s->fields[i];
	if (field_is(r.f, F_READONLY)) {
		rec_mark(rec, (size_t)i); /* check_record() refuses or ignores it */
		return 0;
	}
	if (o == NULL) {
		rec_masks(rec)->null |= UINT64_C(1) << i;
		return 0;
	}
	r.loc = loc_name(r.w, r.loc, r.f->name);
	if (json_read_value(&r, o, rec_at(rec, r.f)) != OK)
		return UINT64_C(1) << i;
	rec_mark(rec, (size_t)i);
	return 0;
}

enum err
json_read(struct json_object *o, const struct schema *s, enum check_how how, void *rec,
    const struct loc *loc, struct why *w)
{
	struct json_reader r = {.loc = loc, .w = w};
	uint64_t bad = 0;

	json_object_object_foreach(o, name, value) bad |=
	    json_read_member(s, str_of(name), value, rec, &r);
	return check_record(s, how, rec, bad, loc, w);
}
