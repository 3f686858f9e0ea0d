/* terms.c - Splits names and codes into search terms; rules in terms.h. */
#include "schema/terms.h"

#include <stdlib.h>
#include <utf8proc.h>

#include "base/gtin.h"
#include "base/mem.h"

enum { CODE_PART_MIN = 3 };

enum char_class { CHAR_OTHER, CHAR_LETTER, CHAR_DIGIT };

struct term_list { /* of terms under construction */
	const void *mem;
	struct list list;
	size_t cap;
};

static void
term_list_add(struct term_list *b, struct str term)
{
	MEM_RESERVE(b->mem, b->list.v, b->list.n + 1, b->cap);
	b->list.v[b->list.n++] = term;
}

/* The class of the first character of v, and its length in bytes. */
static enum char_class
char_class_at(struct str v, size_t *bytes)
{
	utf8proc_int32_t cp;
	utf8proc_ssize_t n =
	    utf8proc_iterate((const utf8proc_uint8_t *)v.s, (utf8proc_ssize_t)v.n, &cp);

	*bytes = n > 0 ? (size_t)n : 1;
	if (n <= 0)
		return CHAR_OTHER;
	switch (utf8proc_category(cp)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ME:
		return CHAR_LETTER;
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NL:
	case UTF8PROC_CATEGORY_NO:
		return CHAR_DIGIT;
	default:
		return CHAR_OTHER;
	}
}

static bool
terms_is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Cuts the first word (text between spaces) off v; empty when there is none. */
static struct str
terms_next_word(struct str *v)
{
	struct str word;

	while (v->n > 0 && terms_is_space(v->s[0]))
		*v = str_from(*v, 1);
	word = (struct str){v->s, 0};
	while (word.n < v->n && !terms_is_space(v->s[word.n]))
		word.n++;
	*v = str_from(*v, word.n);
	return word;
}

/* Adds the suffixes of the word that begin where letters or digits begin: `m8x20` gives m8x20,
 * 8x20, x20 and 20; `stainless-steel` is also found by `steel`. */
static void
terms_put_word(struct term_list *b, struct str word)
{
	enum char_class before = CHAR_OTHER;
	size_t bytes;

	for (struct str rest = word; rest.n > 0; rest = str_from(rest, bytes)) {
		enum char_class here = char_class_at(rest, &bytes);

		if (here != CHAR_OTHER && here != before)
			term_list_add(b, rest);
		before = here;
	}
}

static void
terms_put_name(struct term_list *b, struct str name)
{
	struct str rest = str_fold(b->mem, name);

	for (struct str word = terms_next_word(&rest); word.n > 0; word = terms_next_word(&rest))
		terms_put_word(b, word);
}

static void
terms_put_suffixes(struct term_list *b, struct str code)
{
	size_t bytes, chars = str_chars(code);

	if (code.n > 0 && chars < CODE_PART_MIN)
		term_list_add(b, code);
	for (; chars >= CODE_PART_MIN; chars--) {
		term_list_add(b, code);
		char_class_at(code, &bytes);
		code = str_from(code, bytes);
	}
}

static void
terms_put_code(struct term_list *b, struct str code)
{
	struct str whole = str_fold(b->mem, code);
	struct buf plain = buf_init(b->mem);
	size_t bytes;

	for (struct str rest = whole; rest.n > 0; rest = str_from(rest, bytes))
		if (char_class_at(rest, &bytes) != CHAR_OTHER)
			buf_put(&plain, (struct str){rest.s, bytes});
	terms_put_suffixes(b, whole);
	if (gtin_is(whole))
		terms_put_suffixes(b, gtin_14(b->mem, whole));
	if (plain.n != whole.n)
		terms_put_suffixes(b, buf_str(&plain));
}

static void terms_put_record(struct term_list *, const struct schema *, const void *rec);

static void
terms_put_field(struct term_list *b, const struct field *f, const void *rec)
{
	const struct list *list = rec_at(rec, f);
	const struct lines *lines = rec_at(rec, f);

	if (f->type == T_LINES)
		for (size_t i = 0; i < lines->n; i++)
			terms_put_record(b, f->ref, line_at(f, lines, i));
	else if (f->type == T_LIST && f->search == SEARCH_CODE)
		for (size_t i = 0; i < list->n; i++)
			terms_put_code(b, list->v[i]);
	else if (f->search == SEARCH_CODE)
		terms_put_code(b, rec_text(rec, f));
	else if (f->search == SEARCH_WORDS)
		terms_put_name(b, rec_text(rec, f));
}

static void
terms_put_record(struct term_list *b, const struct schema *s, const void *rec)
{
	for (size_t i = 0; i < s->nfields; i++)
		if (rec_has(rec, i) && !(s->fields[i].flags & F_VIRTUAL))
			terms_put_field(b, &s->fields[i], rec);
}

static int
terms_compare(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

struct list
terms_of(const void *mem, const struct schema *s, const void *rec)
{
	struct term_list b = {.mem = mem};
	size_t kept = 0;

	terms_put_record(&b, s, rec);
	if (b.list.n > 1)
		qsort(b.list.v, b.list.n, sizeof *b.list.v, terms_compare);
	for (size_t i = 0; i < b.list.n; i++)
		if (kept == 0 || !str_eq(b.list.v[i], b.list.v[kept - 1]))
			b.list.v[kept++] = b.list.v[i];
	b.list.n = kept;
	return b.list;
}

/* A word of a search from its first letter or digit, as terms begin with one, without the
 * trailing comma of a list of words. */
static struct str
terms_trim_word(struct str word)
{
	size_t bytes;

	while (word.n > 0 && char_class_at(word, &bytes) == CHAR_OTHER)
		word = str_from(word, bytes);
	while (word.n > 1 && (word.s[word.n - 1] == ',' || word.s[word.n - 1] == ';'))
		word.n--;
	return word;
}

static bool
terms_has_alphanumeric(struct str word)
{
	size_t bytes;

	for (; word.n > 0; word = str_from(word, bytes))
		if (char_class_at(word, &bytes) != CHAR_OTHER)
			return true;
	return false;
}

struct list
terms_parse_words(const void *mem, struct str typed)
{
	struct term_list b = {.mem = mem};
	struct str rest = str_fold(mem, typed);

	for (struct str word = terms_next_word(&rest); word.n > 0; word = terms_next_word(&rest))
		if (terms_has_alphanumeric(word))
			term_list_add(&b, terms_trim_word(word));
	return b.list;
}

static bool
terms_has_search_field(const struct schema *s)
{
	for (size_t i = 0; i < s->nfields; i++)
		if (s->fields[i].search != SEARCH_NONE)
			return true;
	return false;
}

bool
terms_searchable(const struct schema *s)
{
	for (size_t i = 0; i < s->nfields; i++)
		if (s->fields[i].type == T_LINES && !(s->fields[i].flags & F_VIRTUAL) &&
		    terms_has_search_field(s->fields[i].ref))
			return true;
	return terms_has_search_field(s);
}

int
terms_name_field(const struct schema *s)
{
	for (size_t i = 0; i < s->nfields; i++)
		if (s->fields[i].search == SEARCH_WORDS)
			return (int)i;
	return -1;
}

struct str
terms_folded(const void *mem, const struct schema *s, int field, const void *rec)
{
	if (field < 0 || !rec_has(rec, (size_t)field))
		return STR("");
	return str_fold(mem, rec_text(rec, &s->fields[field]));
}
