/*
 * gs1_ai.c - Table of GS1 application identifiers: length and meaning of each value.
 *
 * Lengths are from the GS1 General Specifications, section 3.2 (GS1 Application Identifiers in
 * numerical order); which of them are predefined, so that no FNC1 follows, is in figure
 * 7.8.5-2 (element strings with predefined length).
 */
#include "base/decimal.h"
#include "base/gtin.h"
#include "masters/gs1/gs1_reader.h"

enum { GS1_WEIGHT_PLACES_MAX = 5 };

static bool
gs1_is_digits(struct str v)
{
	for (size_t i = 0; i < v.n; i++)
		if (v.s[i] < '0' || v.s[i] > '9')
			return false;
	return v.n > 0;
}

static int64_t
gs1_number(struct str digits)
{
	int64_t n = 0;

	for (size_t i = 0; i < digits.n; i++)
		n = n * 10 + (digits.s[i] - '0');
	return n;
}

/* --- setters --- */

/* A repeated value must be equal. */
static bool
gs1_set_once(struct gs1_reader *r, const struct gs1_value *v, struct str *out, struct str text)
{
	if (out->n > 0 && !str_eq(*out, text))
		return gs1_fail(r, v->at, "%.*s occurs twice", STRF(*out));
	*out = text;
	return true;
}

static bool
gs1_set_gtin(struct gs1_reader *r, const struct gs1_value *v)
{
	if (!gtin_is(v->text))
		return gs1_fail(
		    r, v->at, "%.*s is not a GTIN: its check digit is wrong", STRF(v->text));
	return gs1_set_once(r, v, &r->out->gtin, gtin_14(r->mem, v->text));
}

static bool
gs1_set_text(struct gs1_reader *r, const struct gs1_value *v, struct str *out)
{
	for (size_t i = 0; i < v->text.n; i++)
		if (v->text.s[i] <= ' ' || v->text.s[i] > '~')
			return gs1_fail(r, v->at, "(%d) has an invalid value", v->ai);
	return gs1_set_once(r, v, out, str_dup(r->mem, v->text));
}

static bool
gs1_set_lot(struct gs1_reader *r, const struct gs1_value *v)
{
	return gs1_set_text(r, v, &r->out->lot);
}

static bool
gs1_set_serial(struct gs1_reader *r, const struct gs1_value *v)
{
	return gs1_set_text(r, v, &r->out->serial);
}

static bool
gs1_set_number(struct gs1_reader *r, const struct gs1_value *v, int64_t *out, int64_t number)
{
	if (*out != 0 && *out != number)
		return gs1_fail(r, v->at, "it has two quantities");
	*out = number;
	return true;
}

static bool
gs1_set_count(struct gs1_reader *r, const struct gs1_value *v)
{
	if (!gs1_is_digits(v->text))
		return gs1_fail(r, v->at, "(%d) must be a number", v->ai);
	return gs1_set_number(r, v, &r->out->count, gs1_number(v->text));
}

/* The last digit of the identifier is the number of decimal places of the six digits. */
static bool
gs1_set_weight(struct gs1_reader *r, const struct gs1_value *v)
{
	int64_t weight = gs1_number(v->text) * DEC_ONE;

	for (int places = v->ai % 10; places > 0; places--)
		weight /= 10;
	return gs1_set_number(r, v, &r->out->weight, weight);
}

/* --- the table --- */

