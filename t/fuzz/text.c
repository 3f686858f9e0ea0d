/* text.c - Fuzzes the parsers of single texts: numbers, instants, words, cursors. */
#include "t/fuzz/fuzz.h"

#include "api/cursor.h"
#include "base/clock.h"
#include "base/decimal.h"
#include "base/percent.h"
#include "schema/check_record.h"
#include "schema/terms.h"

/* A number that was read is printed as the same number. */
static void
read_decimal(void *mem, struct str v)
{
	int64_t n, again;

	if (dec_parse(v, &n) != DEC_OK)
		return;
	fuzz_must(dec_parse(dec_str(mem, n), &again) == DEC_OK && again == n);
}

static void
read_instant(void *mem, struct str v)
{
	int64_t at;

	(void)mem;
	if (day_valid(v))
		fuzz_must(day_start(v) < day_end(v));
	time_parse(v, &at);
}

/* Normalizing is idempotent. */
static void
read_formats(void *mem, struct str v)
{
	struct str normal, again;

	for (int f = FORMAT_NONE; f <= FORMAT_PERM; f++) {
		if (check_format(mem, (enum format)f, v, &normal) != NULL)
			continue;
		fuzz_must(check_format(mem, (enum format)f, normal, &again) == NULL);
		fuzz_must(str_eq(normal, again));
	}
}

static void
read_words(void *mem, struct str v)
{
	const struct list words = terms_parse(mem, str_nfc(mem, v)).words;

	for (size_t i = 0; i < words.n; i++)
		fuzz_must(words.v[i].n > 0);
}

static void
read_position(void *mem, struct str v)
{
	struct query_position after = {0};

	(void)mem;
	cursor_decode(v, &after);
}

/* What could be decoded is UTF-8. */
static void
read_encoded(void *mem, struct str v)
{
	struct str text;

	if (percent_decode(mem, v, true, &text))
		fuzz_must(str_utf8(text));
}

void
fuzz_text(struct fuzz *f, void *mem, struct str input)
{
	static void (*const readers[])(void *, struct str) = {
	    read_decimal, read_instant, read_formats, read_words, read_position, read_encoded};
	const unsigned which = fuzz_choice(&input);

	(void)f;
	if (str_utf8(input))
		readers[which % (sizeof readers / sizeof *readers)](mem, input);
}
