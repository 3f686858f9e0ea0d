/* words.h - Words of folded text, as terms and searches are made of them. */
#ifndef WORDS_H
#define WORDS_H

#include "base/str.h"

/* What a character means in a word. */
enum word_char {
	WORD_OTHER, /* punctuation, symbols, blanks */
	WORD_LETTER,
	WORD_DIGIT,
	WORD_UNSPACED, /* of a script without spaces: any of them may begin a word */
	WORD_MARK,     /* belongs to the letter before it */
};

/* Cuts the first character off. A mark that no letter precedes is a letter. */
enum word_char word_next_char(struct str *v, enum word_char before);

/* Cuts the first text between blanks off v; empty when there is none. */
struct str word_next(struct str *v);

/* The same, and a word ends where the kind of script changes; without other characters at its
 * ends. */
struct str word_next_searched(struct str *v);

/* The words with one space between them. */
struct str words_join(const void *mem, struct str v);

/* Letters and digits only. */
struct str words_plain(const void *mem, struct str v);
/* The same, without the leading zeros of numbers: "bol-000123" is "bol123". */
struct str words_without_zeros(const void *mem, struct str v);

#endif