/* clang-format off */
static const struct gs1_ai gs1_ai_table[] = {
    {0, 0, 2, 18, true, NULL},
    {1, 2, 2, 14, true, gs1_set_gtin},
    {3, 3, 2, 14, true, NULL},
    {4, 4, 2, 16, true, NULL},
    {10, 10, 2, 20, false, gs1_set_lot},
    {11, 19, 2, 6, true, NULL},
    {20, 20, 2, 2, true, NULL},
    {21, 21, 2, 20, false, gs1_set_serial},
    {22, 22, 2, 20, false, NULL},
    {235, 235, 3, 28, false, NULL},
    {240, 241, 3, 30, false, NULL},
    {242, 242, 3, 6, false, NULL},
    {243, 243, 3, 20, false, NULL},
    {250, 251, 3, 30, false, NULL},
    {253, 253, 3, 30, false, NULL},
    {254, 254, 3, 20, false, NULL},
    {255, 255, 3, 25, false, NULL},
    {30, 30, 2, 8, false, gs1_set_count},
    {3100, 3100 + GS1_WEIGHT_PLACES_MAX, 4, 6, true, gs1_set_weight},
    {3106, 3699, 4, 6, true, NULL},
    {37, 37, 2, 8, false, gs1_set_count},
    {3900, 3909, 4, 15, false, NULL},
    {3910, 3919, 4, 18, false, NULL},
    {3920, 3929, 4, 15, false, NULL},
    {3930, 3939, 4, 18, false, NULL},
    {3940, 3949, 4, 4, false, NULL},
    {3950, 3959, 4, 6, false, NULL},
    {400, 401, 3, 30, false, NULL},
    {402, 402, 3, 17, false, NULL},
    {403, 403, 3, 30, false, NULL},
    {410, 419, 3, 13, true, NULL},
    {420, 420, 3, 20, false, NULL},
    {421, 421, 3, 12, false, NULL},
    {422, 422, 3, 3, false, NULL},
    {423, 423, 3, 15, false, NULL},
    {424, 424, 3, 3, false, NULL},
    {425, 425, 3, 15, false, NULL},
    {426, 427, 3, 3, false, NULL},
    {4300, 4301, 4, 35, false, NULL},
    {4302, 4306, 4, 70, false, NULL},
    {4307, 4307, 4, 2, false, NULL},
    {4308, 4308, 4, 30, false, NULL},
    {4309, 4309, 4, 20, false, NULL},
    {4310, 4311, 4, 35, false, NULL},
    {4312, 4316, 4, 70, false, NULL},
    {4317, 4317, 4, 2, false, NULL},
    {4318, 4318, 4, 20, false, NULL},
    {4319, 4319, 4, 30, false, NULL},
    {4320, 4320, 4, 35, false, NULL},
    {4321, 4323, 4, 1, false, NULL},
    {4324, 4325, 4, 10, false, NULL},
    {4326, 4326, 4, 6, false, NULL},
    {4330, 4333, 4, 7, false, NULL},
    {7001, 7001, 4, 13, false, NULL},
    {7002, 7002, 4, 30, false, NULL},
    {7003, 7003, 4, 10, false, NULL},
    {7004, 7004, 4, 4, false, NULL},
    {7005, 7005, 4, 12, false, NULL},
    {7006, 7006, 4, 6, false, NULL},
    {7007, 7007, 4, 12, false, NULL},
    {7008, 7008, 4, 3, false, NULL},
    {7009, 7009, 4, 10, false, NULL},
    {7010, 7010, 4, 2, false, NULL},
    {7011, 7011, 4, 10, false, NULL},
    {7020, 7022, 4, 20, false, NULL},
    {7023, 7023, 4, 30, false, NULL},
    {7030, 7039, 4, 30, false, NULL},
    {7040, 7041, 4, 4, false, NULL},
    {710, 717, 3, 20, false, NULL},
    {7230, 7239, 4, 30, false, NULL},
    {7240, 7240, 4, 20, false, NULL},
    {7241, 7241, 4, 2, false, NULL},
    {7242, 7242, 4, 25, false, NULL},
    {7250, 7250, 4, 8, false, NULL},
    {7251, 7251, 4, 12, false, NULL},
    {7252, 7252, 4, 1, false, NULL},
    {7253, 7254, 4, 40, false, NULL},
    {7255, 7255, 4, 10, false, NULL},
    {7256, 7256, 4, 90, false, NULL},
    {7257, 7257, 4, 70, false, NULL},
    {7258, 7258, 4, 3, false, NULL},
    {7259, 7259, 4, 40, false, NULL},
    {8001, 8001, 4, 14, false, NULL},
    {8002, 8002, 4, 20, false, NULL},
    {8003, 8004, 4, 30, false, NULL},
    {8005, 8005, 4, 6, false, NULL},
    {8006, 8006, 4, 18, false, NULL},
    {8007, 8007, 4, 34, false, NULL},
    {8008, 8008, 4, 12, false, NULL},
    {8009, 8009, 4, 50, false, NULL},
    {8010, 8010, 4, 30, false, NULL},
    {8011, 8011, 4, 12, false, NULL},
    {8012, 8012, 4, 20, false, NULL},
    {8013, 8014, 4, 25, false, NULL},
    {8017, 8018, 4, 18, false, NULL},
    {8019, 8019, 4, 10, false, NULL},
    {8020, 8020, 4, 25, false, NULL},
    {8026, 8026, 4, 18, false, NULL},
    {8030, 8030, 4, 90, false, NULL},
    {8110, 8110, 4, 70, false, NULL},
    {8111, 8111, 4, 4, false, NULL},
    {8112, 8112, 4, 70, false, NULL},
    {8200, 8200, 4, 70, false, NULL},
    {90, 90, 2, 30, false, NULL},
    {91, 99, 2, 90, false, NULL},
};
/* clang-format on */

const struct gs1_ai *
gs1_ai_find(struct str v, int *number)
{
	for (size_t i = 0; i < sizeof gs1_ai_table / sizeof *gs1_ai_table; i++) {
		const struct gs1_ai *ai = &gs1_ai_table[i];
		struct str digits = {v.s, ai->digits};

		if (v.n < ai->digits || !gs1_is_digits(digits))
			continue;
		*number = (int)gs1_number(digits);
		if (*number >= ai->from && *number <= ai->to)
			return ai;
	}
	return NULL;
}

/* Writes the identifier with its leading zero. */
bool
gs1_read_value(struct gs1_reader *r, const struct gs1_ai *ai, const struct gs1_value *v)
{
	const int digits = (int)ai->digits, most = (int)ai->most;

	if (ai->fixed && (v->text.n != ai->most || !gs1_is_digits(v->text)))
		return gs1_fail(r, v->at, "(%0*d) has %d digits", digits, v->ai, most);
	if (v->text.n == 0)
		return gs1_fail(r, v->at, "(%0*d) is empty", digits, v->ai);
	if (v->text.n > ai->most)
		return gs1_fail(r, v->at, "(%0*d) has at most %d characters, with no FNC1 after it",
		    digits, v->ai, most);
	return ai->set == NULL || ai->set(r, v);
}
