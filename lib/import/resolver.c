/* resolver.c - Looks codes and foreign ids up in the store, each one once. */
#include "import/resolver.h"

#include "base/mem.h"
#include "masters/code/code_row.h"
#include "masters/master/master.h"

/* The hash is allocated with the rest of the import. */
#define uthash_malloc(n)  mem_new(r->mem, (n))
#define uthash_free(p, n) ((void)(p))
#include <assert.h>
#include <uthash.h>

struct resolver_entry {
	struct str key, id;
	UT_hash_handle hh;
};

struct str
resolver_source_code(const struct resolver *r, const struct schema *s, struct str id)
{
	return str_printf(r->mem, "%.*s/%s/%.*s", STRF(r->system), s->name, STRF(id));
}

static struct str
resolver_key(const struct resolver *r, const struct schema *s, struct str text, bool source)
{
	return str_printf(r->mem, "%s %s %.*s", source ? "source" : "code", s->name,
	    STRF(str_fold(r->mem, text)));
}

static struct resolver_entry *
resolver_lookup(const struct resolver *r, struct str key)
{
	struct resolver_entry *k;

	HASH_FIND(hh, r->entries, key.s, key.n, k);
	return k;
}

static void
resolver_set(struct resolver *r, struct str key, struct str id)
{
	struct resolver_entry *k = resolver_lookup(r, key);

	if (k != NULL) {
		k->id = id;
		return;
	}
	k = MEM_ONE(r->mem, struct resolver_entry);
	*k = (struct resolver_entry){.key = key, .id = id};
	HASH_ADD_KEYPTR(hh, r->entries, k->key.s, k->key.n, k);
}

enum err
resolver_find(struct resolver *r, const struct schema *to, struct str text, bool source,
    struct str *id, struct why *w)
{
	struct str key = resolver_key(r, to, text, source);
	const struct resolver_entry *k = resolver_lookup(r, key);
	struct code row = {0};
	struct why mine;
	enum err e;

	assert(to->stored);
	if (k != NULL) {
		*id = k->id;
		return OK;
	}
	why_init(&mine, w->mem);
	e = code_find(r->store, source ? CODE_SOURCE : master_code_kind(to),
	    source ? resolver_source_code(r, to, text) : text, &row, &mine);
	if (e != OK && e != ERR_NOT_FOUND)
		return err_set(w, e, "%.*s", STRF(mine.text));
	if (e == OK && row.also.n > 0)
		return err_set(
		    w, ERR_AMBIGUOUS, "names more than one item; `ccpl check` lists them");
	*id = e == OK ? row.record_id : (struct str){0};
	resolver_set(r, key, *id);
	return OK;
}

void
resolver_add(
    struct resolver *r, const struct schema *s, struct str text, bool source, struct str id)
{
	assert(id.n > 0);
	resolver_set(r, resolver_key(r, s, text, source), id);
}
