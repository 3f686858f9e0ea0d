/* words.c - Splits folded text into words by Unicode's categories. */
#include "schema/words.h"

#include <utf8proc.h>

#include "base/buf.h"
#include "base/codepoint.h"

static enum word_char
word_char_of(int32_t cp, enum word_char before)
{
	switch (utf8proc_category(cp)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
		return codepoint_is_unspaced(cp) ? WORD_UNSPACED : WORD_LETTER;
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ME:
		return before == WORD_OTHER ? WORD_LETTER : WORD_MARK;
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NL:
	case UTF8PROC_CATEGORY_NO:
		return codepoint_is_unspaced(cp) ? WORD_UNSPACED : WORD_DIGIT;
	default:
		return WORD_OTHER;
	}
}

enum word_char
word_next_char(struct str *v, enum word_char before)
{
	int32_t cp = codepoint_next(v);

	return cp < 0 ? WORD_OTHER : word_char_of(cp, before);
}

static bool
word_is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str
word_next(struct str *v)
{
	struct str word;

	while (v->n > 0 && word_is_blank(v->s[0]))
		*v = str_from(*v, 1);
	word = (struct str){v->s, 0};
	while (word.n < v->n && !word_is_blank(v->s[word.n]))
		word.n++;
	*v = str_from(*v, word.n);
	return word;
}

/* Where a word ends that begins with a character of that kind: `last` is behind its last letter or
 * digit. */
static struct str
word_measure(struct str from, enum word_char first)
{
	const bool unspaced = first == WORD_UNSPACED;
	struct str rest = from, word = {from.s, 0};
	enum word_char here = first;

	while (rest.n > 0 && !word_is_blank(*rest.s)) {
		here = word_next_char(&rest, here);
		if ((unspaced && (here == WORD_LETTER || here == WORD_DIGIT)) ||
		    (!unspaced && here == WORD_UNSPACED))
			break;
		if (here != WORD_OTHER)
			word.n = (size_t)(rest.s - from.s);
	}
	return word;
}

struct str
word_next_searched(struct str *v)
{
	while (v->n > 0) {
		struct str from = *v;
		enum word_char first = word_next_char(v, WORD_OTHER);

		if (first != WORD_OTHER) {
			struct str word = word_measure(from, first);

			*v = str_from(from, word.n);
			return word;
		}
	}
	return *v;
}

struct str
words_join(const void *mem, struct str v)
{
	struct buf b = buf_init(mem);

	for (struct str word = word_next(&v); word.n > 0; word = word_next(&v)) {
		if (b.n > 0)
			buf_putc(&b, ' ');
		buf_put(&b, word);
	}
	return b.n == 0 ? STR("") : buf_str(&b);
}

static struct str
words_squeeze(const void *mem, struct str v, bool zeros)
{
	struct buf b = buf_init(mem);
	enum word_char before = WORD_OTHER;

	while (v.n > 0) {
		struct str from = v;
		enum word_char here = word_next_char(&v, before);
		bool leading = here == WORD_DIGIT && before != WORD_DIGIT && *from.s == '0';

		if (leading && !zeros && v.n > 0 && *v.s >= '0' && *v.s <= '9')
			continue; /* before another digit; that one is leading again */
		if (here != WORD_OTHER)
			buf_put(&b, (struct str){from.s, (size_t)(v.s - from.s)});
		before = here == WORD_MARK ? before : here;
	}
	return b.n == 0 ? STR("") : buf_str(&b);
}

struct str
words_plain(const void *mem, struct str v)
{
	return words_squeeze(mem, v, true);
}

struct str
words_without_zeros(const void *mem, struct str v)
{
	return words_squeeze(mem, v, false);
}
