/*
 * gs1_link.c - Parses GS1 Digital Link URLs: the path ends with identifiers and values.
 *
 *     https://host/whatever/01/GTIN/10/LOT/21/SERIAL?30=COUNT&3103=WEIGHT&linkType=...
 *
 * The host is ignored. Of the query only quantities are read.
 */
#include "base/percent.h"
#include "masters/gs1/gs1_reader.h"

static struct str
gs1_link_strip_scheme(struct str text)
{
	static const char *const schemes[] = {"https://", "http://"};

	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
		const struct str scheme = str_of(schemes[i]);
		size_t n = 0;

		while (n < scheme.n && n < text.n && (text.s[n] | 0x20) == scheme.s[n])
			n++;
		if (n == scheme.n)
			return str_from(text, n);
	}
	return (struct str){0};
}

struct str
gs1_link_path(struct str text)
{
	const struct str key = STR("/01/");
	struct str path;

	str_cut(gs1_link_strip_scheme(text), '#', &path);
	str_cut(path, '?', &path);
	for (; path.n > key.n; path = str_from(path, 1))
		if (str_starts(path, key))
			return str_from(path, 1);
	return (struct str){0};
}

/* Reads one identifier and its value from the path or the query. */
static bool
gs1_link_read_value(
    struct gs1_reader *r, struct str name, struct str raw, const struct gs1_ai *ai, int number)
{
	struct gs1_value v = {.ai = number, .at = (size_t)(raw.s - r->text.s)};

	if (!percent_decode(r->mem, raw, false, &v.text))
		return gs1_fail(r, v.at, "%.*s has an invalid escape", STRF(name));
	/* A GTIN may have any of its lengths here. */
	if (number == 1)
		return ai->set(r, &v);
	return gs1_read_value(r, ai, &v);
}

static bool
gs1_link_read_path(struct gs1_reader *r, struct str path)
{
	while (path.n > 0) {
		struct str name, value = {0};
		const struct gs1_ai *ai;
		int number;

		path = str_cut(path, '/', &name);
		ai = gs1_ai_find(name, &number);
		if (ai == NULL || ai->digits != name.n)
			return gs1_fail(r, (size_t)(name.s - r->text.s),
			    "%.*s is not a known application identifier", STRF(name));
		if (path.s == NULL)
			return gs1_fail(
			    r, (size_t)(name.s - r->text.s), "%.*s has no value", STRF(name));
		path = str_cut(path, '/', &value);
		if (!gs1_link_read_value(r, name, value, ai, number))
			return false;
	}
	return true;
}

/* Whether the identifier is a quantity. */
static bool
gs1_ai_is_quantity(int ai)
{
	return ai == 30 || ai == 37 || ai / 10 == 310;
}

static bool
gs1_link_read_query(struct gs1_reader *r, struct str query)
{
	while (query.n > 0) {
		struct str pair, name, value;
		const struct gs1_ai *ai;
		int number;

		query = str_cut(query, '&', &pair);
		value = str_cut(pair, '=', &name);
		ai = gs1_ai_find(name, &number);
		if (ai == NULL || ai->digits != name.n || value.s == NULL ||
		    !gs1_ai_is_quantity(number))
			continue;
		if (!gs1_link_read_value(r, name, value, ai, number))
			return false;
	}
	return true;
}

bool
gs1_link_read(struct gs1_reader *r)
{
	struct str all, query;

	str_cut(r->text, '#', &all);
	query = str_cut(all, '?', &all);
	return gs1_link_read_path(r, gs1_link_path(r->text)) && gs1_link_read_query(r, query);
}
