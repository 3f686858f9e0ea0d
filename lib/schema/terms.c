/* terms.c - Splits names and codes into search terms; rules in terms.h. */
#include "schema/terms.h"

#include "base/codepoint.h"
#include "base/fold.h"
#include "base/gtin.h"
#include "base/mem.h"
#include "schema/words.h"

enum { CODE_PART_MIN = 3 };

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

static struct str
term_cut(struct str v)
{
	struct str rest = v;

	for (size_t chars = 0; chars < TERM_CHARS && rest.n > 0; chars++)
		codepoint_next(&rest);
	return (struct str){v.s, v.n - rest.n};
}

/* --- words --- */

/* Adds the suffixes of the word that begin where letters or digits begin: `m8x20` gives m8x20,
 * 8x20, x20 and 20; `stainless-steel` is also found by `steel`. */
static void
terms_put_word(struct term_list *b, struct str word)
{
	enum word_char before = WORD_OTHER;

	while (word.n > 0) {
		struct str from = word;
		enum word_char here = word_next_char(&word, before);

		if (here == WORD_MARK)
			continue;
		if (here != WORD_OTHER && (here != before || here == WORD_UNSPACED))
			term_list_add(b, term_cut(from));
		before = here;
	}
}

static void
terms_put_words(struct term_list *b, struct str folded)
{
	for (struct str word = word_next(&folded); word.n > 0; word = word_next(&folded))
		terms_put_word(b, word);
}

/* --- codes --- */

/* A code as it is compared without punctuation. */
static struct str
term_code_key(const void *mem, struct str folded)
{
	struct str plain = words_plain(mem, folded);

	return gtin_is(plain) ? gtin_14(mem, plain) : plain;
}

/* No word of a search begins with these signs. */
static struct str
term_exact(const void *mem, struct str folded)
{
	return str_printf(mem, "=%.*s", STRF(folded));
}

static struct str
term_same(const void *mem, struct str folded)
{
	return str_printf(mem, "~%.*s", STRF(term_code_key(mem, folded)));
}

static void
terms_put_suffixes(struct term_list *b, struct str code)
{
	size_t chars = str_chars(code);

	if (code.n > 0 && chars < CODE_PART_MIN)
		term_list_add(b, code);
	for (; chars >= CODE_PART_MIN; chars--) {
		term_list_add(b, term_cut(code));
		codepoint_next(&code);
	}
}

static void
terms_put_code(struct term_list *b, struct str code)
{
	struct str folded = words_join(b->mem, fold_search(b->mem, code)), unpadded;

	if (folded.n == 0)
		return;
	term_list_add(b, term_exact(b->mem, folded));
	term_list_add(b, term_same(b->mem, folded));
	terms_put_suffixes(b, term_code_key(b->mem, folded));
	terms_put_words(b, folded);
	if ((unpadded = words_without_zeros(b->mem, folded)).n > 0)
		term_list_add(b, term_cut(unpadded));
}

/* --- records --- */

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
		terms_put_words(b, fold_search(b->mem, rec_text(rec, f)));
}

static void
terms_put_record(struct term_list *b, const struct schema *s, const void *rec)
{
	for (size_t i = 0; i < s->nfields; i++)
		if (rec_has(rec, i) && !(s->fields[i].flags & F_VIRTUAL))
			terms_put_field(b, &s->fields[i], rec);
}

struct list
terms_of(const void *mem, const struct schema *s, const void *rec)
{
	struct term_list b = {.mem = mem};

	terms_put_record(&b, s, rec);
	list_sort_distinct(&b.list);
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

struct str
terms_folded_code(const void *mem, const struct schema *s, const void *rec)
{
	if (s->code < 0 || !rec_has(rec, (size_t)s->code))
		return STR("");
	return words_plain(mem, fold_search(mem, rec_text(rec, &s->fields[s->code])));
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
terms_folded_name(const void *mem, const struct schema *s, const void *rec)
{
	int name = terms_name_field(s);

	if (name < 0 || !rec_has(rec, (size_t)name))
		return STR("");
	return fold_search(mem, rec_text(rec, &s->fields[name]));
}

const char *
terms_order(const struct schema *s, size_t i)
{
	const char *const keys[] = {FOLDED_CODE, terms_name_field(s) < 0 ? NULL : FOLDED_NAME};

	return i < sizeof keys / sizeof *keys ? keys[i] : NULL;
}

/* --- searches --- */

/* The word as it begins a part of a code; empty when that is no other text, or too short. */
static struct str
search_part(const void *mem, struct str word)
{
	struct str plain = words_plain(mem, word);

	return plain.n < word.n && str_chars(plain) >= CODE_PART_MIN ? term_cut(plain) : STR("");
}

struct search_text
terms_parse(const void *mem, struct str typed)
{
	struct str folded = words_join(mem, fold_search(mem, typed)), rest = folded;
	struct term_list words = {.mem = mem}, parts = {.mem = mem};

	for (struct str word = word_next_searched(&rest); word.n > 0;
	     word = word_next_searched(&rest)) {
		term_list_add(&words, term_cut(word));
		term_list_add(&parts, search_part(mem, word));
	}
	return (struct search_text){.given = true,
	    .words = words.list,
	    .parts = parts.list,
	    .folded = folded,
	    .exact = term_exact(mem, folded),
	    .same = term_same(mem, folded),
	    .code = words_plain(mem, folded)};
}
