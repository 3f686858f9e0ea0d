/*
 * fold_search.c - Folds for search, character by character: Unicode's compatible decomposition and
 * case folding, a table of what they leave apart, and a rule for marks.
 */
#include "base/fold.h"

#include <stdlib.h>
#include <utf8proc.h>

#include "base/codepoint.h"
#include "base/mem.h"

/* A character decomposes into at most 18, of 3 bytes or more. */
enum { FOLD_GROWTH = 6, FOLD_PARTS = 32 };

/* Characters that people type for another, and that Unicode does not decompose. */
static const struct fold_pair {
	utf8proc_int32_t from, to[2]; /* to nothing: it is dropped */
} fold_pairs[] = {
    {0x00D7, {'x'}},      /* multiplication sign */
    {0x2715, {'x'}},      /* multiplication x */
    {0x00E6, {'a', 'e'}}, /* ae */
    {0x00F0, {'d'}},      /* eth */
    {0x00F8, {'o'}},      /* o with stroke */
    {0x2300, {'o'}},      /* diameter sign, typed as an o with stroke */
    {0x00FE, {'t', 'h'}}, /* thorn */
    {0x0111, {'d'}},      /* d with stroke */
    {0x0127, {'h'}},      /* h with stroke */
    {0x0131, {'i'}},      /* dotless i */
    {0x0142, {'l'}},      /* l with stroke */
    {0x014B, {'n'}},      /* eng */
    {0x0153, {'o', 'e'}}, /* oe */
    {0x0167, {'t'}},      /* t with stroke */
    {0x0629, {0x0647}},   /* Arabic teh marbuta: heh */
    {0x0640, {0}},        /* Arabic tatweel */
    {0x0649, {0x064A}},   /* Arabic alef maksura: yeh */
    {0x0671, {0x0627}},   /* Arabic alef wasla: alef */
    {0x06A9, {0x0643}},   /* Persian keheh: kaf */
    {0x06CC, {0x064A}},   /* Persian yeh: yeh */
    {0x06C1, {0x0647}},   /* Urdu heh goal: heh */
    {0x06BE, {0x0647}},   /* Urdu heh doachashmee: heh */
    {0x02BC, {'\''}},     /* apostrophe */
    {0x2018, {'\''}},     /* quotation marks */
    {0x2019, {'\''}}, {0x201C, {'"'}}, {0x201D, {'"'}}, {0x201E, {'"'}},
    {0x2032, {'\''}}, /* prime, of feet */
    {0x2033, {'"'}},  /* double prime, of inches */
    {0x2044, {'/'}},  /* fraction slash */
    {0x2212, {'-'}},  /* minus sign */
};

/* The zeros of scripts, each followed by its other nine digits. */
static const utf8proc_int32_t fold_zeros[] = {0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66,
    0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x17E0};

/* Marks by their combining class: accents (200 and above), overlays (1), nuktas (7), and the points
 * of Hebrew, Arabic and Syriac. Kept are vowel signs, viramas, tone marks of Thai and the voicing
 * marks of kana, without which the text is another word. */
static bool
fold_drops_mark(const utf8proc_property_t *p)
{
	int class = p->combining_class;

	return class >= 200 || class == 1 || class == 7 || (class >= 10 && class <= 36);
}

static const struct fold_pair *
fold_find_pair(utf8proc_int32_t cp)
{
	for (size_t i = 0; i < sizeof fold_pairs / sizeof *fold_pairs; i++)
		if (fold_pairs[i].from == cp)
			return &fold_pairs[i];
	return NULL;
}

static utf8proc_int32_t
fold_digit(utf8proc_int32_t cp)
{
	for (size_t i = 0; i < sizeof fold_zeros / sizeof *fold_zeros; i++)
		if (cp >= fold_zeros[i] && cp < fold_zeros[i] + 10)
			return '0' + (cp - fold_zeros[i]);
	return cp;
}

static utf8proc_int32_t
fold_by_category(utf8proc_int32_t cp, const utf8proc_property_t *p)
{
	if (codepoint_is_blank(cp))
		return ' ';
	if (p->category == UTF8PROC_CATEGORY_PD)
		return '-';
	return p->category == UTF8PROC_CATEGORY_ND ? fold_digit(cp) : cp;
}

/* Adds a character that is decomposed. */
static size_t
fold_put_part(utf8proc_int32_t *out, size_t n, utf8proc_int32_t cp)
{
	const utf8proc_property_t *p = utf8proc_get_property(cp);
	const struct fold_pair *pair = fold_find_pair(cp);

	if (pair == NULL) {
		if (!fold_drops_mark(p))
			out[n++] = fold_by_category(cp, p);
		return n;
	}
	for (size_t i = 0; i < sizeof pair->to / sizeof *pair->to && pair->to[i] != 0; i++)
		out[n++] = pair->to[i];
	return n;
}

static size_t
fold_put_char(utf8proc_int32_t *out, size_t n, utf8proc_int32_t cp)
{
	utf8proc_int32_t parts[FOLD_PARTS] = {cp};
	utf8proc_ssize_t nparts = 1;
	int bound = 0;

	if (cp < 0x80) {
		out[n++] = cp >= 'A' && cp <= 'Z' ? cp + ('a' - 'A') : cp;
		return n;
	}
	if (fold_find_pair(cp) == NULL) /* a double prime would become two primes */
		nparts = utf8proc_decompose_char(cp, parts, FOLD_PARTS,
		    UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE,
		    &bound);
	for (utf8proc_ssize_t i = 0; i < nparts && i < FOLD_PARTS; i++)
		n = fold_put_part(out, n, parts[i]);
	return n;
}

/* Writes the characters of v; false when it is not UTF-8. */
static bool
fold_put_text(utf8proc_int32_t *out, size_t *n, struct str v)
{
	for (*n = 0; v.n > 0;) {
		int32_t cp = codepoint_next(&v);

		if (cp < 0)
			return false;
		*n = fold_put_char(out, *n, cp);
	}
	return true;
}

/* Syllables of Hangul, and what was not dropped, are composed again. */
struct str
fold_search(const void *ctx, struct str v)
{
	utf8proc_int32_t *chars;
	utf8proc_ssize_t bytes;
	size_t n;
	struct str r;

	if (str_is_ascii(v))
		return str_fold(ctx, v);
	if ((chars = malloc((v.n * FOLD_GROWTH + 1) * sizeof *chars)) == NULL)
		mem_exhausted();
	if (fold_put_text(chars, &n, v)) {
		bytes = utf8proc_reencode(
		    chars, (utf8proc_ssize_t)n, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
		r = str_dup(ctx, (struct str){(const char *)chars, (size_t)bytes});
	} else {
		r = str_fold(ctx, v);
	}
	free(chars);
	return r;
}
